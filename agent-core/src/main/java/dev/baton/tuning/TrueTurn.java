package dev.baton.tuning;

/**
 * What the caller meant as one turn.
 *
 * @param startNanos where its first sound begins, on the call's clock
 * @param endNanos where its last sound ends
 */
public record TrueTurn(long startNanos, long endNanos) {
    boolean overlaps(TurnOutcome heard) {
        return heard.endNanos() > startNanos && heard.startNanos() < endNanos;
    }
}
