package dev.baton.testkit.scenario;

import dev.baton.testkit.scenario.ScenarioResult.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a person reads of a run. Plain text, lines of a few words. */
public final class ScenarioReport {
    private ScenarioReport() {}

    /** One scenario: what happened, what was seen, and each expectation with what met it or came nearest. */
    public static String of(ScenarioResult result) {
        var scenario = result.scenario();
        var text = new StringBuilder()
                .append("%s  %s  %s  (%s)\n"
                        .formatted(
                                label(result.outcome()),
                                scenario.id(),
                                scenario.title(),
                                scenario.level().label()));
        text.append("  ")
                .append(scenario.source())
                .append(", line ")
                .append(scenario.line())
                .append('\n');
        if (!scenario.why().isEmpty()) {
            text.append("  why: ").append(scenario.why()).append('\n');
        }
        if (!result.reason().isEmpty()) {
            text.append("  ").append(result.reason()).append('\n');
        }
        if (!scenario.config().isEmpty()) {
            text.append("  config: ").append(scenario.config()).append('\n');
        }
        timeLine(result).forEach(line -> text.append(line).append('\n'));
        for (var check : result.checks()) {
            text.append(check.met() ? "    met      " : "    NOT MET  ").append(Told.expectation(check.expectation()));
            text.append('\n');
            if (!check.met()) {
                text.append("               ").append(check.explanation()).append('\n');
            }
        }
        return text.toString();
    }

    private record Row(double tMs, String text) {}

    /** What came in on the left, what was seen on the right; at one instant what came in is first. */
    private static List<String> timeLine(ScenarioResult result) {
        Stream<Row> in =
                result.scenario().events().stream().map(event -> new Row(event.tMs(), "> " + Told.event(event)));
        Stream<Row> seen = result.seen().stream().map(one -> new Row(one.tMs(), "      " + Told.what(one)));
        return Stream.concat(in, seen)
                .sorted(Comparator.comparingDouble(Row::tMs))
                .map(row -> "  %10s  %s".formatted(CaseReader.number(row.tMs), row.text))
                .toList();
    }

    /** One expectation in a line, for example {@code [1980, 2120] turn_committed text="Hello"}. */
    public static String of(Expectation expectation) {
        return Told.expectation(expectation);
    }

    /** Passed, failed and skipped per level, and which failed. */
    public static String summary(List<ScenarioResult> results) {
        var lines = new ArrayList<String>();
        lines.add("%-10s %8s %8s %8s".formatted("level", "passed", "failed", "skipped"));
        for (var level : Level.values()) {
            lines.add("%-10s %8d %8d %8d"
                    .formatted(
                            level.label(),
                            count(results, level, Outcome.PASSED),
                            count(results, level, Outcome.FAILED),
                            count(results, level, Outcome.SKIPPED)));
        }
        for (var outcome : List.of(Outcome.FAILED, Outcome.SKIPPED)) {
            var some = results.stream()
                    .filter(result -> result.outcome() == outcome)
                    .map(result ->
                            result.scenario().id() + (outcome == Outcome.SKIPPED ? " (" + result.reason() + ")" : ""))
                    .toList();
            if (!some.isEmpty()) {
                lines.add(label(outcome) + ": " + String.join(", ", some));
            }
        }
        return String.join("\n", lines) + "\n";
    }

    /** How many of one level came to one end. */
    public static long count(List<ScenarioResult> results, Level level, Outcome outcome) {
        return results.stream()
                .filter(result -> result.scenario().level() == level && result.outcome() == outcome)
                .count();
    }

    private static String label(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}
