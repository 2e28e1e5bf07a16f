package dev.baton.explain;

import dev.baton.turn.AnswerProgress;
import dev.baton.turn.CallerPauses;
import dev.baton.turn.CommitReason;
import dev.baton.turn.TurnAction;
import dev.baton.turn.TurnConfig;
import dev.baton.turn.TurnConfig.Endpointing;
import dev.baton.turn.TurnConfig.TurnDetector;
import dev.baton.turn.TurnSoFar;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The quiet that ends a turn, and who asked for so much.
 *
 * @param nanos from the last sound; negative where it is not known
 * @param prose the source, by its name
 */
record Quiet(long nanos, Source source, String prose) {
    /** Measured and configured times of the same quiet differ by less. */
    private static final long SAME_NANOS = 2_000_000;

    enum Source {
        /** {@code turn.min-endpointing} itself. */
        SETTING,
        /** The patience of the question. */
        QUESTION,
        /** The caller's pauses, with {@code turn.endpointing=dynamic}. */
        LEARNED,
        /** The end-of-turn detector, which did not call the turn complete. */
        INCOMPLETE,
        /** Another endpointer that {@code turn.endpointing} names. */
        ENDPOINTER,
        /** The application's. */
        OWN_ENDPOINTER,
        /** The expected answer, which the words completed. */
        COMPLETE,
        /** The expected answer, which may have been whole: it has the shortest quiet. */
        PERHAPS_COMPLETE,
        /** The recogniser, which decides about turns: no quiet. */
        RECOGNISER,
        /** Something else than what is known to have been in force. */
        UNKNOWN
    }

    private static Quiet of(long nanos, Source source, InForce inForce) {
        String prose = switch (source) {
            case SETTING -> "turn.min-endpointing";
            case QUESTION -> "the patience of the question";
            case LEARNED -> "learned from the caller's pauses";
            case INCOMPLETE -> "turn.max-endpointing, as the turn was not called complete";
            case ENDPOINTER ->
                "turn.endpointing=" + inForce.config().endpointing().name().toLowerCase(Locale.ROOT);
            case PERHAPS_COMPLETE -> "the shortest, as the answer was perhaps complete";
            default -> "";
        };
        return new Quiet(nanos, source, prose);
    }

    private static Quiet own(long nanos, String endpointer) {
        return new Quiet(nanos, Source.OWN_ENDPOINTER, "the application's endpointer " + endpointer);
    }

    /**
     * The quiet of a turn that ended by it.
     *
     * @param complete whether the end-of-turn detector, where there is one, has called the turn complete
     * @param endpointer class of the application's own; empty where {@code turn.endpointing} names one
     * @return null where something else than quiet ended it
     */
    static @Nullable Quiet of(TurnAction.Commit commit, InForce inForce, boolean complete, String endpointer) {
        var utterance = commit.utterance();
        boolean byQuiet = switch (utterance.reason()) {
            case QUIET, PATIENCE, ANSWER_COMPLETE, VERDICT, SETTLED, TIMEOUT, TIMEOUT_INTERIM -> true;
            default -> false;
        };
        if (!byQuiet || commit.speechEndNanos() < 0 || inForce.config().turnDetector() == TurnDetector.STT) {
            return null;
        }
        long passed = Math.max(0, commit.quietPassedNanos() - commit.speechEndNanos());
        boolean whole = passed <= SAME_NANOS && progress(utterance.text(), inForce) == AnswerProgress.COMPLETE;
        return whole || utterance.reason() == CommitReason.ANSWER_COMPLETE
                ? of(passed, Source.COMPLETE, inForce)
                : measured(passed, utterance.text(), inForce, complete, endpointer);
    }

    private static Quiet measured(long passed, String text, InForce inForce, boolean complete, String endpointer) {
        long longest = inForce.config().maxEndpointing().toNanos();
        boolean stretched = isAsked(inForce.config()) && !complete;
        if (!endpointer.isEmpty() || isJudged(inForce)) {
            if (stretched && passed <= longest + SAME_NANOS) {
                return of(passed, passed < longest - SAME_NANOS ? Source.UNKNOWN : Source.INCOMPLETE, inForce);
            }
            return endpointer.isEmpty() ? of(passed, Source.ENDPOINTER, inForce) : own(passed, endpointer);
        }
        var asked = orLongest(least(inForce, isPerhapsComplete(passed, text, inForce)), inForce, complete);
        return of(passed, Math.abs(asked.nanos - passed) <= SAME_NANOS ? asked.source : Source.UNKNOWN, inForce);
    }

