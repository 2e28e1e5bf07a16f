package dev.baton.examples.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How times and texts are written for people: always with the same rounding. */
final class Figures {
    private Figures() {}

    /** Minutes, seconds and tenths: {@code 0:04.9}. */
    static String clock(Duration time) {
        long tenths = (time.toMillis() + 50) / 100;
        return String.format(Locale.ROOT, "%d:%02d.%d", tenths / 600, tenths / 10 % 60, tenths % 10);
    }

    /** Minutes, seconds and milliseconds: {@code 0:04.900}. */
    static String exactClock(Duration time) {
        return String.format(Locale.ROOT, "%d:%02d.%03d", time.toMinutes(), time.toSecondsPart(), time.toMillisPart());
    }

    /** Milliseconds, with tenths below ten. */
    static String millis(long nanos) {
        double millis = nanos / 1e6;
        return millis < 9.95 ? String.format(Locale.ROOT, "%.1f", millis) : String.format(Locale.ROOT, "%,.0f", millis);
    }

    static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }

    /** {@code 1 turn}, {@code 2 turns}. */
    static String count(long number, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
    }

    /** At most {@code width} characters; what does not fit is cut off at the end. */
    static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, Math.max(0, width - 3)) + "...";
    }

    /** At most {@code width} characters; what does not fit is cut off at the beginning. */
    static String cutFront(String text, int width) {
        return text.length() <= width ? text : "..." + text.substring(text.length() - Math.max(0, width - 3));
    }

    static String padded(String text, int width) {
        return text.length() >= width ? text : text + " ".repeat(width - text.length());
    }

    static String right(String text, int width) {
        return text.length() >= width ? text : " ".repeat(width - text.length()) + text;
    }

    /** Lines of at most {@code width} characters, broken at blanks where there are any; at least one. */
    static List<String> wrapped(String text, int width) {
        var lines = new ArrayList<String>();
        String rest = text;
        while (rest.length() > width) {
            int blank = rest.lastIndexOf(' ', width);
            int end = blank > 0 ? blank : width;
            lines.add(rest.substring(0, end));
            rest = rest.substring(end).strip();
        }
        lines.add(rest);
        return lines;
    }
}
