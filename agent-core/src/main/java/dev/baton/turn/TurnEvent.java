package dev.baton.turn;

/**
 * What happened, as {@link TurnMachine} hears it. {@code atNanos} is the call's clock: nanoseconds since the first audio sample.
 */
public sealed interface TurnEvent {
    long atNanos();

    /** The line is open; the agent may greet. */
    record CallStarted(long atNanos) implements TurnEvent {}

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

    /** The recogniser is gone for the rest of the call: nothing that it owes will come. */
    record SttLost(long atNanos) implements TurnEvent {}

    /** The recogniser closed after we had asked for it: everything it had to say has been said. */
    record SttClosed(long atNanos) implements TurnEvent {}

    /** The reply has something to play and waits for leave to begin. */
    record ReplyReady(long atNanos, int reply) implements TurnEvent {}

    /** The first sound of the reply went out. */
    record PlayoutStarted(long atNanos, int reply) implements TurnEvent {}

    /** The handler is done and all that it said has been played; or there was nothing to play. */
    record ReplyFinished(long atNanos, int reply) implements TurnEvent {}

    /** The turn that answers the agent's question may pause so long before it is over. */
    record PatienceSet(long atNanos, long quietNanos) implements TurnEvent {}

    /** The handler wants the call to end after what it has said. */
    record EndRequested(long atNanos) implements TurnEvent {}

    /** The caller is gone. */
    record HungUp(long atNanos) implements TurnEvent {}

    /** Nothing happened but time; the driver sends it when {@link TurnMachine#nextDeadlineNanos} is reached. */
    record TimePassed(long atNanos) implements TurnEvent {}
}
