package dev.baton.examples.cli;

import dev.baton.tuning.CallOutcome;
import dev.baton.tuning.Change;
import dev.baton.tuning.TurnOutcome;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** What other settings would have changed in a call: a row for each stretch of it. */
final class WhatIfTable {
    private static final int TEXT_WIDTH = 36;

    private final PrintStream out;

    WhatIfTable(PrintStream out) {
        this.out = out;
    }

    void print(CallOutcome before, CallOutcome after) {
        var changes = Change.between(before, after);
        out.printf("   %-7s %s %8s  %8s%n", "turn", Figures.padded("heard", TEXT_WIDTH), "was", "would be");
        changes.forEach(this::row);
        long changed = changes.stream().filter(change -> !change.isNone()).count();
        out.println("   " + (changed == 0 ? "nothing would have changed" : Figures.count(changed, "change"))
                + counts(before, after));
        if (changes.stream().anyMatch(change -> !change.isNone() && change.isModelled())) {
            out.println("   modelled: the recogniser's answer placed by word times and its usual answer time");
        }
    }

    private static String counts(CallOutcome before, CallOutcome after) {
        return "; interruptions " + before.interruptions() + " -> " + after.interruptions() + ", abandoned "
                + before.abandoned() + " -> " + after.abandoned() + ", dropped " + before.dropped() + " -> "
                + after.dropped();
    }

    private void row(Change change) {
        var before = change.before();
        var after = change.after();
        String numbers = before.isEmpty() ? "-" : numbers(before);
        String text = texts(before.isEmpty() ? after : before);
        String row = String.format(
                "   %-7s %s %8s  %8s  %s%s",
                numbers,
                Figures.padded(Figures.cut(text, TEXT_WIDTH), TEXT_WIDTH),
                times(before),
                times(after),
                verdict(change),
                !change.isNone() && change.isModelled() ? "  (modelled)" : "");
        out.println(row.stripTrailing());
    }

    private static String verdict(Change change) {
        var before = change.before();
        var after = change.after();
        if (change.isNone()) {
            return "";
        }
        if (after.isEmpty()) {
            return "would be lost";
        }
        if (before.isEmpty()) {
            return "would be a turn";
        }
        if (before.size() > 1 && after.size() == 1) {
            return "would be one turn";
        }
        if (before.size() == 1 && after.size() > 1) {
            return "would be split into " + after.size() + ": "
                    + after.stream().map(turn -> "\"" + turn.text() + "\"").collect(Collectors.joining(", "));
        }
        long later = last(after).committedNanos() - last(before).committedNanos();
        String moved = Math.abs(later) < 1_000_000
                ? "at the same time"
                : Figures.millis(Math.abs(later)) + " ms " + (later > 0 ? "later" : "earlier");
        return texts(before).equals(texts(after)) ? moved : moved + ", as \"" + texts(after) + "\"";
    }

    private static TurnOutcome last(List<TurnOutcome> turns) {
        return turns.get(turns.size() - 1);
    }

    private static String numbers(List<TurnOutcome> turns) {
        return turns.stream().map(turn -> String.valueOf(turn.turn())).collect(Collectors.joining("+"));
    }

    private static String texts(List<TurnOutcome> turns) {
        return turns.stream().map(TurnOutcome::text).collect(Collectors.joining(" "));
    }

    private static String times(List<TurnOutcome> turns) {
        return turns.isEmpty()
                ? "-"
                : Figures.clock(Duration.ofNanos(last(turns).committedNanos()));
    }
}
