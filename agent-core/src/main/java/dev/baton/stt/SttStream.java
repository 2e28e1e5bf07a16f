package dev.baton.stt;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.EventLoopSource;
import dev.baton.internal.call.CallLoop;
import dev.baton.internal.call.CallLoops;
import dev.baton.internal.netty.StreamLoops;
import dev.baton.internal.stt.FullTranscript;
import dev.baton.internal.stt.Limits;
import dev.baton.internal.stt.StreamDriver;
import dev.baton.internal.stt.StreamListeners;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Speech to text without a call, for applications that have audio and want its text.
 *
 * <pre>{@code
 * try (var stream = SttStream.open(SmallestPulse.builder().build())) {
 *     stream.on(SttEvent.Final.class, text -> System.out.println(text.text()));
 *     stream.onError(error -> System.err.println(error.reason().report()));
 *     stream.send(samples).join();
 *     stream.closeStream().join();
 *     System.out.println(stream.fullTranscript());
 * }
 * }</pre>
 *
 * <p>One connection, which is not made anew when it is lost; a call does that. Safe for use by many threads; what one thread sends keeps its order. Listeners, and what is chained to the futures, run on the
 * stream's event loop: they must not block it, nor wait there for one of these futures. A stream makes a loop, which is a thread, of its own and ends it with the stream; whoever holds many gives {@link
 * Builder#eventLoops}.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what becomes of them is told to the listeners
public final class SttStream implements AutoCloseable {
    private final SpeechToText service;
    private final CallLoops loops;
    private final boolean ownLoops;
    private final CallLoop loop;
    private final StreamListeners<SttEvent> listeners;
    private final StreamDriver driver;
    private final Duration closeLimit;
    private final long maxWaitingSamples;
    private final FullTranscript transcript = new FullTranscript();
    private final AtomicLong waitingSamples = new AtomicLong();
    private final AtomicBoolean ending = new AtomicBoolean();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<SttEvent.Closed> closed = new CompletableFuture<>();
    private volatile @Nullable BatonException lastError;

    private SttStream(Builder builder, CallLoops loops) {
        service = builder.service;
        listeners = builder.listeners;
        closeLimit = builder.closeLimit;
        maxWaitingSamples = builder.maxWaiting.toMillis() * service.sampleRateHz() / 1_000;
        this.loops = loops;
        ownLoops = builder.eventLoops == null;
        loop = loops.next();
        driver = new StreamDriver(
                service, loop.transport(), this::happened, samples -> waitingSamples.addAndGet(-samples));
    }

    /** Starts to connect, with nothing special. */
    public static SttStream open(SpeechToText service) {
        return builder(service).open();
    }

    public static Builder builder(SpeechToText service) {
        return new Builder(service);
    }

    /**
     * Single shot: sends everything as fast as the network takes it, closes the stream, and gives the whole text. Some services take audio only about as fast as it is spoken.
     *
     * @param samples mono, at {@link SpeechToText#sampleRateHz()}; not to be changed until the text is there
     * @return fails with a {@link BatonException} where the stream did not end as asked; cancelling it ends the stream
     */
    public static CompletableFuture<String> transcribe(SpeechToText service, short[] samples) {
        return builder(service).transcribe(samples);
    }

    /** Completed when the service listens; fails with the {@link BatonException} of a refusal, or of whatever else ended the stream before. */
    public CompletableFuture<Void> ready() {
        return ready.copy();
    }

    /** {@link #send(short[], int, int)} of all of it. */
    public CompletableFuture<Void> send(short[] samples) {
        return send(samples, 0, samples.length);
    }

