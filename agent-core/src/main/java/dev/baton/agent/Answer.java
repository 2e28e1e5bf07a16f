package dev.baton.agent;

import dev.baton.turn.ExpectedAnswer;
import java.time.Duration;

/**
 * What an answer is expected to look like; immutable.
 *
 * @param digitCount how many, where that is known; 0 otherwise
 * @param patience how long a caller may pause inside such an answer; after a number of known length nobody waits for it, so it is longer there
 */
public record Answer(Kind kind, int digitCount, Duration patience) {
    /** What is said. */
    public enum Kind {
        FREE_SPEECH,
        YES_NO,
        DIGITS,
        DATE
    }

    private static final Duration SHORT = Duration.ofMillis(500);
    private static final Duration COMPOSED = Duration.ofMillis(800);
    private static final Duration DICTATED = Duration.ofMillis(1_200);
    private static final Duration OF_UNKNOWN_LENGTH = Duration.ofMillis(900);
    private static final int MAX_DIGITS = 64;

    public Answer {
        if (digitCount < 0 || digitCount > MAX_DIGITS) {
            throw new IllegalArgumentException(
                    "digitCount must be within [0, " + MAX_DIGITS + "], digitCount=" + digitCount);
        }
        if (patience.isNegative()) {
            throw new IllegalArgumentException("patience must not be negative, patience=" + patience);
        }
    }

    /** Whatever comes to mind. */
    public static Answer freeSpeech() {
        return new Answer(Kind.FREE_SPEECH, 0, COMPOSED);
    }

    public static Answer yesNo() {
        return new Answer(Kind.YES_NO, 0, SHORT);
    }

    /** A number of unknown length, dictated in groups with pauses between them. */
    public static Answer digits() {
        return new Answer(Kind.DIGITS, 0, OF_UNKNOWN_LENGTH);
    }

    /** @param count 1 to 64 */
    public static Answer digits(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("count must be at least 1, count=" + count);
        }
        return new Answer(Kind.DIGITS, count, DICTATED);
    }

    public static Answer date() {
        return new Answer(Kind.DATE, 0, COMPOSED);
    }

    /** The same for the turn machine, which minds the patience apart from it. */
    public ExpectedAnswer expected() {
        return new ExpectedAnswer(
                switch (kind) {
                    case FREE_SPEECH -> ExpectedAnswer.Kind.FREE_SPEECH;
                    case YES_NO -> ExpectedAnswer.Kind.YES_NO;
                    case DIGITS -> ExpectedAnswer.Kind.DIGITS;
                    case DATE -> ExpectedAnswer.Kind.DATE;
                },
                digitCount);
    }

    /** The same with another patience. */
    public Answer withPatience(Duration pause) {
        return new Answer(kind, digitCount, pause);
    }
}
