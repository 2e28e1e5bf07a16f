package dev.baton.testkit.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Baton's own scenarios: the commit contract, case by case, grouped by subject. A change to the turn machine must leave them all met. */
public final class ScenarioSuite {
    private static final List<String> SUBJECTS = List.of(
            "quiet",
            "finalize",
            "transcript",
            "empty",
            "late",
            "verdict",
            "authority",
            "interruption",
            "thinking",
            "idle",
            "mute",
            "keys",
            "fault",
            "connection",
            "spoken",
            "ending",
            "metrics");

    private ScenarioSuite() {}

    /** All of them, in the same order every time. */
    public static List<Scenario> scenarios() {
        return SUBJECTS.stream().flatMap(subject -> read(subject).stream()).toList();
    }

    private static List<Scenario> read(String subject) {
        String file = subject + ".jsonl";
        try (var in = ScenarioSuite.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new AssertionError(file + " is not beside its class");
            }
            return ScenarioFile.read(file, in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
