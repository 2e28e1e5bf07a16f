package dev.baton.internal.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The clock and every timer of one call; nobody else in the call schedules anything. Used on the call's loop, except {@link #nowNanos()}.
 *
 * <p>Time counts from the call's start, when its first audio sample is due.
 */
final class CallScheduler {
    static final long TICK_NANOS = 20_000_000;

    private final CallLoop loop;
    private final long startNanos;
    private final List<CallLoop.Timer> timers = new ArrayList<>();
    private CallLoop.Timer deadlineTimer = () -> {};
    private long deadlineNanos = Long.MAX_VALUE;
    private boolean closed;

    CallScheduler(CallLoop loop) {
        this.loop = loop;
        this.startNanos = loop.nanoTime();
    }

    /** Safe from any thread. */
    long nowNanos() {
        return loop.nanoTime() - startNanos;
    }

    static Duration duration(long nanos) {
        return Duration.ofNanos(Math.max(0, nanos));
    }

    /** Calls {@code due} at the earliest of the deadlines asked for; a later one than before costs nothing until then. */
    void deadline(long atNanos, Runnable due) {
        if (atNanos >= deadlineNanos || closed) {
            return;
        }
        deadlineTimer.cancel();
        deadlineNanos = atNanos;
        deadlineTimer = loop.schedule(Math.max(0, atNanos - nowNanos()), () -> {
            deadlineNanos = Long.MAX_VALUE;
            due.run();
        });
    }

    void everyTick(Runnable tick) {
        if (!closed) {
            timers.add(loop.repeat(TICK_NANOS, tick));
        }
    }

    CallLoop.Timer after(Duration delay, Runnable task) {
        return loop.schedule(delay.toNanos(), task);
    }

    /** Nothing fires any more, except what {@link #after} gave out. */
    void close() {
        closed = true;
        deadlineTimer.cancel();
        timers.forEach(CallLoop.Timer::cancel);
        timers.clear();
    }
}
