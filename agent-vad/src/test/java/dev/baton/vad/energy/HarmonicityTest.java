package dev.baton.vad.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HarmonicityTest {
    private final Harmonicity harmonicity = new Harmonicity();

    private void hear(short[] pcm) {
        var input = new LineInput(8000);
        var scratch = new float[PowerSpectrum.SAMPLES];
        for (int i = 0; i + SpeechFeatures.HOP <= pcm.length; i += SpeechFeatures.HOP) {
            input.take(pcm, i, scratch);
            harmonicity.hear(input.samples());
            harmonicity.measure(scratch);
        }
    }

    private static short[] voice(double hz) {
        var pcm = new short[4000];
        for (int i = 0; i < pcm.length; i++) {
            double turns = hz * i / 8000;
            pcm[i] = (short) (3000 * (Math.sin(2 * Math.PI * turns) + 0.7 * Math.sin(4 * Math.PI * turns + 1)));
        }
        return pcm;
    }

    @ParameterizedTest
    @ValueSource(doubles = {100, 125, 200, 250})
    void voice_isPeriodicAtItsPitch(double hz) {
        hear(voice(hz));

        assertThat(harmonicity.voice()).isGreaterThan(0.8f);
        assertThat((double) harmonicity.octaves()).isCloseTo(Math.log(hz / 128) / Math.log(2), within(0.05));
    }

    @Test
    void soundAboveVoices_isTold() {
        hear(voice(500));

        assertThat(harmonicity.high()).isGreaterThan(0.7f);
    }

    @Test
    void note_isSteadierThanAVoiceThatGlides() {
        hear(voice(200));
        float note = harmonicity.steadiness();
        harmonicity.reset();
        hear(gliding(150, 250));

        assertThat(note).isGreaterThan(0.8f);
        assertThat(harmonicity.steadiness()).isLessThan(0.4f);
    }

    private static short[] gliding(double fromHz, double toHz) {
        var pcm = new short[4000];
        double turns = 0;
        for (int i = 0; i < pcm.length; i++) {
            turns += (fromHz + (toHz - fromHz) * i / pcm.length) / 8000;
            pcm[i] = (short) (3000 * (Math.sin(2 * Math.PI * turns) + 0.7 * Math.sin(4 * Math.PI * turns + 1)));
        }
        return pcm;
    }

    @Test
    void noise_isNotPeriodic() {
        hear(new TestSignal(8000).noise(500, -20).pcm());

        assertThat(harmonicity.voice()).isLessThan(0.6f);
    }

    @Test
    void digitalSilence_isNotPeriodic() {
        hear(new short[4000]);

        assertThat(harmonicity.voice()).isZero();
    }
}
