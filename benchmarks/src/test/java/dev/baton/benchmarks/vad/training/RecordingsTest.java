package dev.baton.benchmarks.vad.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.BatonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RecordingsTest {
    private static final short[] TWO_SECONDS = new short[16_000];

    @TempDir
    Path folder;

    private Recording read(String json) throws IOException {
        var samples = TWO_SECONDS.clone();
        samples[8000] = 1000;
        return readOnly(samples, json);
    }

    private Recording readOnly(short[] samples, String json) throws IOException {
        new LabelledFolder(folder).write("a", 8000, samples, json);
        return Recordings.read(List.of(folder)).all().get(0);
    }

    @Test
    void onlySpeechKnown_isTakenForCleanSpeechOfNobody() throws IOException {
        var recording = read("{\"speech\": [[0.5, 1.5]]}");

        assertThat(recording.fold()).isEqualTo("clean:");
        assertThat(recording.isCleanSpeech()).isTrue();
        assertThat(recording.name()).isEqualTo("a");
    }

    @Test
    void labels_holdWhereTheMiddleOfAHopIsSpeech() throws IOException {
        var recording = read("{\"speech\": [[0.5, 1.006]]}");

        assertThat(recording.speech()).hasSize(200);
        assertThat(recording.speech()[49]).isFalse();
        assertThat(recording.speech()[50]).isTrue();
        assertThat(recording.speech()[100]).isTrue();
        assertThat(recording.speech()[101]).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"noise\": \"dog\", \"snr_db\": 19; dog; false",
                "\"noise\": \"dog\", \"snr_db\": 20; dog; true",
                "\"noise\": \"clean\", \"snr_db\": null, \"speakers\": [\"x\", \"y\"]; clean:x|y; true",
                "\"noise\": null, \"speakers\": \"z\"; clean:z; true"
            })
    void foldAndCleanness_comeFromNoiseAndSpeakers(String about, String fold, boolean clean) throws IOException {
        var recording = read("{\"speech\": [[0.5, 1.5]], " + about + "}");

        assertThat(recording.fold()).isEqualTo(fold);
        assertThat(recording.isCleanSpeech()).isEqualTo(clean);
    }

    @ParameterizedTest
    @ValueSource(ints = {8000, 16_000, 44_100, 48_000, 11_025})
    void otherRates_keepSoundsInTheirPlace(int rateHz) throws IOException {
        var samples = new short[2 * rateHz];
        for (int i = rateHz; i < rateHz + rateHz / 10; i++) {
            samples[i] = (short) (8000 * Math.sin(2 * Math.PI * 500 * i / rateHz));
        }
        new LabelledFolder(folder).write("a", rateHz, samples, "{\"speech\": [[1.0, 1.1]]}");
        var recording = Recordings.read(List.of(folder)).all().get(0);

        assertThat(recording.rateHz()).isEqualTo(rateHz >= 16_000 ? 16_000 : 8000);
        assertThat(recording.samples()).hasSize(2 * recording.rateHz());
        assertThat(centreSeconds(recording.samples(), recording.rateHz())).isBetween(1.0495, 1.0505);
        assertThat(centreSeconds(recording.tape().samples(), 8000)).isBetween(1.0495, 1.0505);
        assertThat(recording.tape().level()).isBetween(5600.0, 5700.0);
    }

    private static double centreSeconds(short[] samples, int rateHz) {
        double moment = 0;
        double power = 0;
        for (int i = 0; i < samples.length; i++) {
            power += samples[i] * samples[i];
            moment += (double) samples[i] * samples[i] * i;
        }
        return moment / power / rateHz;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"speech\": [[0.5, 2.5]]}; speech from 0.500 to 2.500 s, but",
                "{\"speech\": [[0.5]]}; which is no beginning and end in seconds",
                "{\"speech\": [[1.5, 0.5]]}; which is no beginning and end in seconds",
                "{\"speech\": 3}; \"speech\" is no list",
                "{\"turns\": []}; there is no \"speech\" in it",
                "{\"speech\": [; is no truth about a recording",
                "[]; there is no \"speech\" in it",
                "{\"speech\": []}; nobody speaks in any of the 1 recordings",
                "{\"speech\": [[0.1, 0.5]]}; is digital silence where"
            })
    void brokenTruth_isToldWithWhatToDo(String json, String message) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOfSatisfying(
                        BatonException.class, e -> assertThat(e.remedy()).isNotEmpty())
                .hasMessageContaining(message);
    }

    @Test
    void missingTruth_namesTheFileThatIsWanted() throws IOException {
        read("{\"speech\": [[0.5, 1.5]]}");
        Files.delete(folder.resolve("a.json"));

        assertThatThrownBy(() -> Recordings.read(List.of(folder)))
                .isInstanceOf(BatonException.class)
                .hasMessageEndingWith("a.wav has no truth")
                .satisfies(e -> assertThat(((BatonException) e).remedy())
                        .contains(folder.resolve("a.json").toString()));
    }

    @Test
    void tooShortRecording_isTold() {
        assertThatThrownBy(() -> readOnly(new short[700], "{\"speech\": []}"))
                .isInstanceOf(BatonException.class)
                .hasMessageContaining("shorter than 100 ms");
    }

    @Test
    void emptyAndMissingFolders_areTold() {
        assertThatThrownBy(() -> Recordings.read(List.of(folder)))
                .isInstanceOf(BatonException.class)
                .hasMessage(folder + " holds no recordings");
        assertThatThrownBy(() -> Recordings.read(List.of(folder.resolve("none"))))
                .isInstanceOf(BatonException.class)
                .hasMessage(folder.resolve("none") + " cannot be read");
    }

    @Test
    void sameNameInTwoFolders_isRefusedWhereAnswersWouldMeet() throws IOException {
        read("{\"speech\": [[0.5, 1.5]]}");
        var twice = Recordings.read(List.of(folder, folder));

        assertThatThrownBy(twice::requireDistinctNames)
                .isInstanceOf(BatonException.class)
                .hasMessageStartingWith("two recordings are called a");
    }
}
