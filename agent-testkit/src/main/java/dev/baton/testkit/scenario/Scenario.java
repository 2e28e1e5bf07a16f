package dev.baton.testkit.scenario;

import java.util.List;
import java.util.Map;

/**
 * One case: what happens, and what must be seen.
 *
 * @param source the file that it was read from, and {@code line}, counted from 1
 * @param config settings that differ from the defaults of the format, by their names in files
 * @param events sorted by time
 * @param expectations all of them must hold
 */
public record Scenario(
        String source,
        int line,
        String id,
        String title,
        Level level,
        List<String> tags,
        String why,
        Map<String, Object> config,
        List<ScenarioEvent> events,
        List<Expectation> expectations) {
    /** Time of the last event, milliseconds. */
    public double lastEventMs() {
        return events.isEmpty() ? 0 : events.get(events.size() - 1).tMs();
    }
}
