package dev.baton.turn;

import dev.baton.turn.TurnConfig.Endpointing;
import dev.baton.turn.TurnConfig.TurnDetector;

/** How long a caller must be quiet for a turn to be over. */
final class QuietFloor {
    /** A turn that opens ends, whatever an endpointer says; a question may ask for as much. */
    private static final long LONGEST_NANOS = 60_000_000_000L;

    private static final Endpointer FIXED = new FixedEndpointer();

    private QuietFloor() {}

    /** When the quiet that ends the turn is over; without detected speech, when text has stopped coming for as long. */
    static long passed(Transition t, CallerTurn turn) {
        if (turn.detected) {
            return turn.endNanos + quiet(t, turn);
        }
        long quiet = minimum(t, turn);
        return turn.text.hasInterim()
                ? turn.text.interimAtNanos()
                        + Math.max(quiet, t.config.finalizeTimeout().toNanos())
                : Math.max(turn.openedAtNanos, turn.text.finalAtNanos()) + quiet;
    }

    /** An opinion counts if it was formed in this silence. */
    static void onVerdict(Transition t, TurnEvent.Verdict verdict) {
        var turn = t.turn;
        if (turn != null
                && t.config.turnDetector() == TurnDetector.MODEL
                && turn.detected
                && !t.voice.active()
                && verdict.startedNanos() >= turn.endNanos) {
            judge(t, turn, verdict.complete());
        }
    }

    static void judge(Transition t, CallerTurn turn, boolean complete) {
        if (complete && !turn.complete) {
            turn.verdictAtNanos = t.now;
        }
        turn.complete = complete;
    }

    static void onSettingsChanged(Transition t, TurnConfig before) {
        if (!before.minEndpointing().equals(t.config.minEndpointing())) {
            t.learned = -1;
        }
    }

    /** An exponential average of the caller's own pauses, as LiveKit's dynamic endpointing; never below half of what was asked for, since a short pause says little about a long one. */
    static void learn(Transition t, long pauseNanos) {
        double alpha = t.config.endpointingAlpha();
        long before = learnedOrConfigured(t);
        long average = Math.round(alpha * pauseNanos + (1 - alpha) * before);
        long learned = Math.min(
                Math.max(average, t.config.minEndpointing().toNanos() / 2),
                t.config.maxEndpointing().toNanos());
        if (learned != before) {
            t.learned = learned;
            t.emit(new TurnAction.ReportEndpointing(learned));
        }
    }

    /** Whether the words of the turn are the answer that the question asks for: then no quiet is needed but that in which the gate heard speech end. */
    static boolean isAnswerComplete(Transition t, CallerTurn turn) {
        // Where no text is needed the turn would end with what is final, and words of the answer may not be.
        boolean early = !t.config.requireTranscript() && !Settlement.isSettled(t, turn);
        if (!turn.detected || t.expected == null || early) {
            return false;
        }
        judgeText(t, turn);
        return turn.judgedProgress == AnswerProgress.COMPLETE;
    }

    /** Whether the answer may be complete and nobody knows, because the recogniser has said nothing since the latest speech began: then it is asked at once. */
    static boolean hangsOnTheText(Transition t, CallerTurn turn) {
        return turn.detected
                && t.expected != null
                && t.expected.isRecognisable()
                && turn.text.lastAtNanos() < turn.onsetNanos;
    }

    static boolean isAsPatientAsTheQuestion(Transition t, CallerTurn turn) {
        return t.patience >= 0 && minimum(t, turn) >= t.patience;
    }

    private static long quiet(Transition t, CallerTurn turn) {
        if (isAnswerComplete(t, turn)) {
            return 0;
        }
        boolean asks =
                t.config.turnDetector() == TurnDetector.MODEL || t.config.turnDetector() == TurnDetector.STT_ADVICE;
        return asks && !turn.complete
                ? Math.max(minimum(t, turn), t.config.maxEndpointing().toNanos())
                : minimum(t, turn);
    }

    private static long minimum(Transition t, CallerTurn turn) {
        var endpointing = t.config.endpointing();
        boolean plain = endpointing == Endpointing.FIXED || endpointing == Endpointing.DYNAMIC;
        if (t.ownEndpointer == null && (t.expected == null ? plain : endpointing == Endpointing.DYNAMIC)) {
            return t.patience >= 0 ? t.patience : learnedOrConfigured(t);
        }
        judgeText(t, turn);
        return turn.judgedQuietNanos;
    }

    /** Asks the endpointer, unless it has been asked the same. */
    private static void judgeText(Transition t, CallerTurn turn) {
        var soFar = new TurnSoFar(
                turn.text.finals(),
                turn.text.interim(),
                !Settlement.isSettled(t, turn),
                turn.bursts(),
                t.pauses,
                t.config,
                t.patience,
                t.expected);
        if (!soFar.equals(turn.judged)) {
            turn.judged = soFar;
            turn.judgedProgress = soFar.progress();
            turn.judgedQuietNanos = turn.judgedProgress == AnswerProgress.COMPLETE
                    ? FIXED.quietNanos(soFar)
                    : bounded(askEndpointer(t, turn, soFar));
        }
    }

    private static long askEndpointer(Transition t, CallerTurn turn, TurnSoFar soFar) {
        var own = t.ownEndpointer;
        if (own == null) {
            return t.config.endpointer().quietNanos(soFar);
        }
        try {
            return turn.endpointerFailed ? FIXED.quietNanos(soFar) : own.quietNanos(soFar);
        } catch (RuntimeException | LinkageError e) {
            turn.endpointerFailed = true;
            t.emit(new TurnAction.ReportEndpointerFailed(
                    turn.number, e.getClass().getName()));
            return FIXED.quietNanos(soFar);
        }
    }

    private static long bounded(long quietNanos) {
        return Math.min(Math.max(0, quietNanos), LONGEST_NANOS);
    }

    private static long learnedOrConfigured(Transition t) {
        return t.learned >= 0 && t.config.endpointing() == Endpointing.DYNAMIC
                ? t.learned
                : t.config.minEndpointing().toNanos();
    }
}
