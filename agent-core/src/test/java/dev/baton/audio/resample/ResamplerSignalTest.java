package dev.baton.audio.resample;

import static dev.baton.audio.resample.ResamplerContractTest.convert;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.audio.AudioFormat;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes out, against what mathematics says should. */
class ResamplerSignalTest {
    private static final double AMPLITUDE = 30_000;

    static Stream<Arguments> ratePairs() {
        return AudioFormat.SAMPLE_RATES_HZ.stream()
                .sorted()
                .flatMap(in -> AudioFormat.SAMPLE_RATES_HZ.stream()
                        .sorted()
                        .filter(out -> !out.equals(in))
                        .map(out -> Arguments.of(in, out)));
    }

    @ParameterizedTest
    @MethodSource("ratePairs")
    void toneInThePassBand_keepsLevelAndPhase(int inHz, int outHz) {
        double nyquistHz = Math.min(inHz, outHz) / 2.0;
        for (double part : new double[] {0.01, 0.25, 0.5, 0.75, 0.85}) {
            double hz = part * nyquistHz;
            var resampler = Resamplers.create(inHz, outHz);
            short[] out = convert(resampler, tone(hz, inHz));
            double worst = IntStream.range(outHz / 50, out.length - outHz / 50)
                    .mapToDouble(i -> Math.abs(
                            out[i] - AMPLITUDE * Math.sin(2 * Math.PI * hz * (i - resampler.delaySamples()) / outHz)))
                    .max()
                    .orElseThrow();
            // Rounding at both ends makes up to 1; images, ripple and coefficients the rest: 4 of 30,000 are -77 dB for
            // their sum.
            assertThat(worst).as("%.0f Hz", hz).isLessThan(4);
        }
    }

    @ParameterizedTest
    @MethodSource("ratePairs")
    void images_are80DecibelsDown(int inHz, int outHz) {
        if (outHz < inHz) {
            return;
        }
        for (double part : new double[] {0.1, 0.5, 0.85, 0.99}) {
            double hz = part * inHz / 2.0;
            short[] out = convert(Resamplers.create(inHz, outHz), tone(hz, inHz));
            for (int k = 1; k <= 6; k++) {
                for (double image : new double[] {k * inHz - hz, k * inHz + hz}) {
                    if (image < outHz / 2.0) {
                        assertThat(levelDb(out, image, outHz))
                                .as("image of %.0f Hz at %.0f Hz", hz, image)
                                .isLessThan(-80);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ratePairs")
    void tonesAboveTheOutputsNyquist_are80DecibelsDown(int inHz, int outHz) {
        for (double part : new double[] {1.005, 1.1, 1.5, 2.1, 3.3, 5.7}) {
            double hz = part * outHz / 2.0;
            if (hz < inHz / 2.0) {
                short[] out = convert(Resamplers.create(inHz, outHz), tone(hz, inHz));
                double alias = Math.abs(hz - outHz * (double) Math.round(hz / outHz));
                assertThat(levelDb(out, alias, outHz))
                        .as("alias of %.0f Hz at %.0f Hz", hz, alias)
                        .isLessThan(-80);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ratePairs")
    void impulse_peaksAfterTheDelay(int inHz, int outHz) {
        // Sample number down * k meets output sample up * k exactly; a fifth of a second in, that is the same instant
        // at all
        // rates.
        short[] in = new short[inHz / 5 * 2];
        in[inHz / 5] = 30_000;
        var resampler = Resamplers.create(inHz, outHz);
        short[] out = convert(resampler, in);
        int middle = outHz / 5 + resampler.delaySamples();
        int peak = IntStream.range(0, out.length).reduce(0, (a, b) -> out[b] > out[a] ? b : a);
        assertThat(peak).isEqualTo(middle);
        for (int i = 1; i < resampler.delaySamples(); i++) {
            assertThat(out[middle - i]).isEqualTo(out[middle + i]);
        }
    }

    @ParameterizedTest
    @MethodSource("ratePairs")
    void constant_staysExactlyThatConstant(int inHz, int outHz) {
        short[] in = new short[inHz / 2];
        Arrays.fill(in, (short) 12_345);
        var resampler = Resamplers.create(inHz, outHz);
        short[] out = convert(resampler, in);
        assertThat(Arrays.copyOfRange(out, 2 * resampler.delaySamples() + 1, outHz / 2 - 1))
                .containsOnly(12_345);
    }

    @ParameterizedTest
    @MethodSource("ratePairs")
    void silence_staysSilence(int inHz, int outHz) {
        assertThat(convert(Resamplers.create(inHz, outHz), new short[1000])).containsOnly(0);
    }

    private static short[] tone(double hz, int rateHz) {
        short[] samples = new short[rateHz / 4];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) Math.round(AMPLITUDE * Math.sin(2 * Math.PI * hz * i / rateHz));
        }
        return samples;
    }

    /** Level of one frequency, against the input tone's, over a Hann window without the two ends. */
    private static double levelDb(short[] samples, double hz, int rateHz) {
        int from = rateHz / 50;
        int length = samples.length - 2 * from;
        double re = 0;
        double im = 0;
        for (int i = 0; i < length; i++) {
            double window = 1 - Math.cos(2 * Math.PI * i / length);
            double angle = 2 * Math.PI * hz * (from + i) / rateHz;
            re += window * samples[from + i] * Math.cos(angle);
            im += window * samples[from + i] * Math.sin(angle);
        }
        return 20 * Math.log10(2 * Math.hypot(re, im) / length / AMPLITUDE);
    }
}
