package dev.baton.vad.level;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.baton.vad.VoiceActivityDetectorProvider;
import java.util.Arrays;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LevelDetectorTest {
    /** Whole periods of 500 Hz at a level in dBFS of the root mean square, over an offset. */
    private static short[] tone(int rateHz, double dbfs, int offset) {
        var pcm = new short[rateHz / 100];
        double amplitude = 32768 * Math.sqrt(2) * Math.pow(10, dbfs / 20);
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) Math.round(offset + amplitude * Math.sin(2 * Math.PI * 500 * (i + 0.5) / rateHz));
        }
        return pcm;
    }

    @ParameterizedTest
    @CsvSource({
        "8000, -40, 0.5",
        "16000, -40, 0.5",
        "16000, -37, 0.731",
        "16000, -43, 0.269",
        "8000, -20, 0.999",
        "8000, -60, 0.001"
    })
    void tone_isAsLikelyAsItIsLoud(int rateHz, double dbfs, double probability) {
        assertThat((double) new LevelDetector(rateHz).speechProbability(tone(rateHz, dbfs, 0), 0))
                .isCloseTo(probability, within(0.005));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20_000, -32_768})
    void offset_isNotLoud(int offset) {
        var detector = new LevelDetector(16000);
        short[] pcm = new short[160];
        Arrays.fill(pcm, (short) offset);

        assertThat(detector.speechProbability(pcm, 0)).isZero();
        assertThat((double) detector.speechProbability(tone(16000, -40, offset / 2), 0))
                .isCloseTo(0.5, within(0.005));
    }

    @Test
    void window_isReadWhereItLies() {
        short[] pcm = new short[240];
        System.arraycopy(tone(8000, -20, 0), 0, pcm, 80, 80);
        var detector = new LevelDetector(8000);

        assertThat(detector.speechProbability(pcm, 0)).isZero();
        assertThat(detector.speechProbability(pcm, 80)).isGreaterThan(0.99f);
        assertThat(detector.speechProbability(pcm, 160)).isZero();
        assertThatThrownBy(() -> detector.speechProbability(pcm, 161)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void otherRates_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LevelDetector(44100))
                .withMessageContaining("sampleRateHz=44100");
        assertThat(new LevelDetectorProvider().supports(44100)).isFalse();
    }

    @Test
    void serviceLoader_findsItBehindTheDefault() {
        assertThat(ServiceLoader.load(VoiceActivityDetectorProvider.class))
                .extracting(VoiceActivityDetectorProvider::name)
                .containsExactly("energy", "level");
        assertThat(VoiceActivityDetectorProvider.installed().name()).isEqualTo("energy");
    }
}
