package dev.baton.explain;

import dev.baton.turn.TurnConfig.Endpointing;
import dev.baton.turn.TurnConfig.TurnDetector;
import dev.baton.turn.TurnState;

/**
 * The quiet that ends a turn, and who asked for so much.
 *
 * @param nanos from the last sound
 */
record Quiet(long nanos, Source source) {
    /** Measured and configured times of the same quiet differ by less. */
    private static final long SAME_NANOS = 2_000_000;

    enum Source {
        SETTING("turn.min-endpointing"),
        QUESTION("the patience of the question"),
        LEARNED("learned from the caller's pauses"),
        INCOMPLETE("turn.max-endpointing, as the turn was not called complete");

        private final String prose;

        Source(String prose) {
            this.prose = prose;
        }

        String prose() {
            return prose;
        }
    }

    /** @param complete whether the end-of-turn detector, where there is one, has called the turn complete */
    static Quiet asked(TurnState state, boolean complete) {
        var settings = state.config();
        Quiet least;
        if (state.patienceNanos() >= 0) {
            least = new Quiet(state.patienceNanos(), Source.QUESTION);
        } else if (state.learnedNanos() >= 0 && settings.endpointing() == Endpointing.DYNAMIC) {
            least = new Quiet(state.learnedNanos(), Source.LEARNED);
        } else {
            least = new Quiet(settings.minEndpointing().toNanos(), Source.SETTING);
        }
        boolean asks =
                settings.turnDetector() == TurnDetector.MODEL || settings.turnDetector() == TurnDetector.STT_ADVICE;
        long longest = settings.maxEndpointing().toNanos();
        return asks && !complete && longest > least.nanos ? new Quiet(longest, Source.INCOMPLETE) : least;
    }

    boolean is(long measuredNanos) {
        return Math.abs(nanos - measuredNanos) <= SAME_NANOS;
    }
}
