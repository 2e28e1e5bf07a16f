package dev.baton.turn;

import java.time.Duration;

/**
 * The rules of the caller's turn: when it opens, what its text is, when it ends.
 *
 * <p>A turn ends when the caller is quiet, the text is settled, and the quiet that a turn needs is over, counted from the acoustic end. <em>Settled</em> means that every finalize of
 * the turn has been answered and no interim is open, or that waiting for the recogniser has taken too long.
 */
final class CallerSide {
    /** Vendors' word times and the gate's positions differ by so much without meaning it. */
    static final long CLOCK_TOLERANCE_NANOS = 100_000_000;

    /** The gate decides about a sound well within this; it only bounds the wait. */
    private static final long SOUND_LIMIT_NANOS = 1_000_000_000;

    private CallerSide() {}

    static void onSpeechStarted(Transition t, TurnEvent.SpeechStarted started) {
        t.soundSince = TurnState.NEVER;
        if (!t.ending.isDraining()) {
            // Closes the race with a commit already on its way: what silence had started is taken back.
            t.turn = t.turnOrOpen().speaking(Math.min(started.onsetNanos(), t.now));
        }
    }

    static void onSpeechEnded(Transition t, TurnEvent.SpeechEnded ended) {
        var turn = t.turn;
        if (turn != null && turn.speech().active()) {
            t.turn = turn.silent(
                    Math.min(ended.endNanos(), t.now),
                    t.now,
                    canFinalize(t),
                    canFinalize(t) ? TurnState.NEVER : settleBy(t));
        }
    }

    /** The call ends here: so does speech, and the recogniser is asked once more unless it has been asked for this very end. */
    static void endSpeech(Transition t) {
        var turn = t.turn;
        if (turn == null) {
            return;
        }
        if (turn.speech().active()) {
            turn = turn.silent(t.now, t.now, canFinalize(t), t.now);
            t.turn = turn;
        }
        if (turn.finalizeOwed() || (!turn.speech().detected() && canFinalize(t))) {
            sendFinalize(t, turn);
        }
    }

    static void onInterim(Transition t, TurnEvent.InterimText event) {
        var span = event.span().clampedTo(t.now);
        t.finalizes = t.finalizes.withQuietFrom(TurnState.NEVER);
        if (!Transcript.hasWords(event.text()) || (t.turn == null && FinalTexts.isOfEndedTurn(t, span, 0))) {
            return;
        }
        var turn = t.turnOrOpen();
        if (event.text().equals(turn.text().interim())) {
            return;
        }
        var heard = turn.withText(turn.text().withInterim(event.text(), t.now));
        boolean nothingOwed = !turn.finalizeOwed() && !t.finalizes.holdUp(turn.number());
        boolean restartsDeadline = !turn.speech().active() && (nothingOwed || t.now >= turn.settleByNanos());
        t.turn = restartsDeadline ? heard.withSettleBy(settleBy(t)) : heard;
    }

    static void onSttLost(Transition t) {
        t.sttOpen = false;
        t.finalizes = t.finalizes.voided();
        var turn = t.turn;
        if (turn != null && !turn.speech().active()) {
            // Nobody owes an answer any more: what is there is all there will be.
            t.turn = turn.withSettleBy(Math.min(turn.settleByNanos(), t.now));
        }
    }

    static void decide(Transition t) {
        FinalTexts.answerAfterQuiet(t);
        var turn = t.turn;
        if (turn == null || turn.speech().active()) {
            return;
        }
        if (turn.finalizeOwed() && t.now >= finalizeDue(t, turn) && isHeardOut(t)) {
            turn = sendFinalize(t, turn);
        }
        if (t.now >= turn.settleByNanos()) {
            t.finalizes = t.finalizes.overdueFor(turn.number());
        }
        if (t.ending.isDraining()) {
            drain(t, turn);
        } else if (isHeardOut(t)
                && isSettled(t, turn)
                && Transcript.hasWords(textNow(t, turn))
                && t.now >= quietPassed(t, turn)) {
            end(t, turn, textNow(t, turn), reason(t, turn));
        } else if (!turn.text().hasFinals() && t.now >= watchdog(t, turn)) {
            abandon(t, turn);
        }
    }

    /** Whether the open turn may still become an utterance; a turn that only waits to be abandoned may not. */
    static boolean mayStillCommit(Transition t) {
        var turn = t.turn;
        return turn != null
                && (turn.speech().active()
                        || turn.text().hasFinals()
                        || turn.text().hasInterim()
                        || !isSettled(t, turn)
                        || t.now < quietPassed(t, turn));
    }

