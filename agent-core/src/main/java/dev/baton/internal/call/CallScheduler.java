package dev.baton.internal.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * The clock and every timer of one call; nobody else in the call schedules anything. Used on the call's loop, except {@link #nowNanos()}.
 *
 * <p>Time counts from the call's start, when its first audio sample is due. There are two readings of it. {@link #nowNanos()} is real and is for measuring. {@link #eventNanos()} is for
 * deciding: it never runs ahead of the ticks, so that a loop that was held up catches up in the order in which things were due, and silence that has not been heard yet cannot end a
 * turn.
 */
public final class CallScheduler {
    public static final long TICK_NANOS = 20_000_000;

    private static final long MOVES = -1;

    private final CallLoop loop;
    private final List<CallLoop.Timer> timers = new ArrayList<>();
    private CallLoop.Timer deadlineTimer = () -> {};
    private LongConsumer onDeadline = due -> {};
    private Runnable onTick = () -> {};
    private long deadlineNanos = Long.MAX_VALUE;
    private volatile long startNanos;
    private LongConsumer onWake = now -> {};
    private long ticks;
    private boolean ticking;
    private boolean closed;
    private long wokenNanos;
    private long standingNanos = MOVES;

    public CallScheduler(CallLoop loop) {
        this.loop = loop;
        this.startNanos = loop.nanoTime();
    }

    /** The call's time begins now, and a tick is due every 20 ms of it. */
    public void start(Runnable tick) {
        start(tick, now -> {});
    }

    /** @param wake told what time it is whenever something has become due, before it happens */
    void start(Runnable tick, LongConsumer wake) {
        startNanos = loop.nanoTime();
        onTick = tick;
        onWake = wake;
        timers.add(loop.repeat(TICK_NANOS, this::catchUp));
    }

    /** Safe from any thread. */
    public long nowNanos() {
        return loop.nanoTime() - startNanos;
    }

    /** The time that decisions are made by: within a tick when it was due, however late it runs, and at most two ticks ahead of the latest one otherwise. */
    public long eventNanos() {
        if (standingNanos != MOVES) {
            return standingNanos;
        }
        return Math.min(nowNanos(), (ticking ? ticks : ticks + 2) * TICK_NANOS);
    }

    /**
     * Lets {@link #eventNanos} stand still at what it is: all that one thing from outside brings about happens when that came, so that the same things at the same times have the same outcome.
     *
     * @return for {@link #goOn}
     */
    public long standStill() {
        return standStillAt(eventNanos());
    }

    /** The same at the time of an event. */
    long standStillAt(long nanos) {
        long before = standingNanos;
        standingNanos = nanos;
        return before;
    }

    /** @param before what {@link #standStill} returned; they may be nested */
    public void goOn(long before) {
        standingNanos = before;
    }

    /** Whether something takes effect now, in a tick or at a time that stands still for it. */
    boolean isInside() {
        return ticking || standingNanos != MOVES;
    }

    /** Whether a tick runs now. */
    boolean isTicking() {
        return ticking;
    }

    /** Within a tick: how long after it was due it began to run. */
    long lateNanos() {
        return wokenNanos - ticks * TICK_NANOS;
    }

    static Duration duration(long nanos) {
        return Duration.ofNanos(Math.max(0, nanos));
    }

    /** Calls {@code due} with the earliest of the deadlines asked for, when it has come; a later one than before costs nothing until then. */
    void deadline(long atNanos, LongConsumer due) {
        if (atNanos >= deadlineNanos || closed) {
            return;
        }
        deadlineTimer.cancel();
        deadlineNanos = atNanos;
        onDeadline = due;
        deadlineTimer = loop.schedule(Math.max(0, atNanos - nowNanos()), this::catchUp);
    }

    /**
     * Everything that is due by now, in the order in which it was due. Left to itself, a loop that was held up runs a timer of each kind once and so lets a deadline overtake the ticks, and
     * the audio, before it.
     */
    private void catchUp() {
        wokenNanos = nowNanos();
        if (!isDue(wokenNanos)) {
            return;
        }
        onWake.accept(wokenNanos);
        while (isDue(wokenNanos)) {
            long nextTick = nextTick();
            if (nextTick <= deadlineNanos) {
                ticks++;
                ticking = true;
                try {
                    onTick.run();
                } finally {
                    ticking = false;
                }
            } else {
                long due = deadlineNanos;
                deadlineNanos = Long.MAX_VALUE;
                onDeadline.accept(due);
            }
        }
    }

    private boolean isDue(long now) {
        return !closed && Math.min(nextTick(), deadlineNanos) <= now;
    }

    private long nextTick() {
        return (ticks + 1) * TICK_NANOS;
    }

    CallLoop.Timer after(Duration delay, Runnable task) {
        return loop.schedule(delay.toNanos(), task);
    }

    /** Nothing fires any more, except what {@link #after} gave out. */
    public void close() {
        closed = true;
        deadlineTimer.cancel();
        timers.forEach(CallLoop.Timer::cancel);
        timers.clear();
    }
}
