package dev.baton.examples.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpeechTruthTest {
    @TempDir
    private Path folder;

    private Path file(String json) throws IOException {
        return Files.writeString(folder.resolve("a.json"), json);
    }

    @Test
    void speechAndTurns_areReadInOrder() throws Exception {
        var truth = SpeechTruth.read(file("""
                        {"speech": [[3, 4.5], [0.0625, 1.9]], "turns": [{"start": 0.0625, "end": 4.5, "text": "yes"}], "snr": 3}
                        """)).orElseThrow();

        assertThat(truth.speech()).containsExactly(new Interval(62_500, 1_900_000), new Interval(3_000_000, 4_500_000));
        assertThat(truth.turns()).containsExactly(new Interval(62_500, 4_500_000));
    }

    @Test
    void noTurns_areSpeechWithLessThanASecondBetween() throws Exception {
        var truth = SpeechTruth.read(file("{\"speech\": [[0, 1], [1.9, 2], [3, 4]]}"))
                .orElseThrow();

        assertThat(truth.turns()).containsExactly(new Interval(0, 2_000_000), new Interval(3_000_000, 4_000_000));
    }

    @Test
    void jsonAboutSomethingElse_isNoTruth() throws Exception {
        assertThat(SpeechTruth.read(file("{\"words\": []}"))).isEmpty();
        assertThat(SpeechTruth.read(file("[]"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"speech\": 1}",
                "{\"speech\": [[2, 1]]}",
                "{\"speech\": [[-1, 1]]}",
                "{\"speech\": [[1]]}",
                "{\"speech\": [[\"0\", \"1\"]]}",
                "{\"speech\": [], \"turns\": [{\"start\": 1}]}",
                "{\"speech\": [[0, 1]"
            })
    void whatIsNoTruth_isRefused(String json) throws Exception {
        Path file = file(json);

        assertThatThrownBy(() -> SpeechTruth.read(file)).isInstanceOf(IOException.class);
    }
}
