package dev.baton.turn;

/**
 * What happened, as {@link TurnMachine} hears it. {@code atNanos} is the call's clock: nanoseconds since the first audio sample.
 */
public sealed interface TurnEvent {
    long atNanos();

    /** The line is open; the agent may greet. */
    record CallStarted(long atNanos) implements TurnEvent {}

    // What the detector heard

    /**
     * The gate declared speech.
     *
     * @param onsetNanos when the sound began, before {@code atNanos}
     */
    record SpeechStarted(long atNanos, long onsetNanos) implements TurnEvent {}

    /** A sound began that may prove to be speech: {@link SpeechStarted} or {@link SoundFaded} follows soon. */
    record SoundBegan(long atNanos) implements TurnEvent {}

    /** It was no speech. */
    record SoundFaded(long atNanos) implements TurnEvent {}

    /**
     * The gate declared silence.
     *
     * @param endNanos when the sound ended, before {@code atNanos}: the acoustic end, from which the quiet counts
     */
    record SpeechEnded(long atNanos, long endNanos) implements TurnEvent {}

    /** The detector broke: whatever it heard ends here, and from now on only text tells that the caller speaks. */
    record DetectorFailed(long atNanos) implements TurnEvent {}

    /**
     * The caller's audio stopped coming; not silence, but nothing.
     *
     * @param sinceNanos where the last of it ended, before {@code atNanos}
     */
    record AudioStopped(long atNanos, long sinceNanos) implements TurnEvent {}

    /** It comes again. */
    record AudioResumed(long atNanos) implements TurnEvent {}

    /** An end-of-turn detector's opinion.
     *
     * @param startedNanos when it began to look, before {@code atNanos}: an opinion about an earlier pause does not count
     * @param complete whether the caller has finished
     */
    record Verdict(long atNanos, long startedNanos, boolean complete) implements TurnEvent {}

    // What the recogniser said

    /** Text that may still change. */
    record InterimText(long atNanos, String text, AudioSpan span) implements TurnEvent {}

    /**
     * Text that will not change.
     *
     * @param answersFinalize whether the recogniser marked it as an answer to a finalize
     * @param of which finalize it answers, by the number that {@link TurnAction.SendFinalize} gave it; 0 for the oldest that waits
     */
    record FinalText(long atNanos, String text, boolean answersFinalize, int of, AudioSpan span) implements TurnEvent {}

    /** A finalize was answered without text; {@code of} as in {@link FinalText}. */
    record FinalizeAcknowledged(long atNanos, int of) implements TurnEvent {}

    /** The recogniser heard speech begin. */
    record SttSpeechStarted(long atNanos) implements TurnEvent {}

    /** The recogniser says that the turn is over. */
    record SttTurnEnded(long atNanos) implements TurnEvent {}

    /** The recogniser expects that the turn is about to be over. */
    record SttTurnExpected(long atNanos) implements TurnEvent {}

    /** The recogniser no longer expects that: the caller goes on. */
    record SttTurnResumed(long atNanos) implements TurnEvent {}

    // The line to the recogniser

    /** A connection stands. */
    record SttOpened(long atNanos) implements TurnEvent {}

    /** The connection is not there yet: the caller may speak before it is. */
    record SttPending(long atNanos) implements TurnEvent {}

    /**
     * The connection was lost, or an attempt to connect failed; nobody had asked for that.
     *
     * @param retryAfterNanos how long the service wants to be left alone; 0 where it did not say
     */
    record SttLost(long atNanos, long retryAfterNanos) implements TurnEvent {
        public SttLost(long atNanos) {
            this(atNanos, 0);
        }
    }

    /** The recogniser is gone for the rest of the call: nothing that it owes will come, and trying again is in vain. */
    record SttFailed(long atNanos, GiveUpReason reason) implements TurnEvent {}

    /** The recogniser closed after we had asked for it: everything it had to say has been said. */
    record SttClosed(long atNanos) implements TurnEvent {}

    // The agent's side

    /** The reply has something to play and waits for leave to begin. */
    record ReplyReady(long atNanos, int reply) implements TurnEvent {}

    /** The first sound of the reply went out; again after {@link PlayoutEnded} where the reply went on. */
    record PlayoutStarted(long atNanos, int reply) implements TurnEvent {}

    /** The agent begins to say this text. */
    record AgentSays(long atNanos, String text) implements TurnEvent {}

    /**
     * Nothing of the reply sounds any more.
     *
     * @param cut whether it was cut off from outside, so that not all of it was heard
     */
    record PlayoutEnded(long atNanos, int reply, boolean cut) implements TurnEvent {}

    /** The handler's work for this reply is done; what it said may still have to be played. */
    record HandlerReturned(long atNanos, int reply) implements TurnEvent {}

    /** The handler is done and all that it said has been played; or there was nothing to play. */
    record ReplyFinished(long atNanos, int reply) implements TurnEvent {}

    /** The caller may not interrupt this reply. */
    record ReplyShielded(long atNanos, int reply) implements TurnEvent {}

    /** A tool of the handler runs; tools may overlap. */
    record ToolStarted(long atNanos) implements TurnEvent {}

    record ToolEnded(long atNanos) implements TurnEvent {}

    // What else the caller and the application do

    /** The caller pressed a key of the telephone: 0 to 9, *, #, A to D. */
    record KeyPressed(long atNanos, char key) implements TurnEvent {}

    /** The caller typed a line. */
    record TextTyped(long atNanos, String text) implements TurnEvent {}

    /** The turn that answers the agent's question may pause so long before it is over. */
    record PatienceSet(long atNanos, long quietNanos) implements TurnEvent {}

    /**
     * The turn that answers the agent's question should look like this.
     *
     * @param quietNanos how long that turn may pause before it is over, while the answer is not complete
     */
    record AnswerExpected(long atNanos, ExpectedAnswer expected, long quietNanos) implements TurnEvent {}

    /** From now on these settings hold, for what is under way too. */
    record SettingsChanged(long atNanos, TurnConfig settings) implements TurnEvent {}

    /** The application does not listen to the caller for a while, or listens again. */
    record MuteSet(long atNanos, boolean muted) implements TurnEvent {}

    /** The handler wants the call to end after what it has said. */
    record EndRequested(long atNanos) implements TurnEvent {}

    /** The caller is gone. */
    record HungUp(long atNanos) implements TurnEvent {}

    /** Nothing happened but time; the driver sends it when {@link TurnMachine#nextDeadlineNanos} is reached. */
    record TimePassed(long atNanos) implements TurnEvent {}
}
