package dev.baton.turn;

/**
 * What the agent is doing; immutable, and independent of the caller's turn.
 *
 * @param reply the reply it is about; 0 before the first
 * @param playoutFromNanos when the latest playout began, or {@link TurnState#NEVER}
 * @param playoutToNanos when it ended, {@link TurnState#NEVER} while it runs
 */
record AgentFloor(Phase phase, int reply, long playoutFromNanos, long playoutToNanos) {
    static final AgentFloor SILENT = new AgentFloor(Phase.IDLE, 0, TurnState.NEVER, TurnState.NEVER);

    enum Phase {
        /** Nothing is owed to the caller. */
        IDLE,
        /** The handler works; nothing can be played yet. */
        THINKING,
        /** Something can be played and waits for the caller to be quiet. */
        READY,
        /** Leave was given; the first sound is on its way. */
        STARTING,
        /** The caller hears the agent. */
        SPEAKING
    }

    AgentFloor thinkingAbout(int reply) {
        return new AgentFloor(Phase.THINKING, reply, playoutFromNanos, playoutToNanos);
    }

    AgentFloor in(Phase phase) {
        return new AgentFloor(phase, reply, playoutFromNanos, playoutToNanos);
    }

    AgentFloor speakingSince(long nanos) {
        return new AgentFloor(Phase.SPEAKING, reply, nanos, TurnState.NEVER);
    }

    AgentFloor silentSince(long nanos) {
        return new AgentFloor(Phase.IDLE, reply, playoutFromNanos, phase == Phase.SPEAKING ? nanos : playoutToNanos);
    }

    /** Whether the latest playout lasted from before {@code fromNanos} until after {@code toNanos}. */
    boolean playedThroughout(long fromNanos, long toNanos) {
        return playoutFromNanos <= fromNanos && toNanos < playoutToNanos;
    }
}