    /**
     * Adds mono audio at {@link SpeechToText#sampleRateHz()}; copied before this returns. May be called before the stream is ready.
     *
     * @return completed when the network has taken it: whoever has audio at hand waits for that before sending more, whoever sends as it is spoken need not look. Fails with {@code BT-208} where more than
     *     {@link Builder#maxWaiting} would be waiting, which then keeps nothing of it, and where the stream ended before
     */
    public CompletableFuture<Void> send(short[] samples, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, samples.length);
        if (waitingSamples.addAndGet(length) > maxWaitingSamples && !closed.isDone()) {
            waitingSamples.addAndGet(-length);
            return CompletableFuture.failedFuture(new BatonException(
                    ErrorCode.STT_AUDIO_DROPPED,
                    "%.1f s of audio were not kept: more than %.1f s would be waiting for %s"
                            .formatted(seconds(length), seconds(maxWaitingSamples), service.name()),
                    "",
                    "wait for the future of send(..) before sending more, or raise maxWaiting"));
        }
        return accept(Arrays.copyOfRange(samples, offset, offset + length));
    }

    /**
     * As {@link #send(short[], int, int)}, of signed 16-bit little-endian samples.
     *
     * @throws IllegalArgumentException if half a sample is left over
     */
    public CompletableFuture<Void> send(byte[] linear16) {
        if (linear16.length % Short.BYTES != 0) {
            throw new IllegalArgumentException("bytes must be whole 16-bit samples, bytes=" + linear16.length);
        }
        var samples = new short[linear16.length / Short.BYTES];
        ByteBuffer.wrap(linear16).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
        return send(samples);
    }

    private double seconds(long samples) {
        return samples / (double) service.sampleRateHz();
    }

    private CompletableFuture<Void> accept(short[] samples) {
        var taken = new CompletableFuture<Void>();
        if (ending.get()) {
            waitingSamples.addAndGet(-samples.length);
            taken.completeExceptionally(noMore());
        } else if (!onLoop(() -> driver.audio(samples, taken))) {
            taken.completeExceptionally(noMore());
        }
        return taken;
    }

    private static BatonException noMore() {
        return new BatonException(
                ErrorCode.STT_AUDIO_DROPPED,
                "the speech stream has been closed and takes no more audio",
                "",
                "send everything before closeStream(), or open another stream");
    }

    /** Asks for the final text of all audio so far; a {@link SttEvent.Final} follows, from most services. */
    public void finalizeTurn() {
        onLoop(driver::finalizeTurn);
    }

    /**
     * Says that no audio follows, once what was sent has been taken; the service answers what is left and the connection is closed. Does nothing more the second time.
     *
     * @return completed with the last event, however it came about; {@link SttEvent.Closed#asked()} is false where the connection was lost before the service had said everything
     */
    public CompletableFuture<SttEvent.Closed> closeStream() {
        if (ending.compareAndSet(false, true)) {
            onLoop(driver::closeStream);
        }
        return closed();
    }

    /** Completed with the last event, whoever closes. */
    public CompletableFuture<SttEvent.Closed> closed() {
        return closed.copy();
    }

    /** All final texts so far as one, with a blank between two where neither has one. */
    public String fullTranscript() {
        return transcript.text();
    }

    /** Calls a listener with each event of one type. What was told before is not told again: {@link Builder#on} hears everything. */
    public <E extends SttEvent> Subscription on(Class<E> type, Consumer<? super E> listener) {
        return listeners.on(type, listener);
    }

    /** Calls a listener with each event, {@link SttEvent.Unrecognized} included, which is how messages that this version does not know are heard. */
    public Subscription onEvent(Consumer<? super SttEvent> listener) {
        return listeners.on(SttEvent.class, listener);
    }

    /** Calls a listener with everything that goes wrong: the service's errors, the connection's, and what other listeners throw. What it throws itself goes to the log. */
    public Subscription onError(Consumer<? super SttStreamError> listener) {
        return listeners.onError(listener);
    }

    /**
     * Closes the stream if that has not been asked for, waits for its end for a bounded time ({@link Builder#closeLimit}), cuts what is left, and releases the loop if it is the stream's own. On the loop
     * itself it does not wait: the rest happens afterwards.
     */
    @Override
    public void close() {
        closeStream();
        onLoop(() -> driver.abortAfter(closeLimit));
        if (loops.isCurrent()) {
            return;
        }
        StreamLoops.awaitEnd(closed, closeLimit.plusSeconds(1), () -> onLoop(driver::abort));
        release();
    }

    private void release() {
        if (ownLoops) {
            loops.close();
        }
    }

    private void start() {
        if (!onLoop(driver::open)) {
            happened(new SttEvent.Closed(1006, "the event loops have ended", false));
        }
    }

    /** @return false if the loop has ended; then nothing happens any more */
    private boolean onLoop(Runnable task) {
        try {
            loop.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    private void happened(SttEvent event) {
        if (event instanceof SttEvent.Final text) {
            transcript.add(text.text());
        } else if (event instanceof SttEvent.Error error) {
            lastError = error.reason();
        } else if (event instanceof SttEvent.Closed end && !end.asked() && lastError == null) {
            lastError = lost(end);
            listeners.tellError(SttStreamError.of(lost(end)));
        }
        listeners.tell(event);
        if (event instanceof SttEvent.Error error) {
            listeners.tellError(SttStreamError.of(error.reason()));
        } else if (event instanceof SttEvent.Ready) {
            ready.complete(null);
        } else if (event instanceof SttEvent.Closed end) {
            ready.completeExceptionally(failure(end));
            closed.complete(end);
            release();
        }
    }

    private BatonException failure(SttEvent.Closed end) {
        var known = lastError;
        return known == null ? lost(end) : known;
    }

    private BatonException lost(SttEvent.Closed end) {
        return new BatonException(
                ErrorCode.STT_LOST,
                "the stream to " + service.name() + " has ended (" + end.code()
                        + (end.reason().isBlank() ? ")" : ": " + end.reason() + ")"),
                "connected to " + service.address(),
                "open another stream");
    }

    /** Collects what a stream needs; not safe for use by several threads. */
    public static final class Builder {
        private final SpeechToText service;
        private final StreamListeners<SttEvent> listeners = new StreamListeners<>("speech stream");
        private @Nullable EventLoopSource eventLoops;
        private ConnectionOptions connections = ConnectionOptions.defaults();
        private SttTransport.@Nullable Factory transports;
        private Duration maxWaiting = Duration.ofSeconds(10);
        private Duration closeLimit = Duration.ofSeconds(10);

        private Builder(SpeechToText service) {
            this.service = Objects.requireNonNull(service, "service");
        }

        /** How the connection is made: waits, trust, proxy. */
        public Builder connections(ConnectionOptions options) {
            connections = Objects.requireNonNull(options, "options");
            return this;
        }

        /** The application's own WebSocket client in place of the shipped one. */
        public Builder sttTransport(SttTransport.Factory factory) {
            transports = Objects.requireNonNull(factory, "factory");
            return this;
        }

        /** The host's event loops; by default the stream makes one of its own. */
        public Builder eventLoops(EventLoopSource source) {
            eventLoops = StreamLoops.checked(source);
            return this;
        }

        /** How much audio may wait for the network, and for the service to listen: 100 ms to 10 min, by default 10 s. */
        public Builder maxWaiting(Duration length) {
            maxWaiting = Limits.within("maxWaiting", length, Duration.ofMillis(100), Duration.ofMinutes(10));
            return this;
        }

        /** How long {@link SttStream#close()} waits for the service's last words: 0 to 1 min, by default 10 s. */
        public Builder closeLimit(Duration limit) {
            closeLimit = Limits.within("closeLimit", limit, Duration.ZERO, Duration.ofMinutes(1));
            return this;
        }

        /** As {@link SttStream#on}, from the first event on. */
        public <E extends SttEvent> Builder on(Class<E> type, Consumer<? super E> listener) {
            listeners.on(type, listener);
            return this;
        }

        /** As {@link SttStream#onEvent}, from the first event on. */
        public Builder onEvent(Consumer<? super SttEvent> listener) {
            listeners.on(SttEvent.class, listener);
            return this;
        }

        /** As {@link SttStream#onError}, from the first error on. */
        public Builder onError(Consumer<? super SttStreamError> listener) {
            listeners.onError(listener);
            return this;
        }

        /** Starts to connect and returns at once. Builds one stream; what is registered here belongs to it. */
        public SttStream open() {
            var stream = new SttStream(this, StreamLoops.of(eventLoops, connections, transports, "baton-stt"));
            stream.start();
            return stream;
        }

        /** {@link SttStream#transcribe} with these settings. */
        public CompletableFuture<String> transcribe(short[] samples) {
            var stream = open();
            if (samples.length > 0) {
                stream.waitingSamples.addAndGet(samples.length); // the caller's array: nothing is copied, so no limit
                stream.accept(samples);
            }
            var text = new CompletableFuture<String>();
            stream.closeStream().thenAccept(end -> {
                if (end.asked() && stream.lastError == null) {
                    text.complete(stream.fullTranscript());
                } else { // part of a text looks like all of it
                    text.completeExceptionally(stream.failure(end));
                }
            });
            text.whenComplete((whole, failure) -> {
                if (text.isCancelled()) {
                    stream.onLoop(stream.driver::abort);
                }
            });
            return text;
        }
    }
}
