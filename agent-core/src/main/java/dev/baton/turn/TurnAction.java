package dev.baton.turn;

/** What is to be done, in order, after a {@link TurnEvent}. */
public sealed interface TurnAction {
    /** A turn of the caller opened. */
    record TurnStarted(int turn) implements TurnAction {}

    /** Ask the recogniser for the final text of what it has heard. {@code id} counts from 1. */
    record SendFinalize(int id) implements TurnAction {}

    /** The recogniser answered a finalize. */
    record FinalizeAnswered(int id) implements TurnAction {}

    /** Tell the recogniser that no audio follows; at most once per call. */
    record SendCloseStream() implements TurnAction {}

    /** Ask the handler for its greeting. */
    record Greet(int reply) implements TurnAction {}

    /**
     * Tell of the utterance, and hand it to the handler.
     *
     * @param reply identifies the answer in later events and actions; {@link #NO_REPLY} where nobody is to answer any more
     * @param speechEndNanos acoustic end, negative where no speech was detected
     * @param quietPassedNanos when the quiet that the turn needed was over
     */
    record Commit(Utterance utterance, int reply, long speechEndNanos, long quietPassedNanos) implements TurnAction {
        public static final int NO_REPLY = 0;
    }

    /** A turn ended without words. */
    record Abandon(int turn) implements TurnAction {}

    /** Words that become no utterance. */
    record DropSpeech(int turn, String text, DropReason reason) implements TurnAction {}

    /** The reply that waits may be played. */
    record StartReply(int reply) implements TurnAction {}

    /** The reply ends here: stop its sound, clear what is buffered, cancel its handler. */
    record StopReply(int reply, StopReason reason) implements TurnAction {}

    /** All is said and done: release everything. */
    record EndCall(boolean byHandler) implements TurnAction {}

    /** Why words became no utterance. */
    enum DropReason {
        BELOW_INTERRUPTION("below_interruption", "too short to interrupt the agent, and said while it spoke"),
        DUPLICATE_AUDIO("duplicate_audio", "the same audio had been committed before");

        private final String label;
        private final String prose;

        DropReason(String label, String prose) {
            this.label = label;
            this.prose = prose;
        }

        public String label() {
            return label;
        }

        public String prose() {
            return prose;
        }
    }

    /** Why a reply ended early. */
    enum StopReason {
        /** The caller talked over it. */
        INTERRUPTED,
        /** A newer utterance made it stale before it began, or cut it short. */
        SUPERSEDED,
        /** The call is ending. */
        CALL_END
    }
}
