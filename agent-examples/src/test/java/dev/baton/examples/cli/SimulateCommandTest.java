package dev.baton.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulateCommandTest {
    private static final String MET = "{'type': 'turn_committed', 't_ms_min': 1500, 't_ms_max': 1500, 'text': 'yes'}";
    private static final String UNMET = "{'type': 'turn_committed', 't_ms_min': 1000, 't_ms_max': 1100}";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private int simulate(String... options) {
        var console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of());
        var arguments = new String[options.length + 1];
        arguments[0] = "simulate";
        System.arraycopy(options, 0, arguments, 1, options.length);
        return Baton.run(console, arguments);
    }

    private String file(String... lines) throws Exception {
        return Files.writeString(
                        folder.resolve("mine.jsonl"), String.join("\n", lines).replace('\'', '"'))
                .toString();
    }

    private static String scenario(String id, String level, String config, String expectation) {
        return "{'id': '" + id + "', 'title': 'A word', 'level': '" + level + "', 'why': 'Because.', 'config': {"
                + config + "}, 'events': [{'t_ms': 1000, 'type': 'final', 'text': 'Yes'}], 'expect': [" + expectation
                + "]}";
    }

    @Test
    void allMet_succeedsAndShowsOnlyTheSums() throws Exception {
        assertThat(simulate(file(scenario("a-01", "must", "", MET)))).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("must").doesNotContain("a-01");
    }

    @Test
    void oneUnmet_failsAndTellsWhatHappenedAndWhatCameNearest() throws Exception {
        int status = simulate(file(scenario("a-01", "must", "", MET), scenario("a-02", "optional", "", UNMET)));

        assertThat(status).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("a-02", "A word", "why: Because.", "line 2", "> final text=\"Yes\"")
                .contains("NOT MET  [1000, 1100] turn_committed")
                .contains("nearest: 1500 turn_committed", "too late")
                .contains("failed: a-02")
                .doesNotContain("a-01");
    }

    @ParameterizedTest
    @CsvSource({"must, 1", "should, 1", "optional, 0"})
    void skipped_failsWhereItMatters(String level, int status) throws Exception {
        String config = "'late_final_policy': 'new_turn'";

        assertThat(simulate(file(scenario("a-01", level, config, MET)))).isEqualTo(status);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("late_final_policy=new_turn is not offered");
    }

    @Test
    void only_playsThoseAndShowsThem() throws Exception {
        int status = simulate(
                file(scenario("a-01", "must", "", MET), scenario("a-02", "must", "", UNMET)), "--only", "a-01");

        assertThat(status).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("passed  a-01", "met ")
                .doesNotContain("a-02");
    }

    @Test
    void json_isOneObjectPerLineAndTheSumsLast() throws Exception {
        int status = simulate(file(scenario("a-01", "must", "", MET), scenario("a-02", "must", "", UNMET)), "--json");

        var lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(3);
        var json = new ObjectMapper();
        var second = json.readTree(lines.get(1));
        assertThat(second.path("outcome").asText()).isEqualTo("failed");
        assertThat(second.at("/expect/0/met").asBoolean(true)).isFalse();
        assertThat(second.at("/seen/0/type").asText()).isEqualTo("turn_started");
        var sums = json.readTree(lines.get(2));
        assertThat(sums.at("/must/passed").asInt()).isEqualTo(1);
        assertThat(sums.path("exit").asInt()).isEqualTo(status).isEqualTo(1);
    }

    @Test
    void typo_isBadInput() throws Exception {
        String file = file(scenario("a-01", "must", "'min_endpoint_ms': 5", MET));

        assertThat(simulate(file)).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("BT-004", file + ", line 1, config.min_endpoint_ms", "did you mean \"min_endpointing_ms\"?");
        assertThat(out.size()).isZero();
    }

    @Test
    void emptyFile_isBadInput() throws Exception {
        assertThat(simulate(file(""))).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("there is no scenario to play");
    }
}
