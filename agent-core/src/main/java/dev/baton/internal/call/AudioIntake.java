package dev.baton.internal.call;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.agent.CallSummary.EndReason;
import dev.baton.audio.AudioFormat;
import dev.baton.audio.AudioSource;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the caller's audio comes in, from whatever thread the source uses, and goes on to the call's ears on the loop. Audio from other threads is copied, hops once, and is bounded.
 */
final class AudioIntake implements AudioSource.Input {
    /** So many ticks without audio, and it has stopped coming. */
    private static final int MAX_SILENT_TICKS = 3;

    /** Audio that other threads have handed over and the loop has not taken yet. */
    private static final Duration MAX_WAITING = Duration.ofSeconds(5);

    private final AudioFormat format;
    private final CallLoop loop;
    private final CallScheduler scheduler;
    private final CallReport report;
    private final CallJournal journal;
    private final CallHolder call;
    private final Gaps gaps;
    private final AtomicLong waitingBytes = new AtomicLong();
    private final AtomicLong missedBytes = new AtomicLong();
    private @Nullable CallerAudio ears;
    private @Nullable Runnable sourceTick;
    private boolean began;
    private boolean heardSinceTick;
    private boolean stopped;
    private boolean ticking;
    private int silentTicks;
    private long chunkNanos;
    private long gapNanos;
    private final Supplier<Duration> starvation;

    /** Hears that audio stopped coming, or comes again. */
    interface Gaps {
        /** @param agoNanos how long before now the last of it ended */
        void audioStopped(long agoNanos);

        void audioResumed();
    }

    /** @param starvation after so long without audio speech has ended, by the settings in force */
    AudioIntake(
            AudioFormat format,
            CallLoop loop,
            CallScheduler scheduler,
            CallReport report,
            CallJournal journal,
            CallHolder call,
            Gaps gaps,
            Supplier<Duration> starvation) {
        this.format = format;
        this.loop = loop;
        this.scheduler = scheduler;
        this.report = report;
        this.journal = journal;
        this.call = call;
        this.gaps = gaps;
        this.starvation = starvation;
    }

    /** Where audio goes from now on; until then there is none. */
    void open(CallerAudio ears) {
        this.ears = ears;
    }

    /** The line is over: what is left of a frame is heard, and nothing after it. */
    void close() {
        var open = ears;
        ears = null;
        sourceTick = null;
        if (open != null) {
            open.flush();
        }
    }

    /** Whether the source is asked for audio now. */
    boolean isTicking() {
        return ticking;
    }

    void tick() {
        if (sourceTick != null) {
            ticking = true;
            try {
                sourceTick.run();
            } catch (RuntimeException e) {
                call.failed(CallDriver.unexpected("the audio source failed", e));
            } finally {
                ticking = false;
            }
        }
        if (began && ears != null && (heardSinceTick || !waits())) {
            watchForGap();
        }
        heardSinceTick = false;
    }

    private boolean waits() {
        return journal.audioWaits(scheduler.eventNanos(), waitingBytes.get() != 0);
    }

    /**
     * Sources that come in long chunks are given the time of a chunk more. A tick that comes late does not count: what held up the loop held up the audio too, which may be waiting behind it.
     */
    private void watchForGap() {
        if (heardSinceTick) {
            silentTicks = 0;
        } else if (scheduler.lateNanos() < CallScheduler.TICK_NANOS) {
            silentTicks++;
        }
        long chunkTicks = chunkNanos / CallScheduler.TICK_NANOS;
        if (!stopped && silentTicks >= Math.max(MAX_SILENT_TICKS, chunkTicks + 2)) {
            stopped = true;
            gaps.audioStopped(silentTicks * CallScheduler.TICK_NANOS);
        }
    }

    @Override
    public void audio(ByteBuffer bytes) {
        if (loop.isCurrent()) {
            hear(bytes);
            return;
        }
        int length = bytes.remaining();
        if (waitingBytes.addAndGet(length) > format.bytesPerSecond() * MAX_WAITING.toSeconds()) {
            waitingBytes.addAndGet(-length);
            missed(length); // the loop is that far behind: the oldest audio matters more than the newest
            return;
        }
        var copy = ByteBuffer.allocate(length).put(bytes).flip();
        loop.execute(() -> {
            waitingBytes.addAndGet(-length);
            hear(copy);
        });
    }

    /** Told once for each time that the loop falls behind. */
    private void missed(int bytes) {
        if (missedBytes.getAndAdd(bytes) == 0) {
            loop.execute(() -> {
                long nanos = nanos(missedBytes.getAndSet(0));
                skip(nanos);
                report.goesOn(new BatonException(
                        ErrorCode.STT_AUDIO_DROPPED,
                        "%.1f s of the caller's audio were not taken".formatted(nanos / 1e9),
                        "the call's event loop was more than " + MAX_WAITING.toSeconds() + " s behind",
                        "hold fewer calls on this machine, and never block an event loop"));
            });
        }
    }

    /** What follows lies so much later than it would. */
    void skip(long nanos) {
        if (ears != null) {
            journal.audioMissed(scheduler.eventNanos(), nanos);
            ears.shift(nanos);
        }
    }

    private void hear(ByteBuffer bytes) {
        var open = ears;
        if (open == null || !bytes.hasRemaining()) {
            return;
        }
        long before = scheduler.standStill();
        try {
            journal.audio(scheduler.eventNanos(), bytes, scheduler.isTicking());
            place(open, nanos(bytes.remaining()));
            open.push(bytes);
        } catch (RuntimeException e) {
            call.failed(CallDriver.unexpected("the caller could not be heard any more", e));
        } finally {
            scheduler.goOn(before);
        }
    }

    /** Tells the ears where on the call's clock the next audio lies, where that does not follow from what came before. */
    private void place(CallerAudio ears, long lengthNanos) {
        long ahead = ears.positionNanos() + lengthNanos - scheduler.eventNanos();
        if (!began) {
            began = true;
            ears.shift(-ahead);
        } else if (stopped) {
            stopped = false;
            gapNanos = Math.max(0, -ahead);
            ears.shift(gapNanos);
            if (gapNanos + lengthNanos >= starvation.get().toNanos()) {
                ears.hearAfresh(gapNanos + lengthNanos);
            }
            gaps.audioResumed();
        } else if (gapNanos > 0 && ahead > 0) {
            // It comes faster than time passes: what seemed lost was only late.
            long late = Math.min(ahead, gapNanos);
            gapNanos -= late;
            ears.shift(-late);
        }
        heardSinceTick = true;
        chunkNanos = lengthNanos;
    }

    private long nanos(long bytes) {
        return bytes * 1_000_000_000L / format.bytesPerSecond();
    }

    @Override
    public void ended() {
        onLoop(() -> call.hangUp(EndReason.HANGUP));
    }

    @Override
    public void failed(BatonException reason) {
        onLoop(() -> call.failed(reason));
    }

    @Override
    public void onTick(Runnable tick) {
        onLoop(() -> {
            if (!call.isHungUp()) {
                sourceTick = tick;
            }
        });
    }

    private void onLoop(Runnable task) {
        if (loop.isCurrent()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }
}
