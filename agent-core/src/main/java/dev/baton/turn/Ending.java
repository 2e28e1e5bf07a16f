package dev.baton.turn;

/**
 * How far the end of the call has come; immutable.
 *
 * @param requestedNanos when the handler asked for it
 * @param deadlineNanos when the present phase is over at the latest
 * @param goodbyePlayed whether the agent's last words are over
 */
record Ending(Phase phase, EndCause cause, long requestedNanos, long deadlineNanos, boolean goodbyePlayed) {
    static final Ending NONE = new Ending(Phase.NONE, EndCause.HUNG_UP, TurnState.NEVER, TurnState.NEVER, false);

    enum Phase {
        NONE,
        /** The handler ended the call; its last words are playing. */
        GOODBYE,
        /** The recogniser has been told that no audio follows, and may still answer. */
        DRAINING,
        OVER
    }

    boolean isDraining() {
        return phase == Phase.DRAINING;
    }

    /** Whether the handler ended it, whoever was first to go then. */
    boolean byHandler() {
        return requestedNanos != TurnState.NEVER;
    }

    Ending withGoodbyePlayed() {
        return new Ending(phase, cause, requestedNanos, deadlineNanos, true);
    }

    Ending in(Phase next) {
        return new Ending(next, cause, requestedNanos, TurnState.NEVER, goodbyePlayed);
    }
}
