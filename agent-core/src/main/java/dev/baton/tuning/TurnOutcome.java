package dev.baton.tuning;

import dev.baton.turn.CommitReason;

/**
 * A committed turn.
 *
 * @param startNanos where its first sound began, on the call's clock
 * @param endNanos where its last sound ended
 * @param committedNanos when it was handed over
 * @param answeredNanos when the caller heard the first of the answer, negative if there was none
 * @param modelled whether its text came at a time that was not recorded, but follows from word times and this call's usual answer time
 */
public record TurnOutcome(
        int turn,
        String text,
        CommitReason reason,
        long startNanos,
        long endNanos,
        long committedNanos,
        long answeredNanos,
        boolean modelled) {
    TurnOutcome revised(String whole, long end) {
        return new TurnOutcome(turn, whole, reason, startNanos, end, committedNanos, answeredNanos, modelled);
    }

    TurnOutcome answeredAt(long nanos) {
        return new TurnOutcome(turn, text, reason, startNanos, endNanos, committedNanos, nanos, modelled);
    }

    /** From the acoustic end to the commit. */
    public long delayNanos() {
        return committedNanos - endNanos;
    }
}
