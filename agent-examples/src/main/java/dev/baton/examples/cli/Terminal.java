package dev.baton.examples.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * Where people read: what may be drawn there.
 *
 * @param live whether rows may be rewritten and coloured; otherwise plain lines
 * @param unicode whether bars and rules may be other than ASCII
 * @param columns width of a row
 */
record Terminal(boolean live, boolean unicode, int columns) {
    private static final int DEFAULT_COLUMNS = 100;
    private static final int MOST_COLUMNS = 120;
    private static final int FEWEST_COLUMNS = 40;

    /**
     * @param environment {@code BATON_COLUMNS} is set by the launcher where standard output is a terminal; {@code NO_COLOR}, {@code TERM} and the locale as everywhere
     */
    static Terminal of(Map<String, String> environment) {
        int columns = columns(environment.getOrDefault("BATON_COLUMNS", ""));
        boolean plain = !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || environment.getOrDefault("TERM", "").equals("dumb");
        return new Terminal(
                columns > 0 && !plain, isUnicode(environment), columns > 0 ? clamped(columns) : DEFAULT_COLUMNS);
    }

    private static int columns(String text) {
        return text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
    }

    private static int clamped(int columns) {
        return Math.max(FEWEST_COLUMNS, Math.min(MOST_COLUMNS, columns));
    }

    private static boolean isUnicode(Map<String, String> environment) {
        for (String variable : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String value = environment.getOrDefault(variable, "");
            if (!value.isEmpty()) {
                return value.toLowerCase(Locale.ROOT).replace("-", "").contains("utf8");
            }
        }
        return false;
    }

    /** Standard output in the terminal's own encoding, whatever the JVM made of it; not flushed by itself. */
    PrintStream standardOutput() {
        Charset charset = unicode ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII;
        return new PrintStream(new FileOutputStream(FileDescriptor.out), false, charset);
    }

    String dim(String text) {
        return live ? "\u001b[2m" + text + "\u001b[0m" : text;
    }

    String bright(String text) {
        return live ? "\u001b[1m" + text + "\u001b[0m" : text;
    }

    String warning(String text) {
        return live ? "\u001b[33m" + text + "\u001b[0m" : text;
    }

    /** One of two spellings of a sign. */
    String sign(String unicodeSign, String asciiSign) {
        return unicode ? unicodeSign : asciiSign;
    }

    String rule() {
        return sign("─", "-").repeat(columns - 2);
    }
}
