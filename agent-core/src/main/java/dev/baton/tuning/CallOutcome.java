package dev.baton.tuning;

import java.util.List;

/**
 * What came of a call's turns.
 *
 * @param turns those that were committed, in this order
 * @param abandoned how many came to nothing for want of words
 * @param dropped how many were dropped, or partly
 * @param interruptions how often the caller took the floor from the agent
 */
public record CallOutcome(List<TurnOutcome> turns, int abandoned, int dropped, int interruptions) {
    public CallOutcome {
        turns = List.copyOf(turns);
    }
}
