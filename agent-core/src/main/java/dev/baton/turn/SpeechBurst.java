package dev.baton.turn;

/**
 * Speech without a pause that the gate noticed, on the call's clock.
 *
 * @param onsetNanos where its first sound lies
 * @param endNanos its acoustic end
 */
public record SpeechBurst(long onsetNanos, long endNanos) {
    public long lengthNanos() {
        return endNanos - onsetNanos;
    }
}
