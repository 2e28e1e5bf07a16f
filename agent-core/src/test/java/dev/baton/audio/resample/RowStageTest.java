package dev.baton.audio.resample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Convolution in rows, against the sum that it stands for. */
class RowStageTest {
    /** Phases and lines of all kinds: even and odd numbers of them, sums that go on and sums put aside, phases that repeat their input. */
    @ParameterizedTest
    @CsvSource({
        "1, 1, 0.36, BALANCED",
        "2, 1, 0.5, BALANCED",
        "2, 1, 0.5, FAST",
        "3, 1, 0.5, FAST",
        "3, 1, 0.5, HIGH",
        "1, 2, 0.25, BALANCED",
        "1, 3, 0.1667, HIGH",
        "1, 6, 0.0833, HIGH",
        "2, 3, 0.3333, FAST",
        "3, 2, 0.5, FAST",
        "3, 2, 0.5, BALANCED",
        "4, 3, 0.5, HIGH",
        "8, 3, 0.5, FAST",
        "3, 8, 0.1875, HIGH",
        "3, 4, 0.375, FAST",
        "6, 1, 0.5, BALANCED"
    })
    void outputs_areTheSumsOfTheirDefinition(int up, int down, double halfRate, ResamplerQuality quality) {
        var lowPass = quality.lowPass(up > down);
        var filter = new RowFilter(up, down, halfRate, lowPass);
        double[] half = lowPass.design(up / (2 * halfRate), up);
        short[] in = ResamplerContractTest.noise(down * 700, 4);
        var work = Workspace.ofThread();
        var stage = new RowStage(filter);
        int m = 0;
        for (int done = 0, chunk = 1; done < in.length; done += chunk, chunk = Math.min(chunk + 37, in.length - done)) {
            int count = stage.push(in, done, chunk, work, false);
            for (int i = 0; i < count; i++, m++) {
                assertThat((double) work.floats[stage.firstOutput() + i])
                        .as("output %d", m)
                        .isCloseTo(output(m, in, filter, half), within(0.02));
            }
        }
        assertThat(m).isEqualTo(700 * up);
    }

    private static double output(int m, short[] in, RowFilter filter, double[] half) {
        int middle = filter.delaySamples() * filter.down();
        double sum = 0;
        double gain = 0;
        for (int input = m * filter.down() / filter.up(); ; input--) {
            int fromMiddle = m * filter.down() - input * filter.up() - middle;
            if (fromMiddle >= half.length) {
                return sum / gain;
            }
            double tap = -fromMiddle < half.length ? half[Math.abs(fromMiddle)] : 0;
            gain += tap;
            sum += input >= 0 ? tap * in[input] : 0;
        }
    }
}
