package dev.baton.turn;

import dev.baton.turn.TurnConfig.TurnDetector;

/** The rules where the recogniser decides when a turn begins and ends, even against the gate; otherwise its opinion is advice, or nothing. */
final class SttTurns {
    private SttTurns() {}

    static void onStarted(Transition t) {
        if (t.config.turnDetector() != TurnDetector.STT || t.ending.isDraining()) {
            return;
        }
        var turn = t.turnOrOpen();
        if (turn.sttStartNanos == TurnState.NEVER) {
            turn.sttStartNanos = t.now;
        }
        Interruption.onSttSpeech(t);
    }

    static void onEnded(Transition t) {
        var turn = t.turn;
        if (turn == null) {
            return;
        }
        if (t.config.turnDetector() == TurnDetector.STT) {
            turn.sttEndNanos = t.now;
            if (t.isSpeaking(turn) && !isOvertaken(turn)) {
                turn.endNanos = t.now; // for this turn; the gate goes on hearing what it hears
            }
        } else if (t.config.turnDetector() == TurnDetector.STT_ADVICE && turn.detected && !t.voice.active()) {
            QuietFloor.judge(t, turn, true);
        }
    }

    static void onExpected(Transition t) {
        var turn = t.turn;
        if (turn != null && t.config.turnDetector() == TurnDetector.STT) {
            Speculation.start(t, turn, turn.text.promoted());
        }
    }

    /** The same words may come again, in a turn that has gone on: what was begun for them is not kept for that. */
    static void onResumed(Transition t) {
        var turn = t.turn;
        if (turn != null && t.config.turnDetector() == TurnDetector.STT) {
            Speculation.cancel(t, turn);
        }
    }

    static void decide(Transition t, CallerTurn turn) {
        String text = Settlement.textNow(t, turn);
        boolean interimTaken = turn.text.hasInterim() && t.config.promotesInterims();
        if (turn.sttEndNanos != TurnState.NEVER && turn.text.hasFinals() && !turn.text.hasInterim()) {
            endByFinals(t, turn);
        } else if (t.now >= endTimeout(t, turn) && Words.any(text)) {
            TurnEnds.end(t, turn, text, interimTaken ? CommitReason.TIMEOUT_INTERIM : CommitReason.STT_TURN_END);
        } else if (isStalled(t, turn)) {
            if (Words.any(text)) {
                TurnEnds.end(t, turn, text, interimTaken ? CommitReason.TIMEOUT_INTERIM : CommitReason.STALL);
            } else {
                TurnEnds.abandon(t, turn, AbandonReason.STALL);
            }
        }
    }

    /** A recogniser that is late ends a turn while the caller says the next, which is then open with all that was heard of it. */
    private static void endByFinals(Transition t, CallerTurn turn) {
        var next = isOvertaken(turn) ? t.open(false) : null;
        if (next != null) {
            turn.giveBurstsAfterFinalsTo(next);
            next.gatePassed = t.voice.gatePassed();
            t.finalizes = t.finalizes.handedOver(turn.number, next.number, next.firstOnsetNanos);
        }
        TurnEnds.end(t, turn, turn.text.finals(), CommitReason.STT_TURN_END);
        t.turn = next;
    }

    /** Whether all text of the turn is of its earlier bursts of speech; times before the first one are no times. */
    private static boolean isOvertaken(CallerTurn turn) {
        return turn.detected
                && turn.text.finalsSpan().isKnown()
                && !turn.text.hasInterim()
                && turn.isAfterFinals(turn.onsetNanos)
                && !turn.isAfterFinals(turn.firstOnsetNanos);
    }

    static long nextDeadline(Transition t, CallerTurn turn) {
        long ended = Math.min(t.later(endTimeout(t, turn)), t.later(stall(t, turn)));
        return Math.min(ended, t.later(wordless(t, turn)));
    }

    /** Whether words of the turn may still come. A recogniser that decides about turns has said soon that one began; what it says nothing of was a cough. */
    static boolean mayHaveWords(Transition t, CallerTurn turn) {
        return t.now < wordless(t, turn) && !isStalled(t, turn);
    }

    private static long wordless(Transition t, CallerTurn turn) {
        boolean onlyHeard = turn.detected && turn.sttStartNanos == TurnState.NEVER && turn.text.lastAtNanos() < 0;
        return onlyHeard && !t.isSpeaking(turn)
                ? turn.stoppedAtNanos + t.config.finalizeTimeout().toNanos()
                : TurnState.NEVER;
    }

    /** Whether the turn has made no progress for too long. */
    private static boolean isStalled(Transition t, CallerTurn turn) {
        return t.now >= stall(t, turn);
    }

    private static long endTimeout(Transition t, CallerTurn turn) {
        if (turn.sttEndNanos == TurnState.NEVER) {
            return TurnState.NEVER;
        }
        // Words that come after the end are of a caller who goes on: their final is waited for as long.
        long from = turn.text.hasInterim() ? Math.max(turn.sttEndNanos, turn.text.interimAtNanos()) : turn.sttEndNanos;
        return from + t.config.finalizeTimeout().toNanos();
    }

    private static long stall(Transition t, CallerTurn turn) {
        if (t.isSpeaking(turn)) {
            return TurnState.NEVER;
        }
        long progress = Math.max(turn.openedAtNanos, turn.text.lastAtNanos());
        return Math.max(progress, turn.detected ? turn.stoppedAtNanos : 0)
                + t.config.sttTurnStall().toNanos();
    }
}
