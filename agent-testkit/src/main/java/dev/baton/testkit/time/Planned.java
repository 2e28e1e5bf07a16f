package dev.baton.testkit.time;

import dev.baton.internal.call.CallLoop;

/** A timer of the loop. */
final class Planned implements CallLoop.Timer, Comparable<Planned> {
    private final VirtualTime time;
    private final long order;
    final Runnable task;
    final long periodNanos;
    long atNanos;
    boolean cancelled;

    /** @param periodNanos 0 for once */
    Planned(VirtualTime time, Runnable task, long atNanos, long periodNanos, long order) {
        this.time = time;
        this.task = task;
        this.atNanos = atNanos;
        this.periodNanos = periodNanos;
        this.order = order;
    }

    @Override
    public void cancel() {
        if (!cancelled) {
            cancelled = true;
            time.forget(this);
        }
    }

    /** By time; what was asked for first comes first. */
    @Override
    public int compareTo(Planned other) {
        int byTime = Long.compare(atNanos, other.atNanos);
        return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
}
