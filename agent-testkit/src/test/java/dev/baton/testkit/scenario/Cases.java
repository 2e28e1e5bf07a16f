package dev.baton.testkit.scenario;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Scenarios from text, with apostrophes for quotation marks. */
final class Cases {
    private Cases() {}

    static List<Scenario> read(String text) {
        return ScenarioFile.read(
                "cases.jsonl", new ByteArrayInputStream(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    }

    static Scenario of(String config, String events, String expectations) {
        return read("{'id': 'a-01', 'title': 'A', 'level': 'must', 'config': {" + config + "}, 'events': [" + events
                        + "], 'expect': [" + expectations + "]}")
                .get(0);
    }

    /** What a run of these events shows, as lines. */
    static List<String> seen(String config, String events) {
        return ScenarioRunner.run(of(config, events, "")).seen().stream()
                .map(Told::seen)
                .toList();
    }
}
