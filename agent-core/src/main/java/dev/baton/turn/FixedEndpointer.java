package dev.baton.turn;

/** The quiet that the question allows, otherwise {@code turn.min-endpointing}. */
final class FixedEndpointer implements Endpointer {
    @Override
    public long quietNanos(TurnSoFar turn) {
        long shortest = turn.settings().minEndpointing().toNanos();
        return turn.patienceNanos() < 0 ? shortest : patient(turn, shortest);
    }

    /** A question that lets the caller pause means the pauses inside the answer, not the one behind it. */
    static long patient(TurnSoFar turn, long shortest) {
        return turn.progress() == AnswerProgress.PLAUSIBLE
                ? Math.min(shortest, turn.patienceNanos())
                : turn.patienceNanos();
    }
}
