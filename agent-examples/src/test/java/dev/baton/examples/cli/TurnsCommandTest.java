package dev.baton.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.audio.AudioFormat;
import dev.baton.transport.WavFileWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TurnsCommandTest {
    private static final int RATE = 8000;
    private static final String HEAD = "start_s,end_s,committed_at_s";
    /** One turn with a pause of 600 ms; its last word is known 300 ms after its end. */
    private static final String TRUTH = """
            {"speech": [[0.5, 1.5], [2.1, 2.5]],
             "turns": [{"start": 0.5, "end": 2.5, "text": "one two three"}], "group": "digits"}""";

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path results = Path.of("");

    @BeforeEach
    void results() {
        results = folder.resolve("results");
    }

    private int run(Object... arguments) {
        out.reset();
        err.reset();
        var console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of());
        var words = new ArrayList<>(List.of("turns", "--out", results.toString()));
        for (Object argument : arguments) {
            words.add(argument.toString());
        }
        return Baton.run(console, words.toArray(String[]::new));
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String complaint() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** Four seconds of silence: the truth says where speech is. */
    private Path recording(String name, String truth) throws IOException {
        Path file = folder.resolve(name + ".wav");
        try (var writer = WavFileWriter.create(file, AudioFormat.linear16(RATE))) {
            writer.append(new short[4 * RATE], 0, 4 * RATE);
        }
        if (!truth.isEmpty()) {
            Files.writeString(folder.resolve(name + ".json"), truth);
        }
        return file;
    }

    private List<String> turns(String name) throws IOException {
        return Files.readAllLines(results.resolve(name + ".turns.csv"));
    }

    @Test
    void quietShorterThanAPause_splitsTheTurn() throws Exception {
        Path file = recording("a", TRUTH);
        assertThat(run(file, "--detector", "truth")).as(complaint()).isZero();

        assertThat(turns("a")).containsExactly(HEAD, "0.500000,1.500000,2.000000", "2.100000,2.500000,3.000000");
        assertThat(printed()).containsPattern("digits +1 +0\\.0 +100\\.0").contains("NAME.turns.csv");
        assertThat(complaint()).isEmpty();
    }

    @Test
    void longerQuiet_keepsItWhole() throws Exception {
        Path file = recording("a", TRUTH);
        assertThat(run(file, "--detector", "truth", "--timeout-ms", 700)).isZero();

        assertThat(turns("a")).containsExactly(HEAD, "0.500000,2.500000,3.200000");
        assertThat(printed()).containsPattern("digits +1 +100\\.0 .* 700 +700\n");
    }

    @Test
    void endpointer_isChosenByName() throws Exception {
        Path file = recording("a", TRUTH);
        assertThat(run(file, "--detector", "truth", "--endpointer", "adaptive")).isZero();
        assertThat(turns("a")).containsExactly(HEAD, "0.500000,2.500000,3.500000");

        assertThat(run(file, "--detector", "truth", "--endpointer", "adaptve")).isEqualTo(2);
        assertThat(complaint()).contains("turn.endpointing").contains("did you mean \"adaptive\"?");
    }

    @Test
    void numberWhoseLengthTheQuestionSays_endsWithItsLastDigit() throws Exception {
        Path file = recording("a", TRUTH);
        assertThat(run(file, "--detector", "truth", "--words", folder, "--expect", "digits:truth"))
                .as(complaint())
                .isZero();
        // The gate declares the end at 2.76 s, with the first window past its hangover, and the answer takes 150 ms.
        assertThat(turns("a")).containsExactly(HEAD, "0.500000,2.500000,2.910000");

        assertThat(run(file, "--detector", "truth", "--words", folder, "--expect", "digits:3", "--answer-ms", 0))
                .isZero();
        assertThat(turns("a")).containsExactly(HEAD, "0.500000,2.500000,2.800000");
    }

    @Test
    void numberOfUnknownLength_getsItsPatience() throws Exception {
        Path file = recording("a", TRUTH);
        assertThat(run(file, "--detector", "truth", "--words", folder, "--expect", "digits"))
                .isZero();

        assertThat(turns("a")).containsExactly(HEAD, "0.500000,2.500000,3.400000");
    }

    @Test
    void wordsThatAreNotThere_endNoTurn() throws Exception {
        Path file = recording("a", TRUTH);
        assertThat(run(file, "--detector", "truth", "--words", folder.resolve("elsewhere")))
                .isZero();

        assertThat(turns("a")).containsExactly(HEAD);
        assertThat(printed()).containsPattern("digits +1 +0\\.0 +0\\.0 +0\\.0 +100\\.0");
    }

    @Test
    void json_hasALineForEachFileAndGroup() throws Exception {
        Path file = recording("a", TRUTH);
        recording("b", "{\"speech\": []}");
        assertThat(run(folder, "--detector", "truth", "--timeout-ms", 700, "--json"))
                .isZero();

        var lines = printed().lines().toList();
        var json = new ObjectMapper();
        assertThat(lines).hasSize(4);
        assertThat(json.readTree(lines.get(0)).path("file").asText()).isEqualTo(file.toString());
        assertThat(json.readTree(lines.get(0)).path("once").asInt()).isEqualTo(1);
        assertThat(json.readTree(lines.get(2)).path("group").asText()).isEqualTo("digits");
        assertThat(json.readTree(lines.get(2)).path("delay_median_ms").asDouble())
                .isEqualTo(700);
        assertThat(json.readTree(lines.get(3)).path("group").asText()).isEqualTo("other");
    }

    @Test
    void withoutTruth_turnsAreWrittenAndNotJudged() throws Exception {
        Path file = recording("a", "");
        assertThat(run(file)).as(complaint()).isZero();

        assertThat(turns("a")).containsExactly(HEAD);
        assertThat(printed()).doesNotContain("once");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--detector=truth", "--expect=digits:truth"})
    void truthThatIsAskedForAndMissing_failsTheFile(String option) throws Exception {
        Path file = recording("a", "");
        recording("b", TRUTH);
        assertThat(run(folder, option)).isEqualTo(1);

        assertThat(complaint()).contains("a.json").contains("leave truth out");
        assertThat(results.resolve("b.turns.csv")).exists();
        assertThat(file).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--expect=digits:0", "--expect=digits:65", "--expect=date", "--word-delay-ms=-1"})
    void badUsage_isSaidBeforeAnythingIsDone(String option) throws Exception {
        Path file = recording("a", TRUTH);
        assertThat(run(file, option)).isEqualTo(2);
        assertThat(results).doesNotExist();
    }

    @Test
    void twoRecordingsOfOneName_areRefused() throws Exception {
        Path file = recording("a", TRUTH);
        Path other = Files.createDirectories(folder.resolve("other")).resolve("a.wav");
        Files.copy(file, other);
        assertThat(run(file, other)).isEqualTo(2);
        assertThat(complaint()).contains("a.turns.csv").contains("--out");
    }
}
