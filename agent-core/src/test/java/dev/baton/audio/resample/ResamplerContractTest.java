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

/** What every resampler promises, for every pair of rates and every quality. */
class ResamplerContractTest {
    static Stream<Arguments> conversions() {
        return Stream.of(ResamplerQuality.values())
                .flatMap(quality -> rates().flatMap(in -> rates().map(out -> Arguments.of(in, out, quality))));
    }

    private static Stream<Integer> rates() {
        return AudioFormat.SAMPLE_RATES_HZ.stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("conversions")
    void randomChunks_giveTheSameOutputAsOneChunk(int inHz, int outHz, ResamplerQuality quality) {
        short[] in = noise(inHz / 4, 11);
        short[] whole = convert(Resamplers.create(inHz, outHz, quality), in);
        for (int most : new int[] {3, inHz / 100, inHz / 50, 9000}) {
            var random = new Random(most);
            var resampler = Resamplers.create(inHz, outHz, quality);
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
            assertThat(Arrays.mismatch(out, whole))
                    .as("first sample that differs")
                    .isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @MethodSource("conversions")
    void outputLength_isTheInputsPlusTheDelay(int inHz, int outHz, ResamplerQuality quality) {
        var resampler = Resamplers.create(inHz, outHz, quality);
        assertThat(convert(resampler, new short[inHz])).hasSize(outHz + resampler.delaySamples());
        assertThat(resampler.inRateHz()).isEqualTo(inHz);
        assertThat(resampler.outRateHz()).isEqualTo(outHz);
    }

    @ParameterizedTest
    @MethodSource("conversions")
    void delay_isShortAndAWholeNumberOfSamples(int inHz, int outHz, ResamplerQuality quality) {
        var resampler = Resamplers.create(inHz, outHz, quality);
        var longest = Duration.ofMillis(
                switch (quality) {
                    case FAST -> 2;
                    case BALANCED -> 5;
                    case HIGH -> 10;
                });
        assertThat(resampler.delay()).isBetween(Duration.ZERO, longest);
        assertThat(resampler.delay().toNanos() * 1e-9 * outHz).isCloseTo(resampler.delaySamples(), within(1e-4));
    }

    @ParameterizedTest
    @MethodSource("conversions")
    void flushAndReset_leaveItAsNewlyMade(int inHz, int outHz, ResamplerQuality quality) {
        var resampler = Resamplers.create(inHz, outHz, quality);
        short[] in = noise(777, 3);
        short[] first = convert(resampler, in);
        assertThat(convert(resampler, in)).isEqualTo(first);
        resampler.resample(in, 0, 333, new short[resampler.maxOutput(333)], 0);
        resampler.reset();
        assertThat(convert(resampler, in)).isEqualTo(first);
    }

    @ParameterizedTest
    @MethodSource("conversions")
    void fullScaleSquareWave_saturatesInsteadOfWrapping(int inHz, int outHz, ResamplerQuality quality) {
        short[] in = new short[inHz / 10];
        int half = inHz / 200; // a 100 Hz square wave overshoots by 9 per cent
        for (int i = 0; i < in.length; i++) {
            in[i] = i / half % 2 == 0 ? Short.MAX_VALUE : Short.MIN_VALUE;
        }
        var resampler = Resamplers.create(inHz, outHz, quality);
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
    @MethodSource("conversions")
    void warmResampler_allocatesNothing(int inHz, int outHz, ResamplerQuality quality) {
        var resampler = Resamplers.create(inHz, outHz, quality);
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
    @MethodSource("conversions")
    void rangesThatDoNotFit_areRefusedWithoutConsuming(int inHz, int outHz, ResamplerQuality quality) {
        var resampler = Resamplers.create(inHz, outHz, quality);
        short[] in = noise(480, 9);
        int count = outputLength(480, inHz, outHz);
        assertThatThrownBy(() -> resampler.resample(in, 1, 480, new short[count], 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> resampler.resample(in, 0, 480, new short[count], 1))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(convert(resampler, in)).isEqualTo(convert(Resamplers.create(inHz, outHz, quality), in));
    }

    @Test
    void qualityThatIsNotNamed_isBalanced() {
        assertThat(convert(Resamplers.create(8000, 16_000), noise(500, 1)))
                .isEqualTo(convert(Resamplers.create(8000, 16_000, ResamplerQuality.BALANCED), noise(500, 1)));
    }

    @Test
    void streamsOfOneThread_doNotDisturbEachOther() {
        short[] one = noise(1600, 1);
        short[] other = noise(4800, 2);
        var up = Resamplers.create(8000, 16_000);
        var down = Resamplers.create(48_000, 11_025);
        short[] upAlone = convert(up, one);
        short[] downAlone = convert(down, other);
        short[] upOut = new short[upAlone.length];
        short[] downOut = new short[downAlone.length];
        int upWritten = 0;
        int downWritten = 0;
        for (int i = 0; i < 10; i++) {
            upWritten += up.resample(one, 160 * i, 160, upOut, upWritten);
            downWritten += down.resample(other, 480 * i, 480, downOut, downWritten);
        }
        up.flush(upOut, upWritten);
        down.flush(downOut, downWritten);
        assertThat(upOut).isEqualTo(upAlone);
        assertThat(downOut).isEqualTo(downAlone);
    }

    @Test
    void output_staysWithinItsPlace() {
        var resampler = Resamplers.create(8000, 16_000);
        short[] in = noise(333, 8);
        short[] out = new short[700];
        Arrays.fill(out, (short) 77);
        int count = resampler.resample(in, 0, 333, out, 9);
        assertThat(count).isEqualTo(666);
        assertThat(Arrays.copyOf(out, 9)).containsOnly(77);
        assertThat(Arrays.copyOfRange(out, 9 + count, 700)).containsOnly(77);
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