    static long nextDeadline(Transition t) {
        var turn = t.turn;
        long next = later(t, FinalTexts.quietDeadline(t));
        if (turn == null || turn.speech().active()) {
            return next;
        }
        next = Math.min(next, later(t, finalizeDue(t, turn)));
        next = Math.min(next, later(t, turn.settleByNanos()));
        next = Math.min(next, later(t, soundDecided(t)));
        next = Math.min(next, later(t, quietPassed(t, turn)));
        return Math.min(next, later(t, watchdog(t, turn)));
    }

    private static long later(Transition t, long nanos) {
        return nanos > t.now ? nanos : TurnState.NEVER;
    }

    /**
     * A sound that is just beginning when the quiet is over is waited for: a caller who resumes after 450 ms is declared to speak at 550, and was never quiet for 500.
     */
    private static boolean isHeardOut(Transition t) {
        return t.soundSince == TurnState.NEVER || t.now >= soundDecided(t);
    }

    private static long soundDecided(Transition t) {
        return t.soundSince == TurnState.NEVER ? TurnState.NEVER : t.soundSince + SOUND_LIMIT_NANOS;
    }

    private static void drain(Transition t, CallerTurn turn) {
        boolean over = CallEnding.isDrained(t);
        // A service that is never asked never answers: there only its close says that all is said.
        boolean answered = t.config.finalizes()
                && t.finalizes.isAnsweredFor(turn.number())
                && !turn.text().hasInterim();
        String text = over && t.config.promotesInterims()
                ? turn.text().promoted()
                : turn.text().finals();
        if ((over || answered) && Transcript.hasWords(text)) {
            end(t, turn, text, CommitReason.CALL_END);
        } else if (over) {
            abandon(t, turn);
        }
    }

    private static CallerTurn sendFinalize(Transition t, CallerTurn turn) {
        long speechEnd = turn.speech().detected() ? turn.speech().endNanos() : t.now;
        t.finalizes = t.finalizes.sending(turn.number(), t.now, speechEnd);
        t.emit(new TurnAction.SendFinalize(t.finalizes.sent()));
        FinalTexts.answerFromWhatIsThere(t, turn);
        var asked = turn.withSettleBy(settleBy(t));
        t.turn = asked;
        return asked;
    }

    private static void end(Transition t, CallerTurn turn, String text, CommitReason reason) {
        boolean promoted = turn.text().hasInterim() && !text.equals(turn.text().finals());
        var speech = turn.speech();
        boolean belowInterruption = speech.detected()
                && !turn.confirmed()
                && t.agent.playedThroughout(speech.firstOnsetNanos(), speech.endNanos());
        remember(t, turn, belowInterruption ? EndedTurn.Outcome.DROPPED : EndedTurn.Outcome.COMMITTED, promoted);
        if (belowInterruption) {
            t.emit(new TurnAction.DropSpeech(turn.number(), text, DropReason.BELOW_INTERRUPTION));
            return;
        }
        commit(t, turn, text, reason);
        t.patience = -1;
    }

    static void commit(Transition t, CallerTurn turn, String text, CommitReason reason) {
        var speech = turn.speech();
        var span = turn.text().finalsSpan();
        long start = speech.detected() ? speech.firstOnsetNanos() : span.isKnown() ? span.startNanos() : t.now;
        var utterance = Utterance.spoken(
                turn.number(), text, reason, Duration.ofNanos(Math.max(0, start)), Duration.ofNanos(audioEnd(t, turn)));
        // Once the handler has ended the call it is asked no more; what the caller still says is told all the same.
        int reply = t.ending.byHandler() ? TurnAction.Commit.NO_REPLY : ++t.repliesAsked;
        long quiet = Math.min(quietPassed(t, turn), t.now);
        if (t.ending.phase() == Ending.Phase.NONE) {
            AgentSide.stop(
                    t, t.agent.phase() == AgentFloor.Phase.SPEAKING ? StopReason.INTERRUPTED : StopReason.SUPERSEDED);
            t.agent = t.agent.thinkingAbout(reply);
        }
        t.emit(new TurnAction.Commit(
                utterance,
                reply,
                speech.detected() ? speech.endNanos() : -1,
                quiet,
                turn.text().finalAtNanos()));
        if (reply != TurnAction.Commit.NO_REPLY) {
            t.emit(new TurnAction.StartHandler(reply, utterance, false));
        }
    }

