package dev.baton.tuning;

import java.time.Duration;

/**
 * What one value of a setting does to many calls.
 *
 * @param label the value, or all that was changed
 */
public record SweepPoint(String label, TurnScore score) {
    /** What a turn costs its caller on average: the usual wait, and its share of what it costs where a turn was not kept whole and has to be said again, or the agent answers to nobody's turn. */
    public Duration cost(Duration ofTurnNotKept) {
        double notKept = (double) (score.turns() - score.once() + score.falseTurns()) / Math.max(1, score.turns());
        return Duration.ofNanos(Math.round(score.delayNanos(0.5).orElse(0) + notKept * ofTurnNotKept.toNanos()));
    }
}
