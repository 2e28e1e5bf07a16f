package dev.baton.examples.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** What became of each recording: a row each, and one for all of them. */
final class VadTable {
    private static final int FIGURES_WIDTH = 47;
    private static final int TRUTH_WIDTH = 18;

    private final PrintStream out;
    private final boolean truth;
    private final int nameWidth;

    private VadTable(PrintStream out, Terminal terminal, Map<String, VadResult> results) {
        this.out = out;
        truth = results.values().stream().anyMatch(result -> result.score().isPresent());
        int longest = results.keySet().stream().mapToInt(String::length).max().orElse(0);
        int room = terminal.columns() - 2 - FIGURES_WIDTH - (truth ? TRUTH_WIDTH : 0);
        nameWidth = Math.max(8, Math.min(Math.max(12, longest), room));
    }

    /** @param results by the file's name, in the order of the rows */
    static void print(PrintStream out, Terminal terminal, Map<String, VadResult> results) {
        new VadTable(out, terminal, results).print(terminal, results);
    }

    private void print(Terminal terminal, Map<String, VadResult> results) {
        line("file", "length", "speech, %", "starts/min", "x real time", "F1, %", "onset, ms");
        results.forEach(this::row);
        if (results.size() > 1) {
            int width = nameWidth + FIGURES_WIDTH + (truth ? TRUTH_WIDTH : 0);
            out.println(" " + terminal.sign("─", "-").repeat(width));
            row(Figures.count(results.size(), "file"), VadResult.all(results.values()));
        }
    }

    private void row(String name, VadResult result) {
        line(
                Figures.cutFront(name, nameWidth),
                Figures.clock(Duration.ofNanos(result.lengthMicros() * 1000)),
                one(result.speechPercent()),
                one(result.startsPerMinute()),
                String.format(Locale.ROOT, "%,.0f", result.timesRealTime()),
                known("%.1f", result.f1Percent()),
                known("%.0f", result.onsetMillis()));
    }

    private void line(String name, String length, String speech, String starts, String speed, String f1, String onset) {
        String line = " " + Figures.padded(name, nameWidth)
                + String.format(Locale.ROOT, "  %9s  %9s  %10s  %11s", length, speech, starts, speed);
        out.println(truth ? line + String.format(Locale.ROOT, "  %5s  %9s", f1, onset) : line);
    }

    private static String one(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String known(String format, OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : "-";
    }
}
