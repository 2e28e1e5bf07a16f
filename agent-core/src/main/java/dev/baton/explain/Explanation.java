package dev.baton.explain;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One turn of the caller: what happened in it, in order, why it ended as it did, and what became of the answer.
 *
 * @param text what was committed, in its latest revision, or dropped; empty for a turn without words
 * @param reason why it ended; empty while it is open
 * @param from where its first sound began
 * @param to where its last sound ended
 * @param delay from there to its end; empty while it is open, and where no sound was heard
 * @param firstSound when the answer began to be heard; empty if it never did
 */
public record Explanation(
        int turn,
        Outcome outcome,
        String text,
        Optional<Reason> reason,
        Duration from,
        Duration to,
        Optional<Duration> delay,
        Optional<Duration> firstSound,
        List<Cause> causes,
        List<Diagnosis> diagnoses) {
    /** What became of a turn. */
    public enum Outcome {
        OPEN,
        COMMITTED,
        ABANDONED,
        DROPPED;

        /** As machines read it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
