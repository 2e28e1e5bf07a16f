package dev.baton.examples.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.tuning.TurnScore;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** How turns were ended: a row for each group of recordings, and one for all of them. */
final class TurnsTable {
    private static final int WIDTH = 98;
    private static final double MEDIAN = 0.5;
    private static final double LATE = 0.9;

    private TurnsTable() {}

    static void print(PrintStream out, Terminal terminal, Map<String, TurnScore> groups) {
        out.println(String.format(
                Locale.ROOT,
                " %-14s  %5s  %7s  %8s  %9s  %9s  %6s  %9s  %9s  %6s",
                "group",
                "turns",
                "once, %",
                "split, %",
                "merged, %",
                "missed, %",
                "cut, %",
                "false/min",
                "delay, ms",
                "p90"));
        groups.forEach((group, score) -> row(out, group, score));
        if (groups.size() > 1) {
            out.println(" " + terminal.sign("─", "-").repeat(WIDTH));
            row(out, "all", groups.values().stream().reduce(TurnScore.NONE, TurnScore::plus));
        }
    }

    private static void row(PrintStream out, String group, TurnScore score) {
        out.println(String.format(
                Locale.ROOT,
                " %-14s  %5d  %7s  %8s  %9s  %9s  %6s  %9s  %9s  %6s",
                Figures.cutFront(group, 14),
                score.turns(),
                known("%.1f", score.percent(score.once())),
                known("%.1f", score.percent(score.split())),
                known("%.1f", score.percent(score.merged())),
                known("%.1f", score.percent(score.missed())),
                known("%.1f", score.percent(score.cut())),
                known("%.2f", score.falsePerMinute()),
                millis(score, MEDIAN),
                millis(score, LATE)));
    }

    private static String millis(TurnScore score, double share) {
        var nanos = score.delayNanos(share);
        return nanos.isPresent() ? String.format(Locale.ROOT, "%.0f", nanos.getAsDouble() / 1e6) : "-";
    }

    private static String known(String format, OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : "-";
    }

    /** @param judged whether there is a truth; without one only the type is told */
    static ObjectNode json(String type, TurnScore score, boolean judged) {
        var line = JsonNodeFactory.instance.objectNode().put("type", type);
        if (judged) {
            line.put("turns", score.turns()).put("once", score.once()).put("split", score.split());
            line.put("merged", score.merged()).put("missed", score.missed()).put("cut", score.cut());
            line.put("false_turns", score.falseTurns());
            put(line, "once_percent", score.percent(score.once()), 1);
            put(line, "false_per_minute", score.falsePerMinute(), 1);
            put(line, "delay_median_ms", score.delayNanos(MEDIAN), 1e-6);
            put(line, "delay_p90_ms", score.delayNanos(LATE), 1e-6);
        }
        return line;
    }

    private static void put(ObjectNode line, String key, OptionalDouble value, double factor) {
        if (value.isPresent()) {
            line.put(key, Math.round(value.getAsDouble() * factor * 100) / 100.0);
        }
    }
}
