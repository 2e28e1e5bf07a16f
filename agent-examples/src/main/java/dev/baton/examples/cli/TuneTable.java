package dev.baton.examples.cli;

import dev.baton.tuning.SweepPoint;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What each value of a setting does: a row each. */
final class TuneTable {
    private final PrintStream out;
    private final Terminal terminal;
    private final Duration turnCosts;

    TuneTable(PrintStream out, Terminal terminal, Duration turnCosts) {
        this.out = out;
        this.terminal = terminal;
        this.turnCosts = turnCosts;
    }

    void print(String setting, int calls, List<SweepPoint> points, List<SweepPoint> others, SweepPoint chosen) {
        int width = Math.max(
                setting.length(),
                Stream.concat(points.stream(), others.stream())
                        .mapToInt(point -> point.label().length() + 2)
                        .max()
                        .orElse(0));
        int turns = points.get(0).score().turns();
        out.printf(" %s, %s%n%n", Figures.count(calls, "call"), Figures.count(turns, "turn"));
        out.printf(
                "   %s  %6s  %6s  %6s  %6s  %6s  %11s  %8s  %8s%n",
                Figures.padded(setting, width),
                "whole",
                "split",
                "cut",
                "merged",
                "missed",
                "median wait",
                "90 %",
                "cost");
        points.forEach(point -> row(point, width, point.equals(chosen) ? terminal.sign("→", ">") : " "));
        others.forEach(point -> row(point, width, " "));
        out.printf(
                "%n whole: committed once, and all of it, %%; wait: from the end of such a turn to its commit, ms%n"
                        + " cost: median wait, and %s for each turn that is not kept whole or is nobody's; %s %s costs callers least%n",
                Figures.seconds(turnCosts.toNanos()), terminal.sign("→", ">"), chosen.label());
        int modelled =
                points.stream().mapToInt(point -> point.score().modelled()).sum();
        int all = points.stream()
                .mapToInt(point -> point.score().once() + point.score().falseTurns())
                .sum();
        if (modelled > 0) {
            out.printf(
                    Locale.ROOT,
                    " modelled: %,d of %,d commits, whose text came when the recogniser would have answered, by word times and its usual answer time%n",
                    modelled,
                    Math.max(modelled, all));
        }
        out.flush();
    }

    private void row(SweepPoint point, int width, String mark) {
        var score = point.score();
        out.printf(
                Locale.ROOT,
                " %s %s  %6.1f  %6.1f  %6.1f  %6.1f  %6.1f  %,11.0f  %,8.0f  %,8d%n",
                mark,
                Figures.padded("  " + point.label(), width),
                share(score.once(), score.turns()),
                share(score.split(), score.turns()),
                share(score.cut(), score.turns()),
                share(score.merged(), score.turns()),
                share(score.missed(), score.turns()),
                score.delayNanos(0.5).orElse(0) / 1e6,
                score.delayNanos(0.9).orElse(0) / 1e6,
                point.cost(turnCosts).toMillis());
    }

    private static double share(int count, int of) {
        return of == 0 ? 0 : 100.0 * count / of;
    }
}
