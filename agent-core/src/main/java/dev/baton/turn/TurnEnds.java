package dev.baton.turn;

import dev.baton.turn.TurnConfig.TurnDetector;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The rules of how the caller's turn ends: committed, dropped with a report, or abandoned, and always in bounded time.
 *
 * <p>A turn is committed when the caller is quiet, the text is settled and not empty, and the quiet that a turn needs is over, counted from the acoustic end.
 */
final class TurnEnds {
    private TurnEnds() {}

    static void decide(Transition t) {
        var turn = t.turn;
        if (turn == null) {
            return;
        }
        announce(t, turn);
        if (t.ending.isDraining()) {
            drain(t, turn);
        } else if (t.config.turnDetector() == TurnDetector.STT) {
            Settlement.decide(t, turn);
            SttTurns.decide(t, turn);
        } else if (!t.isSpeaking(turn)) {
            Settlement.decide(t, turn);
            decideByQuiet(t, turn);
        }
    }

    static long nextDeadline(Transition t) {
        var turn = t.turn;
        if (turn == null) {
            return TurnState.NEVER;
        }
        if (t.config.turnDetector() == TurnDetector.STT) {
            return Math.min(Settlement.nextDeadline(t, turn), SttTurns.nextDeadline(t, turn));
        }
        if (t.isSpeaking(turn)) {
            return TurnState.NEVER;
        }
        long decided = Math.min(t.later(QuietFloor.passed(t, turn)), t.later(watchdog(t, turn)));
        return Math.min(decided, Settlement.nextDeadline(t, turn));
    }

    /** Whether the open turn may still become an utterance: it has text, is unsettled, or the quiet is not over. */
    static boolean mayStillCommit(Transition t) {
        var turn = t.turn;
        return turn != null
                && !Muting.coversAllOf(t, turn)
                && (Words.any(Settlement.textNow(t, turn))
                        || (t.config.turnDetector() == TurnDetector.STT
                                ? SttTurns.mayHaveWords(t, turn)
                                : !Settlement.isSettled(t, turn) || t.now < QuietFloor.passed(t, turn)));
    }

    /** The call ends here: so does speech, and the recogniser is asked once more unless it has been asked for this very end. */
    static void onCallEnd(Transition t) {
        var turn = t.turn;
        if (turn != null && t.isSpeaking(turn)) {
            turn.gatePassed = true; // who can say how long it would have gone on
        }
        if (t.voice.active()) {
            VoiceRules.endSpeech(t, t.now);
        }
        if (SttLink.isAskable(t)) {
            askForTheLastWords(t);
        }
    }

    static void askForTheLastWords(Transition t) {
        var turn = t.turn;
        if (turn != null && (turn.finalizeOwed || (!turn.detected && Settlement.canFinalize(t)))) {
            Settlement.sendFinalize(t, turn);
        }
    }

    static void end(Transition t, CallerTurn turn, String text, CommitReason reason) {
        t.turn = null;
        finish(t, turn, text, reason);
        questionIsAnswered(t);
    }

    /** What the question asked for does not bear on the turns after its answer. */
    static void questionIsAnswered(Transition t) {
        t.patience = -1;
        t.expected = null;
    }

    /** Late text is a turn of its own although another one is open. */
    static void endBesideTheOpenOne(Transition t, CallerTurn late, String text) {
        finish(t, late, text, CommitReason.LATE);
    }

    static void abandon(Transition t, CallerTurn turn, AbandonReason reason) {
        boolean unnoticed = !turn.announced && Muting.coversAllOf(t, turn);
        t.turn = null;
        Speculation.cancel(t, turn);
        remember(t, turn, null, null, "");
        if (!unnoticed) {
            t.emit(new TurnAction.Abandon(turn.number, reason));
        }
        cameToNothing(t);
    }

    private static void announce(Transition t, CallerTurn turn) {
        if (!turn.announced
                && !Muting.isMutedNow(t)
                && !Muting.coversAllOf(t, turn)
                && (t.config.start() == TurnConfig.Start.ANY
                        || Words.count(turn.text.promoted()) >= t.config.minStartWords())) {
            turn.announced = true;
            t.emit(new TurnAction.TurnStarted(turn.number));
        }
    }

