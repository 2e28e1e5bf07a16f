package dev.baton.examples.cli;

import dev.baton.metrics.TurnLatency;
import java.io.PrintStream;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Function;

/** Where the time of the turns went: one row per stage, with a bar from where it begins to where it ends, so that times which overlap are seen to. */
final class StageTable {
    private static final long[] AXES_MS = {100, 200, 500, 1000, 2000, 4000, 10_000, 60_000};
    private static final int TITLE = 35;
    private static final int FIGURE = 7;
    private static final int FEWEST_CELLS = 12;
    private static final String SHARE = "final and quiet there, to handler";

    private final PrintStream out;
    private final Terminal terminal;
    private final CallStory story;
    private final int cells;
    private final long axisMillis;

    StageTable(PrintStream out, Terminal terminal, CallStory story) {
        this.out = out;
        this.terminal = terminal;
        this.story = story;
        int room = terminal.columns() - TITLE - 3 * FIGURE - 4;
        cells = room - room % 4;
        axisMillis = axis();
    }

    void print() {
        if (spread(Stage.COMMIT::of).isEmpty()) {
            return;
        }
        out.println();
        String head = "WHERE THE TIME WENT, ms";
        String figures = Figures.right("p50", FIGURE) + Figures.right("p95", FIGURE) + Figures.right("max", FIGURE);
        out.println(" " + terminal.bright(head) + " ".repeat(TITLE - 1 - head.length()) + figures + "   " + ticks());
        row(Stage.DETECTOR);
        row(Stage.HELD_BACK);
        row(Stage.RECOGNISER);
        row(Stage.QUIET);
        row(Stage.HANDLER);
        row(Stage.REPLY);
        row(Stage.END_TO_END);
        row(Stage.FRAMEWORK);
        int turns = spread(Stage.COMMIT::of).size();
        if (turns < 20) {
            out.println("   p95 of " + Figures.count(turns, "turn") + " is the slowest turn");
        }
    }

    private void row(Stage stage) {
        var times = spread(stage::of);
        if (times.isEmpty()) {
            return;
        }
        String figures = Figures.right(Figures.millis(times.median()), FIGURE)
                + Figures.right(Figures.millis(times.percentile(95)), FIGURE)
                + Figures.right(Figures.millis(times.max()), FIGURE);
        String side = switch (stage) {
            case FRAMEWORK -> cells < SHARE.length() ? "" : SHARE;
            case END_TO_END -> total(times.median());
            default -> bar(spread(stage::begins).median(), times.median());
        };
        String shown = cells < FEWEST_CELLS ? "" : "   " + side;
        out.println(Figures.padded("  " + stage.title(), TITLE) + figures + shown.stripTrailing());
    }

    private String bar(long begins, long length) {
        int from = cell(begins);
        int to = cell(begins + length);
        String sign = to > from ? terminal.sign("█", "#").repeat(to - from) : terminal.sign("▏", "|");
        return " ".repeat(from) + sign;
    }

    private String total(long length) {
        return terminal.sign("─", "-").repeat(Math.max(0, cell(length))) + terminal.sign("┤", "|");
    }

    private int cell(long nanos) {
        return (int) Math.min(cells - 1L, Math.round(nanos / 1e6 * cells / axisMillis));
    }

    private String ticks() {
        if (cells < FEWEST_CELLS) {
            return "";
        }
        var ticks = new StringBuilder();
        int parts = cells >= 28 ? 4 : 2;
        for (int i = 0; i <= parts; i++) {
            String tick = String.format(Locale.ROOT, "%,d", axisMillis * i / parts);
            int at = cells * i / parts;
            int from = i == parts ? Math.max(ticks.length() + 1, at - tick.length()) : at;
            ticks.append(" ".repeat(Math.max(0, from - ticks.length()))).append(tick);
        }
        return ticks.toString();
    }

    private long axis() {
        var totals = spread(Stage.END_TO_END::of);
        var commits = spread(Stage.COMMIT::of);
        if (commits.isEmpty()) {
            return AXES_MS[0];
        }
        long longest = Math.max(commits.median(), totals.isEmpty() ? 0 : totals.median());
        for (long candidate : AXES_MS) {
            if (longest / 1e6 < candidate * 0.95) {
                return candidate;
            }
        }
        return AXES_MS[AXES_MS.length - 1];
    }

    private Spread spread(Function<TurnLatency, OptionalLong> time) {
        var spread = new Spread();
        story.turns().forEach(turn -> time.apply(turn.latency()).ifPresent(spread::add));
        return spread;
    }
}
