package dev.baton.turn;

/** What is to be done, in order, after a {@link TurnEvent}. */
public sealed interface TurnAction {
    // The caller's side

    /** A turn of the caller opened. */
    record TurnStarted(int turn) implements TurnAction {}

    /**
     * Tell of the utterance; {@link StartHandler} follows where somebody is to answer it and nobody does yet.
     *
     * @param utterance its revision is 0 at first, and 1 or more where it takes the place of what was committed under that number
     * @param reply identifies the answer in later events and actions; {@link #NO_REPLY} where nobody is to answer any more
     * @param speechEndNanos acoustic end, negative where no speech was detected
     * @param quietPassedNanos when the quiet that the turn needed was over
     * @param finalNanos when its last final text arrived, negative if none did
     */
    record Commit(Utterance utterance, int reply, long speechEndNanos, long quietPassedNanos, long finalNanos)
            implements TurnAction {
        public static final int NO_REPLY = 0;
    }

    /** A turn ended without words. */
    record Abandon(int turn, AbandonReason reason) implements TurnAction {}

    /** Words that become no utterance. */
    record DropSpeech(int turn, String text, DropReason reason) implements TurnAction {}

    /** The caller speaks, and the recogniser gives no text for it; {@code speechNanos} is how long in all. */
    record ReportUntranscribed(int turn, long speechNanos) implements TurnAction {}

    /** The caller has said more words than {@code turn.max-user-turn-words} since the agent last spoke. */
    record ReportTurnLimit(int turn, int words) implements TurnAction {}

    /** The quiet that ends a turn was learned anew. */
    record ReportEndpointing(long minEndpointingNanos) implements TurnAction {}

    /** The application's endpointer threw a {@code cause}, whose message is not told since it may hold words; the turn goes by {@code turn.min-endpointing}. */
    record ReportEndpointerFailed(int turn, String cause) implements TurnAction {}

    /** Nobody has owed anybody an answer for {@code turn.user-idle}; the handler may say something, as {@code reply}. */
    record ReportIdle(int reply) implements TurnAction {}

    // The recogniser

    /** Ask the recogniser for the final text of what it has heard. {@code id} counts from 1. */
    record SendFinalize(int id) implements TurnAction {}

    /** The recogniser answered a finalize. */
    record FinalizeAnswered(int id) implements TurnAction {}

    /** Tell the recogniser that no audio follows; at most once per call. */
    record SendCloseStream() implements TurnAction {}

    /** The connection is gone; it is being made anew. */
    record ReportReconnecting() implements TurnAction {}

    /** Open a new connection to the recogniser now. */
    record ConnectStt() implements TurnAction {}

    /** It stands again. */
    record ReportReconnected() implements TurnAction {}

    /** Send the caller's audio again, from here on, ahead of what comes next. */
    record ReplayAudio(long fromNanos) implements TurnAction {}

    /** Tell the recogniser that the line is alive although no audio is sent. */
    record SendKeepAlive() implements TurnAction {}

    /** Stop sending audio: the caller is silent, and the settings say that silence is not sent. */
    record HoldAudio() implements TurnAction {}

    /** Send audio again, from here on. */
    record SendAudio(long fromNanos) implements TurnAction {}

    /** The recogniser is given up for this call. */
    record GiveUpStt(GiveUpReason reason) implements TurnAction {}

    // The agent's side

    /** Ask the handler for its greeting. */
    record Greet(int reply) implements TurnAction {}

    /**
     * Hand the utterance to the handler.
     *
     * @param speculative whether it is a guess: the reply is played only if a {@link Commit} with this reply follows
     */
    record StartHandler(int reply, Utterance utterance, boolean speculative) implements TurnAction {}

    /** The reply that waits may be played. */
    record StartReply(int reply) implements TurnAction {}

    /** The caller may be taking the floor: the reply falls silent and keeps its place. */
    record PauseReply(int reply) implements TurnAction {}

    /** The caller was not: the reply goes on where it was paused. */
    record ResumeReply(int reply) implements TurnAction {}

    /** The reply ends here: stop its sound, clear what is buffered, cancel its handler. */
    record StopReply(int reply, StopReason reason) implements TurnAction {}

    /** All is said and done: release everything. */
    record EndCall(EndCause cause) implements TurnAction {}
}