    private static void decideByQuiet(Transition t, CallerTurn turn) {
        String text = Settlement.textNow(t, turn);
        boolean ready = t.config.requireTranscript()
                ? Settlement.isSettled(t, turn) && Words.any(text)
                : turn.detected || Words.any(text);
        if (ready && VoiceRules.isHeardOut(t) && t.now >= QuietFloor.passed(t, turn)) {
            boolean settled = Settlement.isSettled(t, turn);
            end(t, turn, settled ? text : turn.text.finals(), reason(t, turn));
        } else if (!turn.text.hasFinals() && !Words.any(text) && t.now >= watchdog(t, turn)) {
            abandon(t, turn, turn.text.hasInterim() ? AbandonReason.ONLY_INTERIM : AbandonReason.NO_TEXT);
        }
    }

    private static void drain(Transition t, CallerTurn turn) {
        String text = turn.text.finals();
        boolean nothingOpen = !turn.text.hasInterim();
        if (CallEnding.isDrained(t)) {
            endAtCallEnd(t, turn, text);
        } else if (!SttLink.isOpen(t) && isOwedText(t, turn)) {
            return; // until there is a connection
        } else if (nothingOpen && Words.any(text) && !t.finalizes.holdUp(turn.number)) {
            endAtCallEnd(t, turn, text);
        } else if (nothingOpen && t.config.finalizes() && !Words.any(text) && t.finalizes.isAnsweredFor(turn.number)) {
            endAtCallEnd(t, turn, text); // a service that is never asked never answers, and may still have words
        }
    }

    /** Whether a recogniser that could be asked might have more of it; one that never is asked might always. */
    private static boolean isOwedText(Transition t, CallerTurn turn) {
        return !t.config.finalizes() || turn.finalizeOwed || !Words.any(turn.text.finals());
    }

    private static void endAtCallEnd(Transition t, CallerTurn turn, String text) {
        if (Words.any(text)) {
            end(t, turn, text, CommitReason.CALL_END);
        } else {
            abandon(t, turn, AbandonReason.CALL_END);
        }
    }

    private static void finish(Transition t, CallerTurn turn, String text, CommitReason reason) {
        String promoted = turn.text.hasInterim() && !text.equals(turn.text.finals()) ? turn.text.interim() : "";
        String wanted = WakePhrase.textFrom(t, text);
        if (Muting.coversAllOf(t, turn)) {
            drop(t, turn, text, DropReason.MUTED);
        } else if (EchoGuard.isEcho(t, turn, text)) {
            drop(t, turn, text, DropReason.ECHO);
        } else if (Interruption.isBelowTheGate(t, turn)) {
            drop(t, turn, text, DropReason.BELOW_INTERRUPTION);
        } else if (wanted.isEmpty() && !text.isEmpty()) {
            drop(t, turn, text, DropReason.NO_WAKE_PHRASE);
        } else {
            String before = text.substring(0, text.length() - wanted.length()).strip();
            if (Words.any(before)) {
                t.emit(new TurnAction.DropSpeech(turn.number, before, DropReason.NO_WAKE_PHRASE));
            }
            // The phrase may have been in the interim text, and cut words off that too.
            commit(t, turn, wanted, reason, promoted.length() > wanted.length() ? wanted : promoted);
        }
    }

    private static void commit(Transition t, CallerTurn turn, String text, CommitReason reason, String promoted) {
        var utterance = new Utterance(
                turn.number,
                0,
                Utterance.Kind.SPEECH,
                text,
                reason,
                Duration.ofNanos(turn.startNanos()),
                Duration.ofNanos(turn.lastSoundNanos()),
                turn.late || isOvertaken(t, turn),
                Interruption.isOverlap(t, turn));
        remember(t, turn, utterance, null, promoted);
        long quiet = Math.min(QuietFloor.passed(t, turn), t.now);
        long speechEnd = turn.detected && !t.voice.active() ? turn.endNanos : -1;
        var expected = Speculation.confirm(t, turn, text);
        if (expected == null) {
            AgentSide.answer(t, utterance, speechEnd, quiet, turn.text.finalAtNanos());
        } else {
            AgentSide.answerAsExpected(t, utterance, expected, speechEnd, quiet, turn.text.finalAtNanos());
        }
    }

