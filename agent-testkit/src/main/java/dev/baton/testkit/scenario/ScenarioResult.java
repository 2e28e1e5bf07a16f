package dev.baton.testkit.scenario;

import java.util.List;

/**
 * How a scenario went.
 *
 * @param reason why it was skipped, or what the machine threw; else empty
 * @param seen in order
 * @param checks one for each expectation, in the order of the file; none where the run did not come to its end
 */
public record ScenarioResult(Scenario scenario, Outcome outcome, String reason, List<Seen> seen, List<Check> checks) {
    public enum Outcome {
        PASSED,
        FAILED,
        SKIPPED
    }

    /** Whether a suite with this result may pass: nothing failed, and only what is optional was skipped. */
    public boolean isAcceptable() {
        return outcome == Outcome.PASSED || (outcome == Outcome.SKIPPED && scenario.level() == Level.OPTIONAL);
    }

    static ScenarioResult of(Scenario scenario, List<Seen> seen, List<Check> checks) {
        boolean met = checks.stream().allMatch(Check::met);
        return new ScenarioResult(scenario, met ? Outcome.PASSED : Outcome.FAILED, "", List.copyOf(seen), checks);
    }

    static ScenarioResult skipped(Scenario scenario, String reason) {
        return new ScenarioResult(scenario, Outcome.SKIPPED, reason, List.of(), List.of());
    }

    static ScenarioResult broken(Scenario scenario, List<Seen> seen, Throwable thrown) {
        var at = thrown.getStackTrace();
        return new ScenarioResult(
                scenario,
                Outcome.FAILED,
                "the machine threw " + thrown + (at.length == 0 ? "" : " at " + at[0]),
                List.copyOf(seen),
                List.of());
    }
}
