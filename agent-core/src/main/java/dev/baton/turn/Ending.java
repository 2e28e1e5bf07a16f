package dev.baton.turn;

/** How far the end of the call has come; immutable. */
record Ending(Phase phase, long deadlineNanos, boolean byHandler) {
    static final Ending NONE = new Ending(Phase.NONE, TurnState.NEVER, false);

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
}
