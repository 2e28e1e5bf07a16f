package dev.baton.turn;

/**
 * The text of one turn so far; immutable.
 *
 * @param finals all final text, joined by one space
 * @param finalsSpan the audio it covers, as far as the recogniser said
 * @param finalAtNanos when its last piece arrived, {@link #NOT_YET} before the first
 * @param interim open interim text: no final has followed it yet; empty if none
 * @param interimAtNanos when the interim text last changed
 */
record Transcript(String finals, AudioSpan finalsSpan, long finalAtNanos, String interim, long interimAtNanos) {
    static final long NOT_YET = -1;

    static final Transcript EMPTY = new Transcript("", AudioSpan.UNKNOWN, NOT_YET, "", NOT_YET);

    boolean hasFinals() {
        return !finals.isEmpty();
    }

    boolean hasInterim() {
        return !interim.isEmpty();
    }

    long lastAtNanos() {
        return Math.max(finalAtNanos, interimAtNanos);
    }

    Transcript withFinal(String text, AudioSpan span, long atNanos) {
        return new Transcript(join(finals, text.strip()), finalsSpan.extendedBy(span), atNanos, "", interimAtNanos);
    }

    /** Whether these words of this audio are among the finals: said a second time, or an interim that was overtaken. By both, since some clocks are not to be trusted, and some words are said twice. */
    boolean covers(String text, AudioSpan span) {
        return span.isKnown()
                && finalsSpan.isKnown()
                && span.startNanos() >= finalsSpan.startNanos()
                && span.endNanos() <= finalsSpan.endNanos()
                && (' ' + finals + ' ').contains(' ' + text.strip() + ' ');
    }

    Transcript withInterim(String text, long atNanos) {
        return new Transcript(finals, finalsSpan, finalAtNanos, text.strip(), atNanos);
    }

    /** Finals, and the open interim behind them. */
    String promoted() {
        return join(finals, interim);
    }

    static String join(String left, String right) {
        return left.isEmpty() ? right : right.isEmpty() ? left : left + ' ' + right;
    }
}
