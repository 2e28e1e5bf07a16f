package dev.baton.turn;

import dev.baton.turn.TurnConfig.TurnDetector;

/** How long a caller must be quiet for a turn to be over. */
final class QuietFloor {
    private QuietFloor() {}

    /** When the quiet that ends the turn is over; without detected speech, when text has stopped coming for as long. */
    static long passed(Transition t, CallerTurn turn) {
        if (turn.detected) {
            return turn.endNanos + quiet(t, turn);
        }
        long quiet = minimum(t);
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

    private static long quiet(Transition t, CallerTurn turn) {
        boolean asks =
                t.config.turnDetector() == TurnDetector.MODEL || t.config.turnDetector() == TurnDetector.STT_ADVICE;
        return asks && !turn.complete
                ? Math.max(minimum(t), t.config.maxEndpointing().toNanos())
                : minimum(t);
    }

    private static long minimum(Transition t) {
        return t.patience >= 0 ? t.patience : learnedOrConfigured(t);
    }

    private static long learnedOrConfigured(Transition t) {
        return t.learned >= 0 && t.config.endpointing() == TurnConfig.Endpointing.DYNAMIC
                ? t.learned
                : t.config.minEndpointing().toNanos();
    }
}
