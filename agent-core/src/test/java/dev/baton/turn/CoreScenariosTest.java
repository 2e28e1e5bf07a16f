package dev.baton.turn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The heart of the commit contract, case by case. Windows and texts are compared as the scenario format says: inclusive, and without punctuation.
 */
class CoreScenariosTest {
    @ParameterizedTest
    @MethodSource("scenarios")
    void scenario_meetsEveryExpectation(JsonNode scenario) {
        var seen = ScenarioPlayer.play(scenario);
        for (var expectation : scenario.path("expect")) {
            check(seen, expectation);
        }
    }

    static Stream<Named<JsonNode>> scenarios() throws IOException {
        var cases = new ArrayList<Named<JsonNode>>();
        try (var resource = CoreScenariosTest.class.getResourceAsStream("core-scenarios.jsonl");
                var lines = new ObjectMapper().readerFor(JsonNode.class).<JsonNode>readValues(resource)) {
            lines.forEachRemaining(line -> cases.add(
                    Named.of(line.path("id").asText() + " " + line.path("title").asText(), line)));
        }
        assertThat(cases).hasSize(23);
        return cases.stream();
    }

    private static void check(List<ScenarioPlayer.Seen> seen, JsonNode expectation) {
        String type = expectation.path("type").asText();
        if (type.equals("totals")) {
            expectation.properties().forEach(total -> {
                if (!total.getKey().equals("type")) {
                    assertThat(seen.stream().filter(s -> type(s.action()).equals(total.getKey())))
                            .as("%s in %s", total.getKey(), seen)
                            .hasSize(total.getValue().asInt());
                }
            });
            return;
        }
        long from = expectation.path("t_ms_min").asLong();
        long to = expectation.path("t_ms_max").asLong(Long.MAX_VALUE);
        boolean unwanted =
                type.equals("no_commit") || expectation.path("negate").asBoolean();
        String wanted = type.equals("no_commit") ? "turn_committed" : type;
        var matches = seen.stream()
                .filter(s -> type(s.action()).equals(wanted))
                .filter(s -> s.atMillis() >= from && (unwanted ? s.atMillis() < to : s.atMillis() <= to))
                .filter(s -> fieldsMatch(s.action(), expectation))
                .toList();
        if (unwanted) {
            assertThat(matches).as("%s must not be in %s", expectation, seen).isEmpty();
        } else {
            assertThat(matches).as("%s must be in %s", expectation, seen).isNotEmpty();
        }
    }

    private static boolean fieldsMatch(TurnAction action, JsonNode expectation) {
        if (!(action instanceof TurnAction.Commit commit)) {
            return true;
        }
        var utterance = commit.utterance();
        return (!expectation.has("text")
                        || plain(utterance.text())
                                .equals(plain(expectation.path("text").asText())))
                && (!expectation.has("turn")
                        || utterance.turn() == expectation.path("turn").asInt())
                && (!expectation.has("reason")
                        || utterance
                                .reason()
                                .label()
                                .equals(expectation.path("reason").asText()));
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}\\s]", "")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static String type(TurnAction action) {
        if (action instanceof TurnAction.TurnStarted) {
            return "turn_started";
        } else if (action instanceof TurnAction.Commit) {
            return "turn_committed";
        } else if (action instanceof TurnAction.Abandon) {
            return "turn_abandoned";
        } else if (action instanceof TurnAction.SendFinalize) {
            return "finalize_sent";
        }
        return action.getClass().getSimpleName();
    }
}
