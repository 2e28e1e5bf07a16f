package dev.baton.explain;

import java.util.Locale;

/** How figures stand in sentences. */
final class Say {
    private static final long MILLIS = 1_000_000;

    private Say() {}

    /** {@code 1,200 ms}. */
    static String ms(long nanos) {
        return String.format(Locale.ROOT, "%,d ms", Math.round(Math.max(0, nanos) / (double) MILLIS));
    }

    /** {@code 2.4 s}. */
    static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", Math.max(0, nanos) / 1e9);
    }

    /** Minutes, seconds and tenths: {@code 0:04.9}. */
    static String clock(long nanos) {
        long tenths = (Math.max(0, nanos) / MILLIS + 50) / 100;
        return String.format(Locale.ROOT, "%d:%02d.%d", tenths / 600, tenths / 10 % 60, tenths % 10);
    }

    /** {@code 1 word}, {@code 2 words}. */
    static String count(long number, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
    }

    static String quoted(String text) {
        return "\"" + text + "\"";
    }
}