    private static void abandon(Transition t, CallerTurn turn) {
        remember(t, turn, EndedTurn.Outcome.ABANDONED, false);
        t.emit(new TurnAction.Abandon(turn.number(), AbandonReason.NO_TEXT));
    }

    private static void remember(Transition t, CallerTurn turn, EndedTurn.Outcome outcome, boolean promoted) {
        var span = turn.text().finalsSpan();
        long end = audioEnd(t, turn);
        boolean answered = t.config.marksAnswers() && t.finalizes.isAnsweredFor(turn.number());
        long covered = answered || promoted ? end : span.isKnown() ? span.endNanos() : -1;
        t.before = new EndedTurn(turn.number(), outcome, promoted, false, covered, end, t.now);
        t.turn = null;
    }

    private static long audioEnd(Transition t, CallerTurn turn) {
        var span = turn.text().finalsSpan();
        return turn.speech().detected() ? turn.speech().endNanos() : span.isKnown() ? span.endNanos() : t.now;
    }

    private static boolean isSettled(Transition t, CallerTurn turn) {
        if (!turn.speech().detected() || t.now >= turn.settleByNanos()) {
            return true;
        }
        if (turn.finalizeOwed() || turn.text().hasInterim()) {
            return false;
        }
        return t.config.finalizes()
                ? !t.finalizes.holdUp(turn.number())
                : turn.text().finalsSpan().isKnown()
                        && turn.text().finalsSpan().endNanos() + CLOCK_TOLERANCE_NANOS
                                >= turn.speech().endNanos();
    }

    /** What would be committed now: open interim text only where waiting for its final has come to an end. */
    private static String textNow(Transition t, CallerTurn turn) {
        return t.config.promotesInterims()
                ? turn.text().promoted()
                : turn.text().finals();
    }

    /** When the quiet that ends the turn is over; without detected speech, when text has stopped coming for as long. */
    private static long quietPassed(Transition t, CallerTurn turn) {
        long quiet = quiet(t);
        if (turn.speech().detected()) {
            return turn.speech().endNanos() + quiet;
        }
        return turn.text().hasInterim()
                ? turn.text().interimAtNanos()
                        + Math.max(quiet, t.config.finalizeTimeout().toNanos())
                : turn.text().finalAtNanos() + quiet;
    }

    private static long quiet(Transition t) {
        return t.patience >= 0 ? t.patience : t.config.minEndpointing().toNanos();
    }

    private static long finalizeDue(Transition t, CallerTurn turn) {
        if (!turn.finalizeOwed()) {
            return TurnState.NEVER;
        }
        long declared = turn.speech().stoppedAtNanos();
        return t.config.finalizeAt() == TurnConfig.FinalizeAt.SPEECH_END
                ? declared
                : Math.max(
                        declared, quietPassed(t, turn) - t.config.finalizeLead().toNanos());
    }

    private static long settleBy(Transition t) {
        return t.sttOpen ? t.now + t.config.finalizeTimeout().toNanos() : t.now;
    }

    private static long watchdog(Transition t, CallerTurn turn) {
        long heard = turn.text().hasInterim() ? turn.text().interimAtNanos() : 0;
        long since = turn.speech().detected() ? Math.max(turn.speech().stoppedAtNanos(), heard) : heard;
        long timeout = since + t.config.noTranscriptTimeout().toNanos();
        long answerDue = turn.finalizeOwed()
                ? finalizeDue(t, turn) + t.config.finalizeTimeout().toNanos()
                : turn.settleByNanos();
        return answerDue == TurnState.NEVER ? timeout : Math.max(timeout, answerDue);
    }

    private static boolean canFinalize(Transition t) {
        return t.config.finalizes() && t.sttOpen;
    }

    private static CommitReason reason(Transition t, CallerTurn turn) {
        if (turn.text().hasInterim() && t.config.promotesInterims()) {
            return CommitReason.TIMEOUT_INTERIM;
        }
        if (!turn.speech().detected()) {
            return CommitReason.TRANSCRIPT;
        }
        if (t.now > quietPassed(t, turn)) {
            return CommitReason.SETTLED;
        }
        return t.patience >= 0 ? CommitReason.PATIENCE : CommitReason.QUIET;
    }
}