    /** Whether words that were said later have been committed before it. */
    private static boolean isOvertaken(Transition t, CallerTurn turn) {
        for (var ended : t.ended) {
            if (ended.utterance() != null && ended.isAudioKnown() && ended.audioFromNanos() > turn.startNanos()) {
                return true;
            }
        }
        return false;
    }

    private static void drop(Transition t, CallerTurn turn, String text, DropReason reason) {
        Speculation.cancel(t, turn);
        remember(t, turn, null, reason, "");
        t.emit(new TurnAction.DropSpeech(turn.number, text, reason));
        cameToNothing(t);
    }

    /** Nobody owes an answer for it, and what it had held up goes on. */
    private static void cameToNothing(Transition t) {
        AgentSide.goOn(t);
        Idle.startAfresh(t);
    }

    private static void remember(
            Transition t,
            CallerTurn turn,
            @Nullable Utterance utterance,
            @Nullable DropReason dropReason,
            String promoted) {
        var span = turn.text.finalsSpan();
        boolean complete = turn.detected
                && t.config.finalizes()
                && t.config.marksAnswers()
                && !turn.finalizeOwed
                && t.finalizes.isAnsweredFor(turn.number)
                && promoted.isEmpty();
        // Of what was committed: a wake phrase may have cut words off its front.
        String finals = utterance == null
                ? turn.text.finals()
                : utterance
                        .text()
                        .substring(0, utterance.text().length() - promoted.length())
                        .strip();
        t.remember(new EndedTurn(
                turn.number,
                finals,
                promoted,
                turn.startNanos(),
                turn.lastSoundNanos(),
                turn.detected || span.isKnown(),
                span.isKnown() ? span.endNanos() : -1,
                complete,
                true,
                false,
                t.now,
                utterance,
                dropReason));
    }

    private static long watchdog(Transition t, CallerTurn turn) {
        long heard = turn.text.hasInterim() ? turn.text.interimAtNanos() : turn.openedAtNanos;
        long since = turn.detected ? Math.max(turn.stoppedAtNanos, heard) : heard;
        long timeout = since + t.config.noTranscriptTimeout().toNanos();
        long answerDue = turn.finalizeOwed && turn.settleByNanos == TurnState.NEVER
                ? Settlement.finalizeDue(t, turn) + t.config.finalizeTimeout().toNanos()
                : turn.settleByNanos;
        return answerDue == TurnState.NEVER ? timeout : Math.max(timeout, answerDue);
    }

    private static CommitReason reason(Transition t, CallerTurn turn) {
        if (turn.text.hasInterim() && t.config.promotesInterims() && Settlement.isSettled(t, turn)) {
            return CommitReason.TIMEOUT_INTERIM;
        }
        if (!turn.detected) {
            return CommitReason.TRANSCRIPT;
        }
        if (QuietFloor.isAnswerComplete(t, turn)) {
            return isOverdue(t, turn) ? CommitReason.TIMEOUT : CommitReason.ANSWER_COMPLETE;
        }
        if (turn.complete && turn.verdictAtNanos == t.now) {
            return CommitReason.VERDICT;
        }
        if (t.now > QuietFloor.passed(t, turn)) {
            return isOverdue(t, turn) ? CommitReason.TIMEOUT : CommitReason.SETTLED;
        }
        if (turn.complete) {
            return CommitReason.VERDICT;
        }
        return QuietFloor.isAsPatientAsTheQuestion(t, turn) ? CommitReason.PATIENCE : CommitReason.QUIET;
    }

    private static boolean isOverdue(Transition t, CallerTurn turn) {
        return t.now >= turn.settleByNanos && !t.finalizes.isAnsweredFor(turn.number);
    }
}
