package dev.baton.examples.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.baton.vad.SpeechGateConfig;
import dev.baton.vad.level.LevelDetector;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetectionScoreTest {
    private static final SpeechGateConfig GATE =
            SpeechGateConfig.defaults().withMinSpeech(Duration.ofMillis(100)).withOnsetLead(Duration.ZERO);

    private static final long SECOND = 1_000_000;

    /** Of ten seconds at 8 kHz that are loud from one second to another, and otherwise silent. */
    private static Detection loud(int... fromAndToMillis) {
        short[] samples = new short[80_000];
        for (int i = 0; i < fromAndToMillis.length; i += 2) {
            for (int at = fromAndToMillis[i] * 8; at < fromAndToMillis[i + 1] * 8; at++) {
                samples[at] = (short) (at % 2 == 0 ? 8000 : -8000);
            }
        }
        var run = new DetectionRun(new LevelDetector(8000), GATE, Duration.ZERO);
        run.append(samples, 0, samples.length);
        return run.end();
    }

    private static SpeechTruth truth(Interval... speech) {
        return new SpeechTruth(Arrays.asList(speech), Arrays.asList(speech));
    }

    private static DetectionScore score(Detection detection, Interval... speech) {
        return DetectionScore.of(detection, truth(speech), 0.5f);
    }

    @Test
    void exactDetection_isRightInEveryCell() {
        var score = score(loud(2000, 4000), new Interval(2 * SECOND, 4 * SECOND));

        // 200 cells of speech, less five at each of its boundaries.
        assertThat(score).isEqualTo(new DetectionScore(190, 0, 0, List.of(100_000L)));
        assertThat(score.f1()).hasValue(1);
    }

    @Test
    void earlyAndLateBy50Millis_isWithinTheCollar() {
        assertThat(score(loud(1950, 4050), new Interval(2 * SECOND, 4 * SECOND)))
                .isEqualTo(new DetectionScore(190, 0, 0, List.of(50_000L)));
        assertThat(score(loud(1940, 4060), new Interval(2 * SECOND, 4 * SECOND)).falseAlarms())
                .isEqualTo(2);
    }

    @Test
    void halfFoundAndAsMuchInvented_isHalf() {
        var score = score(loud(3000, 5000), new Interval(2 * SECOND, 4 * SECOND));

        assertThat(score.hits()).isEqualTo(95);
        assertThat(score.misses()).isEqualTo(95);
        assertThat(score.falseAlarms()).isEqualTo(95);
        assertThat(score.f1().orElseThrow()).isCloseTo(0.5, within(1e-9));
        assertThat(score.onsetMedianMicros()).hasValue(1.1 * SECOND);
    }

    @Test
    void gateThatStandsOpenAtTheBeginning_hasNoOnset() {
        var score = score(loud(500, 4000), new Interval(2 * SECOND, 4 * SECOND));

        assertThat(score.onsetDelaysMicros()).isEmpty();
        assertThat(score.onsetMedianMicros()).isEmpty();
    }

    @Test
    void startOfTheNextTurn_isNotTheMissedOnes() {
        var score = score(loud(2500, 4000), new Interval(SECOND, 2_200_000), new Interval(2_400_000, 4 * SECOND));

        assertThat(score.onsetDelaysMicros()).containsExactly(200_000L);
    }

    @Test
    void nobodySpeaks_hasNoF1AndAddsItsFalseAlarms() {
        var noise = score(loud(2000, 3000));
        var speech = score(loud(2000, 4000), new Interval(2 * SECOND, 4 * SECOND));

        assertThat(noise.f1()).isEmpty();
        assertThat(noise.falseAlarms()).isEqualTo(100);
        assertThat(noise.plus(speech).f1().orElseThrow()).isCloseTo(380.0 / 480, within(1e-9));
    }

    @Test
    void evenNumberOfOnsets_hasTheMiddleOfTheMiddleTwo() {
        assertThat(new DetectionScore(0, 0, 0, List.of(400L, 100L, 200L, 300L)).onsetMedianMicros())
                .hasValue(250);
    }
}
