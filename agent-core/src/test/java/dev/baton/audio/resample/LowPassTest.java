package dev.baton.audio.resample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LowPassTest {
    @ParameterizedTest
    @ValueSource(doubles = {1.378, 2, 3, 6, 8})
    void design_passesAndStopsWhereItShould(double density) {
        double[] taps = ResamplerQuality.HIGH.lowPass(false).design(density, 1);
        assertThat(responseDb(taps, 0, density)).isCloseTo(0, within(0.01));
        assertThat(responseDb(taps, 0.9, density)).isCloseTo(0, within(0.01));
        assertThat(responseDb(taps, 0.94, density)).isGreaterThan(-3.1);
        for (double frequency = 1.005; frequency < density; frequency += 0.003) {
            assertThat(responseDb(taps, frequency, density))
                    .as("at %.3f", frequency)
                    .isLessThan(-101);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 6})
    void nyquistDesign_hasNothingWhereInputSamplesAre(int up) {
        double[] taps = ResamplerQuality.FAST.lowPass(true).design(up, up);
        assertThat(taps[0]).isEqualTo(1.0 / up);
        for (int k = up; k < taps.length; k += up) {
            assertThat(taps[k]).isZero();
        }
        assertThat(responseDb(taps, 0.9, up)).isCloseTo(0, within(0.2));
    }

    private static double responseDb(double[] taps, double frequency, double density) {
        double sum = taps[0];
        for (int k = 1; k < taps.length; k++) {
            sum += 2 * taps[k] * Math.cos(Math.PI * frequency * k / density);
        }
        return 20 * Math.log10(Math.abs(sum));
    }
}