    /**
     * The quiet that would have ended the turn in whose pause the caller went on.
     *
     * @param unlessHeGoesOn how the turn would have been committed, null where that is not known
     */
    static Quiet inPause(
            long pauseNanos,
            InForce inForce,
            boolean complete,
            String endpointer,
            TurnAction.@Nullable Commit unlessHeGoesOn) {
        if (inForce.config().turnDetector() == TurnDetector.STT) {
            return of(-1, Source.RECOGNISER, inForce);
        }
        long longest = inForce.config().maxEndpointing().toNanos();
        if (!endpointer.isEmpty()) {
            // The detector asks for so much at least.
            boolean stretched = isAsked(inForce.config()) && !complete && pauseNanos < longest;
            return stretched ? of(longest, Source.INCOMPLETE, inForce) : own(-1, endpointer);
        }
        if (!inForce.expectsWords() && !isJudged(inForce)) {
            return orLongest(least(inForce, false), inForce, complete);
        }
        var known = unlessHeGoesOn == null ? null : of(unlessHeGoesOn, inForce, complete, endpointer);
        if (known != null) {
            return known;
        }
        return of(-1, isJudged(inForce) ? Source.ENDPOINTER : Source.UNKNOWN, inForce);
    }

    private static Quiet orLongest(Quiet least, InForce inForce, boolean complete) {
        long longest = inForce.config().maxEndpointing().toNanos();
        return isAsked(inForce.config()) && !complete && longest > least.nanos
                ? of(longest, Source.INCOMPLETE, inForce)
                : least;
    }

    private static Quiet least(InForce inForce, boolean perhapsComplete) {
        long shortest = inForce.config().minEndpointing().toNanos();
        long patience = inForce.patienceNanos();
        if (perhapsComplete) {
            return of(Math.min(shortest, patience), Source.PERHAPS_COMPLETE, inForce);
        } else if (patience >= 0) {
            return of(patience, Source.QUESTION, inForce);
        } else if (inForce.learnedNanos() >= 0 && inForce.config().endpointing() == Endpointing.DYNAMIC) {
            return of(inForce.learnedNanos(), Source.LEARNED, inForce);
        }
        return of(shortest, Source.SETTING, inForce);
    }

    /** Whether an endpointer says how much that keeps its reasons to itself. */
    private static boolean isJudged(InForce inForce) {
        var endpointing = inForce.config().endpointing();
        return inForce.patienceNanos() < 0 && endpointing != Endpointing.FIXED && endpointing != Endpointing.DYNAMIC;
    }

    /** By its words, or, where they are not known, by less quiet than the question allows. */
    private static boolean isPerhapsComplete(long passed, String text, InForce inForce) {
        if (inForce.patienceNanos() < 0
                || !inForce.expectsWords()
                || inForce.config().endpointing() == Endpointing.DYNAMIC) {
            return false;
        }
        return progress(text, inForce) == AnswerProgress.PLAUSIBLE || passed < inForce.patienceNanos() - SAME_NANOS;
    }

    private static AnswerProgress progress(String text, InForce inForce) {
        return new TurnSoFar(
                        text,
                        "",
                        false,
                        List.of(),
                        new CallerPauses(List.of()),
                        inForce.config(),
                        inForce.patienceNanos(),
                        inForce.expected())
                .progress();
    }

    private static boolean isAsked(TurnConfig settings) {
        return settings.turnDetector() == TurnDetector.MODEL || settings.turnDetector() == TurnDetector.STT_ADVICE;
    }

    /** {@code  (turn.min-endpointing)}, nothing where nobody is known to have asked. */
    String by() {
        return prose.isEmpty() ? "" : " (" + prose + ")";
    }
}
