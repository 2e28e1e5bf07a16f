package dev.baton.internal.translate;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.audio.AudioSink;
import dev.baton.audio.AudioSource;
import dev.baton.internal.call.CallLoop;
import dev.baton.internal.call.CallScheduler;
import dev.baton.translate.SpeechTranslator;
import dev.baton.translate.TranslationEvent;
import dev.baton.translate.TranslationListener;
import dev.baton.translate.TranslationSession;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The loop's side of a translation: a source in, a sink out, a session between. Used on the loop, but for {@link AudioSource.Input}.
 *
 * <p>A source that asks for ticks gets them only while the session takes audio: nothing of a file is lost before the service listens, or to a slow network. What another source pushes is kept for as long
 * as the session keeps it.
 */
public final class TranslationDriver implements TranslationListener, AudioSource.Input {
    private static final Duration FRAME = Duration.ofMillis(20);
    private static final int ABNORMAL_CLOSURE = 1006;

    /** For each 20 ms, where the source is to go as fast as it is taken. */
    private static final int MOST_TICKS_AT_ONCE = 50;

    /** Audio that other threads have handed over and the loop has not taken yet. */
    private static final Duration MOST_WAITING = Duration.ofSeconds(5);

    private final SpeechTranslator translator;
    private final CallLoop loop;
    private final CallScheduler scheduler;
    private final AudioSource source;
    private final @Nullable AudioSink sink;
    private final boolean realTime;
    private final Consumer<TranslationEvent> listener;
    private final Consumer<TranslationEvent.Closed> end;
    private final SpokenInput input;
    private final @Nullable PacedOutput output;
    private final AtomicLong waitingBytes = new AtomicLong();
    private final AtomicLong missedBytes = new AtomicLong();
    private @Nullable TranslationSession session;
    private @Nullable Runnable sourceTick;
    private boolean sourceEnded;
    private boolean sinkFailed;
    private boolean overflowed;
    private TranslationEvent.@Nullable Closed closed;
    private boolean over;

    /**
     * @param realTime whether a source that asks for ticks gets one every 20 ms; otherwise as fast as the session takes audio
     * @param listener hears everything
     * @param end told once and last, when the sink has been given everything, too
     */
    public TranslationDriver(
            SpeechTranslator translator,
            CallLoop loop,
            AudioSource source,
            @Nullable AudioSink sink,
            boolean realTime,
            Consumer<TranslationEvent> listener,
            Consumer<TranslationEvent.Closed> end) {
        this.translator = translator;
        this.loop = loop;
        this.source = source;
        this.sink = sink;
        this.realTime = realTime;
        this.listener = listener;
        this.end = end;
        scheduler = new CallScheduler(loop);
        input = new SpokenInput(source.format(), translator.inputSampleRateHz(), FRAME, this::send);
        output = sink == null ? null : new PacedOutput(sink, translator.outputSampleRateHz());
    }

    public void start() {
        scheduler.start(this::tick);
        try {
            session = translator.open(loop.transport(), this);
        } catch (RuntimeException e) {
            problem(e instanceof BatonException ours ? ours : unexpected(ErrorCode.STT_PROTOCOL, "could not begin", e));
            onEvent(new TranslationEvent.Closed(ABNORMAL_CLOSURE, "not connected", false));
            return;
        }
        if (sink != null) {
            onSink(sink::start);
        }
        try {
            source.start(this);
        } catch (RuntimeException e) {
            sourceFailed(e);
        }
    }

    private void send(short[] samples, int offset, int length) {
        if (session != null) {
            session.audio(samples, offset, length);
        }
    }

    private void tick() {
        int ticks = realTime ? 1 : MOST_TICKS_AT_ONCE;
        for (int i = 0; i < ticks && sourceTick != null && session != null && session.isWritable(); i++) {
            try {
                sourceTick.run();
            } catch (RuntimeException e) {
                sourceFailed(e);
            }
        }
        long now = scheduler.eventNanos();
        var playing = sinkFailed ? null : output;
        if (playing != null) {
            onSink(() -> playing.tick(now));
        }
        if (closed != null && (playing == null || sinkFailed || playing.isDone(now))) {
            over(closed);
        }
    }

    private void sourceFailed(RuntimeException cause) {
        failed(
                cause instanceof BatonException ours
                        ? ours
                        : unexpected(ErrorCode.SOURCE_FAILED, "source failed", cause));
    }

