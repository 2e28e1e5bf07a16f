package dev.baton.examples.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.testkit.scenario.Level;
import dev.baton.testkit.scenario.ScenarioReport;
import dev.baton.testkit.scenario.ScenarioResult;
import dev.baton.testkit.scenario.ScenarioResult.Outcome;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** The results of scenarios as JSON Lines: one for each case, and a last one with the sums. */
final class ScenarioLines {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final PrintStream out;

    ScenarioLines(PrintStream out) {
        this.out = out;
    }

    void print(List<ScenarioResult> results, int status) {
        results.forEach(this::print);
        var line = JSON.createObjectNode().put("type", "summary");
        for (var level : Level.values()) {
            var sums = line.putObject(level.label());
            for (var outcome : Outcome.values()) {
                sums.put(label(outcome), ScenarioReport.count(results, level, outcome));
            }
        }
        write(line.put("exit", status));
        out.flush();
    }

    private void print(ScenarioResult result) {
        var scenario = result.scenario();
        var line = JSON.createObjectNode().put("type", "scenario");
        line.put("id", scenario.id()).put("title", scenario.title());
        line.put("level", scenario.level().label()).put("outcome", label(result.outcome()));
        line.put("file", scenario.source()).put("line", scenario.line());
        if (!result.reason().isEmpty()) {
            line.put("reason", result.reason());
        }
        var expectations = line.putArray("expect");
        for (var check : result.checks()) {
            expectations
                    .addObject()
                    .put("expectation", ScenarioReport.of(check.expectation()))
                    .put("met", check.met())
                    .put("explanation", check.explanation());
        }
        var seen = line.putArray("seen");
        for (var one : result.seen()) {
            var event = seen.addObject()
                    .put("t_ms", one.tMs())
                    .put("type", one.type().label());
            one.fields().forEach((name, value) -> event.set(name, JSON.valueToTree(value)));
        }
        write(line);
    }

    private static String label(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    private void write(ObjectNode line) {
        try {
            out.println(JSON.writeValueAsString(line));
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree of plain values can be written", e);
        }
    }
}
