package dev.baton.tuning;

import java.time.Duration;

/**
 * What one value of a setting does to many calls.
 *
 * @param label the value, or all that was changed
 */
public record SweepPoint(String label, TurnScore score) {
    /** What a turn costs its caller on average: the usual wait, and its share of what a turn costs that was not kept whole and has to be said again. */
    public Duration cost(Duration ofTurnNotKept) {
        return Duration.ofNanos(Math.round(score.delayNanos(0.5) + (1 - score.onceShare()) * ofTurnNotKept.toNanos()));
    }
}