    private void onSink(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            sinkFailed = true;
            problem(unexpected(ErrorCode.SINK_FAILED, "sink failed, and it goes on without a sound", e));
        }
    }

    private BatonException unexpected(ErrorCode code, String what, RuntimeException cause) {
        return new BatonException(
                code,
                "the translation's " + what + " (" + cause + ")",
                "with " + translator.name(),
                "see the cause",
                cause);
    }

    private void problem(BatonException reason) {
        listener.accept(new TranslationEvent.Error(reason));
    }

    @Override
    public void audio(ByteBuffer bytes) {
        if (loop.isCurrent()) {
            hear(bytes);
            return;
        }
        int length = bytes.remaining();
        if (waitingBytes.addAndGet(length) > source.format().bytesPerSecond() * MOST_WAITING.toSeconds()) {
            waitingBytes.addAndGet(-length);
            missed(length);
            return;
        }
        var copy = ByteBuffer.allocate(length).put(bytes).flip();
        hop(() -> {
            waitingBytes.addAndGet(-length);
            hear(copy);
        });
    }

    /** Told once for each time that the loop falls behind. */
    private void missed(int bytes) {
        if (missedBytes.getAndAdd(bytes) == 0) {
            hop(() -> problem(new BatonException(
                    ErrorCode.STT_AUDIO_DROPPED,
                    "%.1f s of what was said were not taken"
                            .formatted(missedBytes.getAndSet(0)
                                    / (double) source.format().bytesPerSecond()),
                    "the event loop was more than " + MOST_WAITING.toSeconds() + " s behind",
                    "never block an event loop")));
        }
    }

    private void hear(ByteBuffer bytes) {
        if (!sourceEnded && !over) {
            input.push(bytes);
        }
    }

    @Override
    public void ended() {
        onLoop(this::finish);
    }

    @Override
    public void failed(BatonException reason) {
        onLoop(() -> {
            if (!sourceEnded) {
                problem(reason);
                finish();
            }
        });
    }

    @Override
    public void onTick(Runnable tick) {
        onLoop(() -> sourceTick = sourceEnded ? null : tick);
    }

    /** No audio follows. */
    public void finish() {
        if (!sourceEnded && !over) {
            input.end();
            endSource();
            if (session != null) {
                session.finish();
            }
        }
    }

    private void endSource() {
        sourceEnded = true;
        sourceTick = null;
        try {
            source.close();
        } catch (RuntimeException e) {
            problem(unexpected(ErrorCode.SOURCE_FAILED, "source did not close", e));
        }
    }

    /** Ends without waiting for a translation, or for what has not been heard. */
    public void close() {
        if (over) {
            return;
        }
        if (!sourceEnded) {
            endSource();
        }
        var playing = output;
        if (playing != null && !sinkFailed) {
            onSink(playing::clear);
        }
        if (session != null) {
            session.close();
        }
    }

    public void abort() {
        if (session != null) {
            session.abort();
        }
        var last = new TranslationEvent.Closed(ABNORMAL_CLOSURE, "aborted", true);
        onEvent(last); // where the session did not say so
        over(closed == null ? last : closed);
    }

    @Override
    public void onEvent(TranslationEvent event) {
        if (closed != null) {
            return;
        }
        if (output != null && !sinkFailed) {
            if (event instanceof TranslationEvent.Audio audio) {
                overflow(output.add(audio.samples()));
            } else if (event instanceof TranslationEvent.AudioDone || event instanceof TranslationEvent.Closed) {
                output.complete();
            }
        }
        if (event instanceof TranslationEvent.Closed last) {
            if (!sourceEnded) {
                endSource();
            }
            closed = last;
        }
        listener.accept(event);
    }

    /** Told once for each time that the output is full. */
    private void overflow(int tooMany) {
        if (tooMany > 0 && !overflowed) {
            problem(new BatonException(
                    ErrorCode.STT_AUDIO_DROPPED,
                    "the translation comes faster than it can be heard, and its newest speech is left out",
                    "two minutes of it are waiting",
                    "translate files without a sink, and take the audio from a listener"));
        }
        overflowed = tooMany > 0;
    }

    private void over(TranslationEvent.Closed last) {
        if (!over) {
            over = true;
            scheduler.close();
            if (sink != null) {
                onSink(sink::close);
            }
            end.accept(last);
        }
    }

    private void onLoop(Runnable task) {
        if (loop.isCurrent()) {
            task.run();
        } else {
            hop(task);
        }
    }

    private void hop(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            // The loops have ended, and the translation with them.
        }
    }
}
