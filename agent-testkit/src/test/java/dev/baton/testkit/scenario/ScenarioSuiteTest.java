package dev.baton.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.scenario.ScenarioResult.Outcome;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commit contract, case by case. */
class ScenarioSuiteTest {
    @ParameterizedTest
    @MethodSource("scenarios")
    void scenario_meetsEveryExpectation(Scenario scenario) {
        var result = ScenarioRunner.run(scenario);

        assertThat(result.outcome()).as(ScenarioReport.of(result)).isEqualTo(Outcome.PASSED);
    }

    @Test
    void suite_isComplete() {
        assertThat(ScenarioSuite.scenarios()).hasSize(100);
    }

    static Stream<Named<Scenario>> scenarios() {
        return ScenarioSuite.scenarios().stream()
                .map(scenario -> Named.of(scenario.id() + ": " + scenario.title(), scenario));
    }
}
