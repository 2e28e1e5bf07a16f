package dev.baton.turn;

/**
 * When the text of a turn is settled: every finalize of it is answered and no interim is open, or waiting for the recogniser has taken too long.
 */
final class Settlement {
    /** Vendors' word times and the gate's positions differ by so much without meaning it. */
    static final long CLOCK_TOLERANCE_NANOS = 100_000_000;

    private Settlement() {}

    static boolean isSettled(Transition t, CallerTurn turn) {
        if (!turn.detected || t.now >= turn.settleByNanos) {
            return true;
        }
        if (turn.finalizeOwed || turn.text.hasInterim()) {
            return false;
        }
        return t.config.finalizes() ? !t.finalizes.holdUp(turn.number) : finalsReachTheEnd(turn);
    }

    /** Asks the recogniser when that is due, and stops waiting for it when that is. */
    static void decide(Transition t, CallerTurn turn) {
        if (turn.finalizeOwed && t.now >= finalizeDue(t, turn)) {
            if (!SttLink.isOpen(t)) {
                waitForTheLink(t, turn);
            } else if (VoiceRules.isHeardOut(t)) {
                sendFinalize(t, turn);
            }
        }
        if (t.now >= turn.settleByNanos) {
            t.finalizes = t.finalizes.overdueFor(turn.number);
        }
    }

    static long nextDeadline(Transition t, CallerTurn turn) {
        return Math.min(t.later(finalizeDue(t, turn)), t.later(turn.settleByNanos));
    }

    static void sendFinalize(Transition t, CallerTurn turn) {
        long speechEnd = turn.detected ? turn.endNanos : t.now;
        t.finalizes = t.finalizes.sending(turn.number, t.now, speechEnd);
        t.emit(new TurnAction.SendFinalize(t.finalizes.sent()));
        turn.finalizeOwed = false;
        turn.settleByNanos = settleBy(t);
        FinalTexts.answerFromWhatIsThere(t, turn);
    }

    /** The connection is gone with its answers: asked again when there is one, but not waited for any longer. */
    static void onLinkLost(Transition t) {
        var turn = t.turn;
        if (turn != null && turn.detected && !t.voice.active() && !t.finalizes.isAnsweredFor(turn.number)) {
            turn.finalizeOwed = true;
        }
        t.finalizes = t.finalizes.voided();
    }

    /** Nobody owes an answer any more: what is there is all there will be. */
    static void onLinkGone(Transition t) {
        t.finalizes = t.finalizes.voided();
        var turn = t.turn;
        if (turn != null && !t.voice.active()) {
            turn.finalizeOwed = false;
            turn.settleByNanos = Math.min(turn.settleByNanos, t.now);
        }
    }

    /** An interim that comes when nothing is due starts the wait afresh; one that comes while an answer is does not. */
    static void onInterim(Transition t, CallerTurn turn) {
        boolean nothingDue = !turn.finalizeOwed && !t.finalizes.holdUp(turn.number);
        if (!t.isSpeaking(turn) && (nothingDue || t.now >= turn.settleByNanos)) {
            turn.settleByNanos = settleBy(t);
        }
    }

    static long finalizeDue(Transition t, CallerTurn turn) {
        if (!turn.finalizeOwed || t.isSpeaking(turn)) {
            return TurnState.NEVER;
        }
        return t.config.finalizeAt() == TurnConfig.FinalizeAt.SPEECH_END || QuietFloor.hangsOnTheText(t, turn)
                ? turn.stoppedAtNanos
                : Math.max(
                        turn.stoppedAtNanos,
                        QuietFloor.passed(t, turn) - t.config.finalizeLead().toNanos());
    }

    static long settleBy(Transition t) {
        return SttLink.isGone(t) ? t.now : t.now + t.config.finalizeTimeout().toNanos();
    }

    static boolean canFinalize(Transition t) {
        return t.config.finalizes() && !SttLink.isGone(t);
    }

    /** Finals, with the open interim behind them where that may be taken. */
    static String textNow(Transition t, CallerTurn turn) {
        return t.config.promotesInterims() ? turn.text.promoted() : turn.text.finals();
    }

    private static void waitForTheLink(Transition t, CallerTurn turn) {
        if (turn.settleByNanos == TurnState.NEVER) {
            turn.settleByNanos = settleBy(t);
        }
    }

    private static boolean finalsReachTheEnd(CallerTurn turn) {
        var span = turn.text.finalsSpan();
        return span.isKnown() && span.endNanos() + CLOCK_TOLERANCE_NANOS >= turn.endNanos;
    }
}
