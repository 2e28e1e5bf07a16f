package dev.baton.benchmarks.vad;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResultsPageTest {
    private static final String FRAMES = """
            {"%1$s": {"all": {"files": 33, "turns": 107, "auc": %2$s, "f1": %3$s, "onset50": 0.0994, "noise_min": NaN, "missed": 0.019},
                      "snr=20": {"turns": 15, "auc": 0.99, "f1": 0.96},
                      "snr=noise-only": {"turns": 0, "auc": NaN, "f1": 0.0, "missed": 0.0, "noise_min": 0.9}}}
            """;
    private static final String TURNS = """
            {"%1$s": [{"T": 0.4, "once": 0.31, "eou50": 0.41, "false_min": 0.1},
                      {"T": 0.7, "once": %2$s, "eou50": 0.7012, "false_min": 0.3}]}
            """;
    private static final String COST = """
            {"machine": "a processor", "processors": 2, "java": "17.0.15", "rounds": 5, "leftOut": ["librnnoise-dev"], "rates": {
              "8000": {"Baton": {"nanos": 1200, "allocatedBytes": 0.004, "stateBytes": 3072}, "webrtc3": {"nanos": 2400}},
              "16000": {"Baton": {"nanos": 4100, "allocatedBytes": 16.0, "stateBytes": 7000}}}}
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        write("frames/cross-validated.json", FRAMES.formatted("cross-validated", "0.9761", "0.8699"));
        write(
                "frames/cross-validated-minus-12-db.json",
                "{\"cross-validated-minus-12-db\": {\"all\": {\"auc\": 0.9662}}}");
        write("frames/cross-validated-plus-6-db.json", "{\"cross-validated-plus-6-db\": {\"all\": {\"auc\": 0.9657}}}");
        write("frames/plain.json", FRAMES.formatted("plain", "0.9888", "0.9111"));
        write("frames/webrtc3.json", FRAMES.formatted("webrtc3", "0.859", "0.824"));
        write("turns/cross-validated.json", TURNS.formatted("cross-validated", "0.58"));
        write("turns/webrtc3.json", TURNS.formatted("webrtc3", "0.34"));
        write("noise/d_ns_dog/plain.json", "{\"plain\": {\"all\": {\"noise_min\": 2.5, \"nact\": 0.015}}}");
        write("cost.json", COST);
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Scores scores() {
        try {
            return Scores.read(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> rows(String first) {
        return new ResultsPage(scores())
                .markdown()
                .lines()
                .filter(line -> line.startsWith("| " + first + " |"))
                .toList();
    }

    @Test
    void mustReachedAndAimMissed_saysYesOnly() {
        assertThat(rows("AUC")).containsExactly("| AUC | ≥ 0.955 | ≥ 0.977 | 0.976 | 0.989 | yes |");
    }

    @Test
    void aimReached_saysSo() {
        assertThat(rows("turns heard exactly once, time-out 700 ms"))
                .containsExactly(
                        "| turns heard exactly once, time-out 700 ms | ≥ 55.0 % | ≥ 57.0 % | 58.0 % | - | yes, the aim too |");
    }

    @Test
    void mustMissed_saysNotReachedThoughPlainReachesIt() {
        assertThat(rows("F1")).containsExactly("| F1 | ≥ 0.870 | ≥ 0.902 | 0.870 | 0.911 | **not reached** |");
    }

    @Test
    void lossOfLevel_isJudgedOnEachSide() {
        assertThat(rows("AUC lost at -12 dB").get(0)).contains("| 0.0099 |").endsWith("| yes |");
        assertThat(rows("AUC lost at +6 dB").get(0)).contains("| 0.0104 |").endsWith("| **not reached** |");
    }

    @Test
    void costOverItsBound_saysNotReached() {
        assertThat(rows("time per 20 ms at 8 kHz").get(0)).endsWith("| 1.20 µs | 1.20 µs | yes, the aim too |");
        assertThat(rows("time per 20 ms at 16 kHz").get(0)).endsWith("| 4.10 µs | 4.10 µs | **not reached** |");
        assertThat(rows("allocation per 20 ms at 8 kHz").get(0)).endsWith("| yes |");
        assertThat(rows("allocation per 20 ms at 16 kHz").get(0)).endsWith("| **not reached** |");
        assertThat(rows("state per stream at 16 kHz").get(0)).endsWith("| **not reached** |");
    }

    @Test
    void figureThatIsNotThere_isNotReachedEither() {
        assertThat(rows("noise only: starts per minute").get(0))
                .contains("| - | - |")
                .endsWith("| **not measured** |");
        assertThat(rows("F1, recordings as they were made").get(0)).endsWith("| **not measured** |");
    }

    @Test
    void missingPeer_leavesDashes() {
        assertThat(rows("RNNoise").get(0)).isEqualTo("| RNNoise |" + " - |".repeat(11));
        assertThat(rows("WebRTC, mode 3").get(0)).startsWith("| WebRTC, mode 3 | 0.859 | 0.824 |");
        assertThat(rows("700 ms")).containsExactly("| 700 ms | 58.0 %; 701 ms | - | - | - | 34.0 %; 701 ms | - |");
        assertThat(rows("d_ns_dog")).containsExactly("| d_ns_dog | - | 2.50; 1.5 % | - | - |");
    }

    @Test
    void groupWithoutSpeech_hasNoF1AndMissesNoTurn() {
        assertThat(scores().frame("plain", "snr=noise-only", "f1")).isNaN();
        assertThat(scores().frame("plain", "snr=noise-only", "missed")).isNaN();
        assertThat(rows("`snr=noise-only`")).containsExactly("| `snr=noise-only` | 0.90 | 0.90 | 0.90 | - | - |");
    }

    @Test
    void costTable_comparesAtEachRate() {
        assertThat(rows("webrtc3")).containsExactly("| webrtc3 | 2.40 | 0.50 | - | - |");
        assertThat(new ResultsPage(scores()).markdown())
                .contains("Left out, because it could not be built here: librnnoise-dev.")
                .contains("Baton at 16000 Hz: 16.0 B/op, 7000 bytes of state per stream.");
    }

    @Test
    void plot_hasAPointPerTimeoutOfWhatIsThere() {
        String svg = new TurnsPlot().draw(scores());
        assertThat(svg.lines().filter(line -> line.startsWith("<circle"))).hasSize(4);
        assertThat(svg)
                .contains("Baton, cross-validated, time-out 700 ms: 58.0 % after 701 ms")
                .doesNotContain("Silero");
    }

    @Test
    void cost_readsAsWritten() throws IOException {
        JsonNode cost = new JsonMapper().readTree(COST);
        assertThat(CostTable.nanos(cost, "8000", "webrtc3")).isEqualTo(2400);
        assertThat(CostTable.nanos(cost, "16000", "webrtc3")).isNaN();
    }
}
