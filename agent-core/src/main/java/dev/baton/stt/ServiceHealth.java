package dev.baton.stt;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How far a service is to be trusted, from what all calls saw of it. Each failure weighs one and loses half of that with every half-life, so that a service which failed is tried again by itself; a
 * session that it ran puts it right at once. Safe for use by many threads.
 */
final class ServiceHealth {
    /** One failure of late, or two lost connections. */
    private static final double DOUBTFUL = 0.5;

    private static final double FAILURE = 1;

    /** Networks drop connections that were fine. */
    private static final double LOSS = 0.4;

    /** However many calls saw it fail at once, it is tried again after some three half-lives. */
    private static final double MOST = 4;

    private final double halfLifeNanos;
    private final LongSupplier nanoTime;
    private double weight;
    private long weighedAt;
    private long leftAloneUntil;
    private boolean refuses;

    ServiceHealth(Duration halfLife, LongSupplier nanoTime) {
        this.halfLifeNanos = halfLife.toNanos();
        this.nanoTime = nanoTime;
        weighedAt = nanoTime.getAsLong();
        leftAloneUntil = weighedAt;
    }

    /** No connection, or one on which it did nothing. */
    void failed(Duration retryAfter) {
        weighs(FAILURE, retryAfter);
    }

    /** A connection on which it had worked is gone. */
    void lost(Duration retryAfter) {
        weighs(LOSS, retryAfter);
    }

    /** @param retryAfter how long it wants to be left alone */
    private synchronized void weighs(double more, Duration retryAfter) {
        long now = nanoTime.getAsLong();
        weight = Math.min(MOST, weightAt(now) + more);
        weighedAt = now;
        long until = now + retryAfter.toNanos();
        if (until - leftAloneUntil > 0) {
            leftAloneUntil = until;
        }
    }

    /** It will not have us: a key or a setting. */
    synchronized void refused() {
        failed(Duration.ZERO);
        refuses = true;
    }

    synchronized void worked() {
        weight = 0;
        refuses = false; // but what it asked for stands: a full service works for those that it has
    }

    synchronized boolean isTrusted() {
        long now = nanoTime.getAsLong();
        return weightAt(now) < DOUBTFUL && now - leftAloneUntil >= 0;
    }

    /** Whether the last thing it did was to refuse us for good. */
    synchronized boolean refuses() {
        return refuses;
    }

    /** The higher, the less it is worth trying. */
    synchronized double doubt() {
        long now = nanoTime.getAsLong();
        return weightAt(now) + Math.max(0, leftAloneUntil - now) / halfLifeNanos + (refuses ? 1e6 : 0);
    }

    private double weightAt(long now) {
        return weight * Math.pow(0.5, (now - weighedAt) / halfLifeNanos);
    }
}
