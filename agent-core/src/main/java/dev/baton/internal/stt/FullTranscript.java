package dev.baton.internal.stt;

/** The final texts of a stream as one; services that offer this do not do so for every language. Safe for use by many threads. */
public final class FullTranscript {
    private final StringBuilder text = new StringBuilder();

    /** Some services end a text with a blank and some do not, so one stands between two texts where neither has it. */
    public synchronized void add(String next) {
        if (next.isEmpty()) {
            return;
        }
        boolean apart = text.isEmpty()
                || Character.isWhitespace(text.charAt(text.length() - 1))
                || Character.isWhitespace(next.charAt(0));
        text.append(apart ? "" : " ").append(next);
    }

    public synchronized String text() {
        return text.toString().strip();
    }
}
