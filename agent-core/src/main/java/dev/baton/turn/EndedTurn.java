package dev.baton.turn;

/**
 * What must be remembered of the turn before the open one, to tell its late text from new text.
 *
 * @param outcome how it ended
 * @param promoted whether interim text was taken, whose final may still come
 * @param finalHeard whether a final for that interim has come: what comes after the last one is new
 * @param coveredToNanos audio up to here is in the committed text
 * @param audioEndNanos acoustic end
 * @param endedAtNanos when it ended
 */
record EndedTurn(
        int number,
        Outcome outcome,
        boolean promoted,
        boolean finalHeard,
        long coveredToNanos,
        long audioEndNanos,
        long endedAtNanos) {
    enum Outcome {
        COMMITTED,
        ABANDONED,
        DROPPED
    }

    EndedTurn withFinalHeard() {
        return new EndedTurn(number, outcome, promoted, true, coveredToNanos, audioEndNanos, endedAtNanos);
    }
}
