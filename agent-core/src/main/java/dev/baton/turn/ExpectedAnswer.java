package dev.baton.turn;

/**
 * What the question makes the next answer look like; immutable.
 *
 * @param digitCount how many digits, where that is known; 0 otherwise
 */
public record ExpectedAnswer(Kind kind, int digitCount) {
    /** What is said. */
    public enum Kind {
        FREE_SPEECH,
        YES_NO,
        DIGITS,
        DATE
    }

    private static final int MAX_DIGITS = 64;

    public ExpectedAnswer {
        if (digitCount < 0 || digitCount > MAX_DIGITS) {
            throw new IllegalArgumentException(
                    "digitCount must be within [0, " + MAX_DIGITS + "], digitCount=" + digitCount);
        }
    }

    /** Whether the words of an answer can show that it is whole. */
    boolean isRecognisable() {
        return kind != Kind.FREE_SPEECH;
    }
}
