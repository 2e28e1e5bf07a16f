package dev.baton.turn;

import org.jspecify.annotations.Nullable;

/**
 * What {@link TurnMachine} knows of a call; immutable. The caller's side and the agent's side move independently. Its parts are the machine's own affair:
 * hold it, give it back, compare it.
 *
 * @param nowNanos time of the latest event
 * @param turn the caller's open turn, or null
 * @param before the turn that ended last, or null
 * @param patienceNanos quiet that the question allows, negative where the configured value holds
 * @param soundSinceNanos since when a sound goes on that may prove to be speech, or {@link #NEVER}
 * @param sttOpen whether the recogniser may still answer
 */
public record TurnState(
        long nowNanos,
        @Nullable CallerTurn turn,
        @Nullable EndedTurn before,
        AgentFloor agent,
        FinalizeQueue finalizes,
        Ending ending,
        int turnsOpened,
        int repliesAsked,
        long patienceNanos,
        long soundSinceNanos,
        boolean sttOpen) {
    static final long NEVER = Long.MAX_VALUE;

    static final TurnState INITIAL =
            new TurnState(0, null, null, AgentFloor.SILENT, FinalizeQueue.EMPTY, Ending.NONE, 0, 0, -1, NEVER, true);
}
