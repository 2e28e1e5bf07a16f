package dev.baton.explain;

import dev.baton.explain.Explanation.Outcome;
import dev.baton.turn.CommitReason;
import dev.baton.turn.ExpectedAnswer;
import dev.baton.turn.Utterance;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The caller was cut off: a turn was committed, and he went on before he could have heard that it was. */
final class CutOff {
    private static final Set<String> DIGITS =
            Set.of("zero", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "double");

    /** Ends that tell nothing about how long the quiet was. */
    private static final Set<String> NOT_BY_QUIET = Set.of(
            CommitReason.LATE.label(),
            CommitReason.CALL_END.label(),
            CommitReason.STALL.label(),
            CommitReason.TRANSCRIPT.label());

    /** Neither patience nor {@code turn.min-endpointing} is sure to move them. */
    private static final Set<Quiet.Source> DECIDE_BY_THEMSELVES = EnumSet.of(
            Quiet.Source.OWN_ENDPOINTER,
            Quiet.Source.COMPLETE,
            Quiet.Source.PERHAPS_COMPLETE,
            Quiet.Source.RECOGNISER,
            Quiet.Source.UNKNOWN);

    private CutOff() {}

    static Optional<Diagnosis> of(TurnAccount turn) {
        var more = wentOn(turn);
        var reason = turn.reason;
        if (more == null
                || reason == null
                || NOT_BY_QUIET.contains(reason.label())
                || DoubleTalk.echo(more).isPresent()) {
            return Optional.empty();
        }
        long pause = more.beganNanos - turn.soundEndNanos;
        long heard = turn.firstSoundNanos();
        boolean reacts = heard >= 0 && more.beganNanos > heard + Limits.REACTION_NANOS;
        if (pause < 0 || pause > Limits.GOES_ON_NANOS || reacts) {
            return Optional.empty();
        }
        String before = heard < 0 || more.beganNanos <= heard
                ? "before the answer could be heard"
                : Say.ms(more.beganNanos - heard) + " into the answer, too soon to react to it";
        String evidence = "The turn ended after " + Say.ms(turn.endedNanos - turn.soundEndNanos) + " of quiet ("
                + reason.label() + "), and the caller went on after " + Say.ms(pause) + ", " + before + ".";
        return Optional.of(named(turn, more, reason, pause, evidence));
    }

    /** The next turn with words that counted; a sound in between has none. */
    private static @Nullable TurnAccount wentOn(TurnAccount turn) {
        if (turn.outcome != Outcome.COMMITTED || turn.kind != Utterance.Kind.SPEECH || turn.soundEndNanos < 0) {
            return null;
        }
        var next = turn.next;
        while (next != null && (next.outcome == Outcome.ABANDONED || next.outcome == Outcome.DROPPED)) {
            next = next.next;
        }
        boolean hasWords = next != null && next.outcome != Outcome.OPEN && next.kind == Utterance.Kind.SPEECH;
        return hasWords ? next : null;
    }

    private static Diagnosis named(TurnAccount turn, TurnAccount more, Reason reason, long pause, String evidence) {
        String value = Limits.above(pause);
        var quiet = turn.quiet;
        var source = quiet == null ? Quiet.Source.UNKNOWN : quiet.source();
        if (reason.label().equals(CommitReason.VERDICT.label())
                || reason.label().equals(CommitReason.STT_TURN_END.label())) {
            return diagnosis(
                    turn,
                    evidence,
                    "turn.detector",
                    "none",
                    "who ends turns besides the quiet was wrong here: let the quiet decide, or the recogniser only advise (stt-advice)");
        }
        if (source == Quiet.Source.QUESTION && turn.expected != null) {
            return diagnosis(
                    turn,
                    evidence,
                    "patience",
                    value,
                    "let the expected answer have longer pauses: withPatience(..) of " + value
                            + "; or say how many digits it has, where it is a number");
        }
        if (quiet == null || DECIDE_BY_THEMSELVES.contains(source)) {
            return diagnosis(turn, evidence, "", "", "no setting: " + whatElse(turn, quiet));
        }
        if (source == Quiet.Source.QUESTION || areDigits(turn.text) || areDigits(more.text)) {
            return diagnosis(
                    turn,
                    evidence,
                    "patience",
                    value,
                    "let the question ask for it: reply.expect(Answer.digits(..)), or reply.patience(..) of " + value
                            + (source == Quiet.Source.SETTING
                                    ? "; turn.min-endpointing=" + value + " would make every answer wait as long"
                                    : ""));
        }
        if (source == Quiet.Source.ENDPOINTER) {
            return diagnosis(
                    turn,
                    evidence + " So much " + quiet.prose() + " asked for.",
                    "",
                    "",
                    "that endpointer decided: a longer turn.min-endpointing scales what it asks for (adaptive starts at twice it), for every answer; where only one question needs it, give that one patience");
        }
        if (source == Quiet.Source.INCOMPLETE) {
            return diagnosis(
                    turn,
                    evidence,
                    "turn.max-endpointing",
                    value,
                    "a turn that the detector does not call complete needs so much quiet");
        }
        if (source == Quiet.Source.LEARNED) {
            return diagnosis(
                    turn,
                    evidence,
                    "turn.endpointing",
                    "fixed",
                    "what was learned from this caller's pauses was too short; fixed with turn.min-endpointing=" + value
                            + " is not");
        }
        return diagnosis(
                turn,
                evidence,
                "turn.min-endpointing",
                value,
                "ask for more quiet than this caller's pause; every answer begins that much later, so where only one question needs it, give that one patience");
    }

    private static String whatElse(TurnAccount turn, @Nullable Quiet quiet) {
        var source = quiet == null ? Quiet.Source.UNKNOWN : quiet.source();
        return switch (source) {
            case OWN_ENDPOINTER ->
                (quiet == null ? "" : quiet.prose()) + " asked for so much; have it ask for more in such a pause";
            case COMPLETE ->
                "the answer was complete as the question expects it, and then neither quiet nor patience counts; do not expect this answer there, or expect more";
            case PERHAPS_COMPLETE ->
                "the answer was perhaps complete, which takes the shortest quiet, and more patience does not change that; "
                        + (isNumber(turn)
                                ? "say how many digits it has: reply.expect(Answer.digits(n))"
                                : "do not expect this answer there");
            default -> "what asked for so much quiet is not known";
        };
    }

    private static boolean isNumber(TurnAccount turn) {
        var expected = turn.expected;
        return expected != null && expected.kind() == ExpectedAnswer.Kind.DIGITS;
    }

    private static Diagnosis diagnosis(TurnAccount turn, String evidence, String setting, String value, String remedy) {
        return new Diagnosis(
                Symptom.CUT_OFF, Duration.ofNanos(turn.endedNanos), turn.number, evidence, setting, value, remedy);
    }

    /** Whether somebody dictates: half of the words and at least two are digits. */
    private static boolean areDigits(String text) {
        String[] words = text.toLowerCase(Locale.ROOT).strip().split("[^\\p{L}\\p{N}]+", -1);
        long digits = Arrays.stream(words)
                .filter(word -> DIGITS.contains(word)
                        || (!word.isEmpty() && word.chars().allMatch(Character::isDigit)))
                .count();
        return digits >= 2 && 2 * digits >= words.length;
    }
}
