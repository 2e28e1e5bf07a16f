package dev.baton.audio.resample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.baton.BatonException;
import dev.baton.audio.Allocations;
import dev.baton.audio.AudioFormat;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every resampler promises, for every pair of rates. */
class ResamplerContractTest {
    static Stream<Arguments> ratePairs() {
        return AudioFormat.SAMPLE_RATES_HZ.stream()
                .sorted()
                .flatMap(in -> AudioFormat.SAMPLE_RATES_HZ.stream().sorted().map(out -> Arguments.of(in, out)));
    }

    @ParameterizedTest
    @MethodSource("ratePairs")
    void randomChunks_giveTheSameOutputAsOneChunk(int inHz, int outHz) {
        short[] in = noise(inHz / 5, 11);
        short[] whole = convert(Resamplers.create(inHz, outHz), in);
        for (int most : new int[] {3, inHz / 50, 3000}) {
            var random = new Random(most);
            var resampler = Resamplers.create(inHz, outHz);
            short[] out = new short[whole.length];
            int written = 0;
            for (int done = 0; done < in.length; ) {
                int chunk = Math.min(random.nextInt(most + 1), in.length - done);
                int count = resampler.resample(in, done, chunk, out, written);
                assertThat(count).isLessThanOrEqualTo(resampler.maxOutput(chunk));
                written += count;
                done += chunk;
                assertThat(written).isEqualTo(outputLength(done, inHz, outHz));
            }
            written += resampler.flush(out, written);
            assertThat(written).isEqualTo(whole.length);
            assertThat(out).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @MethodSource("ratePairs")
    void outputLength_isTheInputsPlusTheDelay(int inHz, int outHz) {
        var resampler = Resamplers.create(inHz, outHz);
        assertThat(convert(resampler, new short[inHz])).hasSize(outHz + resampler.delaySamples());
        assertThat(resampler.inRateHz()).isEqualTo(inHz);
        assertThat(resampler.outRateHz()).isEqualTo(outHz);
    }

    @ParameterizedTest
    @MethodSource("ratePairs")
    void delay_isShortAndAWholeNumberOfSamples(int inHz, int outHz) {
        var resampler = Resamplers.create(inHz, outHz);
        assertThat(resampler.delay()).isLessThan(Duration.ofMillis(5)).isGreaterThanOrEqualTo(Duration.ZERO);
        assertThat(resampler.delay().toNanos() * 1e-9 * outHz).isCloseTo(resampler.delaySamples(), within(1e-4));
    }

    @ParameterizedTest
    @MethodSource("ratePairs")
    void flushAndReset_leaveItAsNewlyMade(int inHz, int outHz) {
        var resampler = Resamplers.create(inHz, outHz);
        short[] in = noise(777, 3);
        short[] first = convert(resampler, in);
        assertThat(convert(resampler, in)).isEqualTo(first);
        resampler.resample(in, 0, 333, new short[resampler.maxOutput(333)], 0);
        resampler.reset();
        assertThat(convert(resampler, in)).isEqualTo(first);
    }

    @ParameterizedTest
    @MethodSource("ratePairs")
    void fullScaleSquareWave_saturatesInsteadOfWrapping(int inHz, int outHz) {
        short[] in = new short[inHz / 10];
        int half = inHz / 200; // a 100 Hz square wave overshoots by 9 per cent
        for (int i = 0; i < in.length; i++) {
            in[i] = i / half % 2 == 0 ? Short.MAX_VALUE : Short.MIN_VALUE;
        }
        var resampler = Resamplers.create(inHz, outHz);
        short[] out = convert(resampler, in);
        for (int i = 0; i < in.length; i++) {
            int far = i % half;
            if (far > half / 4 && far < 3 * half / 4) {
                int at = (int) ((long) i * outHz / inHz) + resampler.delaySamples();
                assertThat(out[at] > 0).as("sign at %d", at).isEqualTo(in[i] > 0);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ratePairs")
    void warmResampler_allocatesNothing(int inHz, int outHz) {
        var resampler = Resamplers.create(inHz, outHz);
        short[] in = noise(inHz / 50, 5);
        short[] out = new short[resampler.maxOutput(in.length)];
        assertThat(Allocations.steadyState(() -> {
                    for (int i = 0; i < 10; i++) {
                        resampler.resample(in, 0, in.length, out, 0);
                    }
                }))
                .isZero();
    }

    @ParameterizedTest
    @MethodSource("ratePairs")
    void rangesThatDoNotFit_areRefusedWithoutConsuming(int inHz, int outHz) {
        var resampler = Resamplers.create(inHz, outHz);
        short[] in = noise(480, 9);
        int count = outputLength(480, inHz, outHz);
        assertThatThrownBy(() -> resampler.resample(in, 1, 480, new short[count], 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> resampler.resample(in, 0, 480, new short[count], 1))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(convert(resampler, in)).isEqualTo(convert(Resamplers.create(inHz, outHz), in));
    }

    @Test
    void flushBeforeAnyInput_writesNothing() {
        assertThat(Resamplers.create(8000, 16_000).flush(new short[0], 0)).isZero();
    }

    @Test
    void unknownRate_isRefused() {
        assertThatThrownBy(() -> Resamplers.create(8000, 16_001))
                .isInstanceOf(BatonException.class)
                .hasMessageContaining("16001");
        assertThatThrownBy(() -> Resamplers.create(0, 16_000)).isInstanceOf(BatonException.class);
    }

    /** The whole stream in one call, and its end. */
    static short[] convert(Resampler resampler, short[] in) {
        short[] out = new short[resampler.maxOutput(in.length) + resampler.delaySamples()];
        int written = resampler.resample(in, 0, in.length, out, 0);
        written += resampler.flush(out, written);
        return Arrays.copyOf(out, written);
    }

    static short[] noise(int length, long seed) {
        var random = new Random(seed);
        var samples = new short[length];
        for (int i = 0; i < length; i++) {
            samples[i] = (short) (random.nextGaussian() * 9000);
        }
        return samples;
    }

    private static int outputLength(int inLength, int inHz, int outHz) {
        return (int) (((long) inLength * outHz + inHz - 1) / inHz);
    }
}
