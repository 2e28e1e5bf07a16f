package dev.baton.turn;

/**
 * The caller's open turn; immutable.
 *
 * @param finalizeOwed whether the recogniser has yet to be asked for the text of the latest end of speech
 * @param settleByNanos when waiting for the recogniser's answer ends, or {@link TurnState#NEVER}
 * @param confirmed whether the caller has spoken long enough over the agent to take the floor
 */
record CallerTurn(
        int number, Speech speech, Transcript text, boolean finalizeOwed, long settleByNanos, boolean confirmed) {

    static CallerTurn opened(int number) {
        return new CallerTurn(number, Speech.NONE, Transcript.EMPTY, false, TurnState.NEVER, false);
    }

    /** New speech takes back everything that silence had started; requests stay counted. */
    CallerTurn speaking(long onset) {
        return new CallerTurn(number, speech.startedFrom(onset), text, false, TurnState.NEVER, confirmed);
    }

    CallerTurn silent(long end, long atNanos, boolean finalizeOwed, long settleByNanos) {
        return new CallerTurn(number, speech.ended(end, atNanos), text, finalizeOwed, settleByNanos, confirmed);
    }

    CallerTurn withText(Transcript text) {
        return new CallerTurn(number, speech, text, finalizeOwed, settleByNanos, confirmed);
    }

    CallerTurn withSettleBy(long nanos) {
        return new CallerTurn(number, speech, text, false, nanos, confirmed);
    }

    CallerTurn interrupting() {
        return new CallerTurn(number, speech, text, finalizeOwed, settleByNanos, true);
    }
}
