package dev.baton.turn;

import java.util.ArrayList;
import java.util.List;

/**
 * The latest stretches of time in which something held, newest first, the newest possibly still going on; immutable and bounded. A turn is judged by when it was said, which may be some
 * stretches ago.
 */
record Intervals(List<Interval> latest) {
    private static final int KEPT = 8;

    static final Intervals NONE = new Intervals(List.of());

    /** @param toNanos {@link TurnState#NEVER} while it goes on */
    record Interval(long fromNanos, long toNanos) {}

    boolean isOpen() {
        return !latest.isEmpty() && latest.get(0).toNanos() == TurnState.NEVER;
    }

    Intervals begunAt(long nanos) {
        var intervals = new ArrayList<Interval>(KEPT);
        intervals.add(new Interval(nanos, TurnState.NEVER));
        var ended = endedAt(nanos).latest();
        intervals.addAll(ended.subList(0, Math.min(KEPT - 1, ended.size())));
        return new Intervals(List.copyOf(intervals));
    }

    Intervals endedAt(long nanos) {
        if (!isOpen()) {
            return this;
        }
        var intervals = new ArrayList<>(latest);
        intervals.set(0, new Interval(latest.get(0).fromNanos(), nanos));
        return new Intervals(List.copyOf(intervals));
    }

    /** Whether one of them holds all of the time from the one to the other. */
    boolean cover(long fromNanos, long toNanos) {
        for (var interval : latest) {
            if (interval.fromNanos() <= fromNanos && toNanos <= interval.toNanos()) {
                return true;
            }
        }
        return false;
    }

    /** Whether any of them has a part of it. */
    boolean touch(long fromNanos, long toNanos) {
        for (var interval : latest) {
            if (interval.fromNanos() < toNanos && fromNanos < interval.toNanos()) {
                return true;
            }
        }
        return false;
    }
}
