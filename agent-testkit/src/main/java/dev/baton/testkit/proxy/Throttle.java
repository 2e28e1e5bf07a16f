package dev.baton.testkit.proxy;

/** When how many bytes may go: never more than the rate, give or take a step. */
final class Throttle {
    private static final long STEP_NANOS = 20_000_000;
    private static final long STEPS_PER_SECOND = 50;

    private long bytesPerSecond = Long.MAX_VALUE;
    private long freeAtNanos;

    /** {@link Long#MAX_VALUE}: no limit. */
    void limit(long bytesPerSecond, long nowNanos) {
        if (this.bytesPerSecond != bytesPerSecond) {
            this.bytesPerSecond = bytesPerSecond;
            freeAtNanos = nowNanos;
        }
    }

    /** How long nothing may go yet. */
    long waitNanos(long nowNanos) {
        return bytesPerSecond == Long.MAX_VALUE ? 0 : Math.max(0, freeAtNanos - nowNanos);
    }

    /** How many may go at once. */
    long stepBytes() {
        return bytesPerSecond == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(1, bytesPerSecond / STEPS_PER_SECOND);
    }

    void sent(long bytes, long nowNanos) {
        if (bytesPerSecond != Long.MAX_VALUE) {
            // A timer that came late is made up for, a long silence is not.
            freeAtNanos = Math.max(freeAtNanos, nowNanos - STEP_NANOS) + bytes * 1_000_000_000L / bytesPerSecond;
        }
    }
}
