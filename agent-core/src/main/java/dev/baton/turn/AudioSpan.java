package dev.baton.turn;

/**
 * Which audio a text belongs to, on the call's clock, from the recogniser's word times.
 *
 * @param startNanos first word's start, negative if unknown
 * @param endNanos last word's end, negative if unknown
 */
public record AudioSpan(long startNanos, long endNanos) {
    /** The recogniser gave no times. */
    public static final AudioSpan UNKNOWN = new AudioSpan(-1, -1);

    public boolean isKnown() {
        return endNanos >= 0;
    }

    /** The start, or where only the end is known, that. */
    long firstKnownNanos() {
        return startNanos >= 0 ? startNanos : endNanos;
    }

    AudioSpan extendedBy(AudioSpan later) {
        if (!isKnown() || !later.isKnown()) {
            return isKnown() ? this : later;
        }
        return new AudioSpan(startNanos, Math.max(endNanos, later.endNanos));
    }

    /** Vendors' clocks may run ahead; nothing can have been heard after {@code nowNanos}. */
    AudioSpan clampedTo(long nowNanos) {
        return endNanos <= nowNanos ? this : new AudioSpan(Math.min(startNanos, nowNanos), nowNanos);
    }
}
