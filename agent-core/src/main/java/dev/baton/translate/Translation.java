package dev.baton.translate;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.EventLoopSource;
import dev.baton.audio.AudioFormat;
import dev.baton.audio.AudioSink;
import dev.baton.audio.AudioSource;
import dev.baton.internal.call.CallLoop;
import dev.baton.internal.call.CallLoops;
import dev.baton.internal.netty.StreamLoops;
import dev.baton.internal.stt.FullTranscript;
import dev.baton.internal.stt.StreamListeners;
import dev.baton.internal.translate.TranslationDriver;
import dev.baton.stt.ConnectionOptions;
import dev.baton.stt.SttStreamError;
import dev.baton.stt.SttTransport;
import dev.baton.stt.Subscription;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Speech in one language in, speech and text in another out: live from a source to a sink, or samples to samples.
 *
 * <pre>{@code
 * var translator = CambRealtime.builder().from("en-us").to("de-de").build();
 * try (var translation = Translation.builder(translator)
 *         .source(MicrophoneSource.open(null, System.err::println))
 *         .sink(SpeakerSink.open(null, System.err::println))
 *         .on(TranslationEvent.Text.class, text -> System.out.println(text.text()))
 *         .onError(error -> System.err.println(error.reason().report()))
 *         .open()) {
 *     translation.completion().join();
 * }
 * }</pre>
 *
 * <p>Source and sink may have any of Baton's rates, encodings and numbers of channels; both are closed with the translation. One connection, which is not made anew when it is lost: a translation has no
 * replay, and what was being said then is lost, and told. Safe for use by many threads. Listeners, and what is chained to the futures, run on the translation's event loop: they must not block it, nor wait
 * there for one of these futures. A translation makes a loop, which is a thread, of its own and ends it with itself; whoever holds many gives {@link Builder#eventLoops}.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what becomes of them is told to the listeners
public final class Translation implements AutoCloseable {
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(3);

    private final SpeechTranslator translator;
    private final CallLoops loops;
    private final boolean ownLoops;
    private final CallLoop loop;
    private final StreamListeners<TranslationEvent> listeners;
    private final TranslationDriver driver;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<TranslationEvent.Closed> completion = new CompletableFuture<>();
    private volatile @Nullable BatonException firstError;

    private Translation(Builder builder, AudioSource source, CallLoops loops) {
        translator = builder.translator;
        listeners = builder.listeners;
        this.loops = loops;
        ownLoops = builder.eventLoops == null;
        loop = loops.next();
        driver = new TranslationDriver(
                translator, loop, source, builder.sink, builder.realTime, this::happened, this::over);
    }

    public static Builder builder(SpeechTranslator translator) {
        return new Builder(translator);
    }

    /** {@link Builder#translate} with nothing special. */
    public static CompletableFuture<TranslatedSpeech> translate(
            SpeechTranslator translator, short[] samples, int sampleRateHz) {
        return builder(translator).translate(samples, sampleRateHz);
    }

    /** Completed when the service listens, which may take minutes; fails with the {@link BatonException} of a refusal, or of whatever else ended the translation before. */
    public CompletableFuture<Void> ready() {
        return ready.copy();
    }

    /**
     * Completed with the last event, however it came about, once the sink has been given everything; {@link TranslationEvent.Closed#asked()} is false where the connection was lost before the end.
     */
    public CompletableFuture<TranslationEvent.Closed> completion() {
        return completion.copy();
    }

    /** Says that nothing more is said, as the end of the source does: the rest is translated and heard, and then it is over. Does nothing more the second time. */
    public CompletableFuture<TranslationEvent.Closed> finish() {
        onLoop(driver::finish);
        return completion();
    }

    /** Calls a listener with each event of one type. What was told before is not told again: {@link Builder#on} hears everything. */
    public <E extends TranslationEvent> Subscription on(Class<E> type, Consumer<? super E> listener) {
        return listeners.on(type, listener);
    }

    /** Calls a listener with each event, {@link TranslationEvent.Unrecognized} included. */
    public Subscription onEvent(Consumer<? super TranslationEvent> listener) {
        return listeners.on(TranslationEvent.class, listener);
    }

    /** Calls a listener with everything that goes wrong: the service's errors, the connection's, the source's and the sink's, and what other listeners throw. */
    public Subscription onError(Consumer<? super SttStreamError> listener) {
        return listeners.onError(listener);
    }

    /** Ends now: what is under way is neither waited for nor heard. Waits a bounded time for the end of the connection, but not on the loop itself. */
    @Override
    public void close() {
        onLoop(driver::close);
        if (loops.isCurrent()) {
            return;
        }
        StreamLoops.awaitEnd(completion, CLOSE_LIMIT, () -> onLoop(driver::abort));
        release();
    }

    private void release() {
        if (ownLoops) {
            loops.close();
        }
    }

    private void start() {
        if (!onLoop(driver::start)) {
            over(new TranslationEvent.Closed(1006, "the event loops have ended", false));
        }
    }

    private boolean onLoop(Runnable task) {
        try {
            loop.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    private void happened(TranslationEvent event) {
        var trouble = trouble(event);
        if (trouble != null && firstError == null) {
            firstError = trouble;
        }
        listeners.tell(event);
        if (trouble != null) {
            listeners.tellError(SttStreamError.of(trouble));
        } else if (event instanceof TranslationEvent.Ready) {
            ready.complete(null);
        } else if (event instanceof TranslationEvent.Closed end) {
            ready.completeExceptionally(failure(end));
        }
    }

    private @Nullable BatonException trouble(TranslationEvent event) {
        if (event instanceof TranslationEvent.Error error) {
            return error.reason();
        }
        return event instanceof TranslationEvent.AudioDropped dropped
                ? new BatonException(
                        ErrorCode.STT_AUDIO_DROPPED,
                        "%.1f s of what was said were not sent to %s"
                                .formatted(
                                        dropped.samples() / (double) translator.inputSampleRateHz(), translator.name()),
                        "it did not listen yet, or the network took too little",
                        "speak when ready() is complete; a longer heldAudio keeps more")
                : null;
    }

    private void over(TranslationEvent.Closed end) {
        ready.completeExceptionally(failure(end));
        completion.complete(end);
        release();
    }

    private BatonException failure(TranslationEvent.Closed end) {
        var known = firstError;
        return known != null
                ? known
                : new BatonException(
                        ErrorCode.STT_LOST,
                        "the translation by " + translator.name() + " has ended (" + end.code()
                                + (end.reason().isBlank() ? ")" : ": " + end.reason() + ")"),
                        "connected to " + translator.address(),
                        "open another translation");
    }

    /** Collects what a translation needs; not safe for use by several threads. */
    public static final class Builder {
        private final SpeechTranslator translator;
        private final StreamListeners<TranslationEvent> listeners = new StreamListeners<>("translation");
        private @Nullable AudioSource source;
        private @Nullable AudioSink sink;
        private boolean realTime = true;
        private @Nullable EventLoopSource eventLoops;
        private ConnectionOptions connections = ConnectionOptions.defaults();
        private SttTransport.@Nullable Factory transports;

        private Builder(SpeechTranslator translator) {
            this.translator = Objects.requireNonNull(translator, "translator");
        }

        /** Who speaks. Its end is the end of what is said. */
        public Builder source(AudioSource source) {
            this.source = Objects.requireNonNull(source, "source");
            return this;
        }

        /** Where the translation is heard; without one, listeners alone get it. */
        public Builder sink(AudioSink sink) {
            this.sink = Objects.requireNonNull(sink, "sink");
            return this;
        }

        /**
         * Sends a file as fast as the network takes it instead of as fast as it was spoken. A realtime service may not bear it, since it finds the ends of utterances by itself and has to keep up; a source
         * that pushes, such as a microphone, keeps its own time.
         */
        public Builder asFastAsTaken() {
            realTime = false;
            return this;
        }

        /** How the connection is made: waits, trust, proxy. */
        public Builder connections(ConnectionOptions options) {
            connections = Objects.requireNonNull(options, "options");
            return this;
        }

        /** The application's own WebSocket client in place of the shipped one; it must hand over binary messages. */
        public Builder sttTransport(SttTransport.Factory factory) {
            transports = Objects.requireNonNull(factory, "factory");
            return this;
        }

        /** The host's event loops; by default the translation makes one of its own. */
        public Builder eventLoops(EventLoopSource source) {
            eventLoops = StreamLoops.checked(source);
            return this;
        }

        /** As {@link Translation#on}, from the first event on. */
        public <E extends TranslationEvent> Builder on(Class<E> type, Consumer<? super E> listener) {
            listeners.on(type, listener);
            return this;
        }

        /** As {@link Translation#onEvent}, from the first event on. */
        public Builder onEvent(Consumer<? super TranslationEvent> listener) {
            listeners.on(TranslationEvent.class, listener);
            return this;
        }

        /** As {@link Translation#onError}, from the first error on. */
        public Builder onError(Consumer<? super SttStreamError> listener) {
            listeners.onError(listener);
            return this;
        }

        /**
         * Starts to connect and returns at once. Builds one translation; what is registered here belongs to it.
         *
         * @throws BatonException without a source
         */
        public Translation open() {
            if (source == null) {
                throw new BatonException(
                        ErrorCode.SETTING_CONTRADICTION,
                        "a translation without a source has nothing to translate",
                        "",
                        "set source(..), or call translate(samples, sampleRateHz)");
            }
            return open(source);
        }

        private Translation open(AudioSource from) {
            var translation = new Translation(
                    this, from, StreamLoops.of(eventLoops, connections, transports, "baton-translation"));
            translation.start();
            return translation;
        }

        /**
         * Translates a whole recording, in the time that it takes to say it unless {@link #asFastAsTaken} is set.
         *
         * @param samples mono; not to be changed until the translation is there
         * @param sampleRateHz one of {@link AudioFormat#SAMPLE_RATES_HZ}; converted to the translator's
         * @return fails with a {@link BatonException} where something was said to be missing, since a part of a translation looks like all of it; whoever wants what there is listens. Cancelling it ends the
         *     translation
         */
        public CompletableFuture<TranslatedSpeech> translate(short[] samples, int sampleRateHz) {
            var text = new FullTranscript();
            var spoken = new FullTranscript();
            var speech = new Samples();
            on(TranslationEvent.Text.class, each -> text.add(each.text()));
            on(TranslationEvent.SourceText.class, each -> spoken.add(each.text()));
            on(TranslationEvent.Audio.class, each -> speech.add(each.samples()));
            var translation = open(new Recording(samples, AudioFormat.linear16(sampleRateHz)));
            var result = new CompletableFuture<TranslatedSpeech>();
            translation.completion().thenAccept(end -> {
                if (end.asked() && translation.firstError == null) {
                    result.complete(new TranslatedSpeech(
                            text.text(), spoken.text(), speech.all(), translator.outputSampleRateHz()));
                } else {
                    result.completeExceptionally(translation.failure(end));
                }
            });
            result.whenComplete((whole, failure) -> {
                if (result.isCancelled()) {
                    translation.onLoop(translation.driver::abort);
                }
            });
            return result;
        }
    }

    private static final class Samples {
        private short[] samples = {};
        private int count;

        void add(short[] more) {
            if (count + more.length > samples.length) {
                samples = Arrays.copyOf(samples, Math.max(2 * samples.length, count + more.length));
            }
            System.arraycopy(more, 0, samples, count, more.length);
            count += more.length;
        }

        short[] all() {
            return Arrays.copyOf(samples, count);
        }
    }

    /** Samples as a source: 20 ms with each tick. */
    private static final class Recording implements AudioSource {
        private final short[] samples;
        private final AudioFormat format;
        private final ByteBuffer bytes;
        private int at;

        Recording(short[] samples, AudioFormat format) {
            this.samples = samples;
            this.format = format;
            bytes = ByteBuffer.allocate(format.sampleRateHz() / 50 * Short.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN);
        }

        @Override
        public AudioFormat format() {
            return format;
        }

        @Override
        public void start(Input input) {
            input.onTick(() -> {
                int length = Math.min(bytes.capacity() / Short.BYTES, samples.length - at);
                bytes.clear().asShortBuffer().put(samples, at, length);
                at += length;
                input.audio(bytes.limit(length * Short.BYTES));
                if (at == samples.length) {
                    input.ended();
                }
            });
        }

        @Override
        public void close() {}
    }
}
