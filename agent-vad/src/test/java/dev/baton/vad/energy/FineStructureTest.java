package dev.baton.vad.energy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FineStructureTest {
    /** Harmonics whose pitch changes by the given share per second. */
    private static FineStructure heard(double change) {
        var fine = new FineStructure();
        var input = new LineInput(8000);
        var scratch = new float[PowerSpectrum.SAMPLES];
        var power = new float[PowerSpectrum.BINS];
        var pcm = new short[8000];
        double turns = 0;
        for (int i = 0; i < pcm.length; i++) {
            turns += 210 * (1 + change * i / 8000) / 8000;
            double sample = 0;
            for (int harmonic = 1; harmonic <= 10; harmonic++) {
                sample += Math.sin(2 * Math.PI * harmonic * turns + harmonic * harmonic) / harmonic;
            }
            pcm[i] = (short) (4000 * sample);
        }
        for (int i = 0; i + SpeechFeatures.HOP <= pcm.length; i += SpeechFeatures.HOP) {
            input.take(pcm, i, scratch);
            PowerSpectrum.measure(input.samples(), power, scratch);
            fine.update(power, scratch);
        }
        return fine;
    }

    @Test
    void heldNote_staysAndGlidingOneDoesNot() {
        var held = heard(0);
        var gliding = heard(0.8);

        assertThat(held.longCorrelation()).isGreaterThan(0.9f).isGreaterThan(gliding.longCorrelation() + 0.2f);
        assertThat(held.shortCorrelation()).isGreaterThan(gliding.shortCorrelation());
        assertThat(held.ridgeShare()).isGreaterThan(1.5f * gliding.ridgeShare());
    }
}
