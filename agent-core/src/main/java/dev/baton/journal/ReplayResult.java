package dev.baton.journal;

import java.time.Duration;
import java.util.Optional;

/**
 * What came of a replay.
 *
 * @param decisions how often the turn machine was asked and gave the recorded answer
 * @param replayed how far it came, on the call's clock
 * @param complete whether the journal tells the call to its end
 * @param difference the first one; empty where all was the same
 * @param blindFrom from where on it cannot be told, because decisions hang on words that a redacted journal masks: what a question expects, or {@code turn.endpointing=text}; empty where all can
 */
public record ReplayResult(
        int decisions,
        Duration replayed,
        boolean complete,
        Optional<Difference> difference,
        Optional<Duration> blindFrom) {
    public boolean isIdentical() {
        return difference.isEmpty();
    }
}
