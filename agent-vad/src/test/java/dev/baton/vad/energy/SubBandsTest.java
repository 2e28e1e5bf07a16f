package dev.baton.vad.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubBandsTest {
    @ParameterizedTest
    @CsvSource({"250, 1", "700, 5", "1000, 7", "1850, 11", "3400, 15"})
    void tone_isInItsBandWhateverTheDifferencingDidToIt(double hz, int expected) {
        var input = new LineInput(8000);
        var scratch = new float[PowerSpectrum.SAMPLES];
        short[] pcm = new TestSignal(8000).tone(40, hz, -20).pcm();
        for (int i = 0; i < pcm.length; i += SpeechFeatures.HOP) {
            input.take(pcm, i, scratch);
        }
        var power = new float[PowerSpectrum.BINS];
        PowerSpectrum.measure(input.samples(), power, scratch);
        var bands = new float[SubBands.COUNT];
        float total = SubBands.measure(power, bands);

        int strongest = 0;
        float sum = 0;
        for (int band = 0; band < SubBands.COUNT; band++) {
            strongest = bands[band] > bands[strongest] ? band : strongest;
            sum += bands[band];
        }
        assertThat(strongest).isEqualTo(expected);
        assertThat(total).isCloseTo(sum, within(1e-6f));
    }
}
