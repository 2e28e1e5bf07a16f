package dev.baton.vad.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PowerSpectrumTest {
    private static final int SAMPLES = PowerSpectrum.SAMPLES;

    private static float[] measured(float[] samples) {
        var power = new float[PowerSpectrum.BINS];
        PowerSpectrum.measure(samples, power, new float[SAMPLES]);
        return power;
    }

    /** By the definition of the transform, one bin at a time. */
    private static double power(float[] samples, int bin) {
        double real = 0;
        double imaginary = 0;
        for (int i = 0; i < SAMPLES; i++) {
            double windowed = samples[i] * (0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / SAMPLES));
            real += windowed * Math.cos(2 * Math.PI * bin * i / SAMPLES);
            imaginary += windowed * Math.sin(2 * Math.PI * bin * i / SAMPLES);
        }
        return (real * real + imaginary * imaginary) * 2 / (64 * 64 * 1.5);
    }

    @Test
    void anySamples_areTransformedAsTheDefinitionSays() {
        var random = new Random(3);
        var samples = new float[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            samples[i] = (float) random.nextGaussian();
        }

        float[] power = measured(samples);

        for (int bin = 0; bin < PowerSpectrum.BINS; bin++) {
            assertThat((double) power[bin]).as("bin %d", bin).isCloseTo(power(samples, bin), within(1e-4));
        }
    }

    @Test
    void sineOfFullScale_hasThePowerOfOneHalf() {
        var samples = new float[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            samples[i] = (float) Math.sin(2 * Math.PI * 1000 * i / 8000 + 0.3);
        }

        double sum = 0;
        for (float bin : measured(samples)) {
            sum += bin;
        }
        assertThat(sum).isCloseTo(0.5, within(0.001));
    }
}
