package dev.baton.turn;

/**
 * The text of one turn so far; immutable.
 *
 * @param finals all final text, joined by one space
 * @param finalsSpan the audio it covers, as far as the recogniser said
 * @param finalAtNanos when its last piece arrived
 * @param interim open interim text: no final has followed it yet; empty if none
 * @param interimAtNanos when the interim text last changed
 */
record Transcript(String finals, AudioSpan finalsSpan, long finalAtNanos, String interim, long interimAtNanos) {
    static final Transcript EMPTY = new Transcript("", AudioSpan.UNKNOWN, 0, "", 0);

    boolean hasFinals() {
        return !finals.isEmpty();
    }

    boolean hasInterim() {
        return !interim.isEmpty();
    }

    Transcript withFinal(String text, AudioSpan span, long atNanos) {
        var covered = finalsSpan.isKnown() && span.isKnown()
                ? new AudioSpan(finalsSpan.startNanos(), Math.max(finalsSpan.endNanos(), span.endNanos()))
                : span.isKnown() ? span : finalsSpan;
        return new Transcript(join(finals, text), covered, atNanos, "", interimAtNanos);
    }

    Transcript withInterim(String text, long atNanos) {
        return new Transcript(finals, finalsSpan, finalAtNanos, text, atNanos);
    }

    /** Finals, and the open interim behind them. */
    String promoted() {
        return join(finals, interim);
    }

    private static String join(String left, String right) {
        return left.isEmpty() ? right : right.isEmpty() ? left : left + ' ' + right;
    }

    /** Punctuation alone is not something that anybody said. */
    static boolean hasWords(String text) {
        return text.codePoints().anyMatch(Character::isLetterOrDigit);
    }
}
