package dev.baton.audio.resample;

import static dev.baton.audio.resample.ResamplerContractTest.convert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes out, against what mathematics says should; frequencies are parts of the lower rate's Nyquist frequency. */
class ResamplerSignalTest {
    private static final double AMPLITUDE = 30_000;

    /** Off the grid, where rounding would repeat with the tone and put its error on a line. */
    private static final double OFF_GRID_HZ = 1.73;

    /**
     * What a quality promises.
     *
     * @param flat up to where a tone keeps its level
     * @param levelDb by how much that may be off
     * @param imageDb what is left of a tone's mirror images, up to 0.9, going up
     * @param edgeImageDb the same for the part up to 0.98
     * @param aliasDb what is left of tones beyond 1.15, going down
     * @param edgeAliasDb the same from 1.005 on
     */
    private record Promise(
            double flat, double levelDb, double imageDb, double edgeImageDb, double aliasDb, double edgeAliasDb) {
        static Promise of(ResamplerQuality quality) {
            return switch (quality) {
                case FAST -> new Promise(0.75, 1, 33, 8.7, 84, 12);
                case BALANCED -> new Promise(0.8, 0.1, 100, 70, 100, 70);
                case HIGH -> new Promise(0.9, 0.01, 105, 100, 105, 100);
            };
        }
    }

    static Stream<Arguments> conversions() {
        return ResamplerContractTest.conversions()
                .filter(conversion -> !conversion.get()[0].equals(conversion.get()[1]));
    }

    @ParameterizedTest
    @MethodSource("conversions")
    void toneInThePassBand_keepsLevelAndPhase(int inHz, int outHz, ResamplerQuality quality) {
        var promise = Promise.of(quality);
        for (double part : new double[] {0.01, 0.25, 0.5, promise.flat()}) {
            double hz = part * Math.min(inHz, outHz) / 2.0 + OFF_GRID_HZ;
            var resampler = Resamplers.create(inHz, outHz, quality);
            short[] out = convert(resampler, tone(hz, inHz));
            var line = Line.at(out, hz, outHz);
            assertThat(line.levelDb()).as("level of %.0f Hz", hz).isCloseTo(0, within(promise.levelDb()));
            double phase = line.radians() + Math.PI / 2 + 2 * Math.PI * hz * resampler.delaySamples() / outHz;
            assertThat(Math.IEEEremainder(phase, 2 * Math.PI))
                    .as("phase of %.0f Hz", hz)
                    .isCloseTo(0, within(1e-3));
        }
    }

    @ParameterizedTest
    @MethodSource("conversions")
    void images_areAsFarDownAsPromised(int inHz, int outHz, ResamplerQuality quality) {
        if (outHz < inHz) {
            return;
        }
        var promise = Promise.of(quality);
        for (double part : new double[] {0.1, 0.5, 0.85, 0.9, 0.98}) {
            double hz = part * inHz / 2.0 + OFF_GRID_HZ;
            double promisedDb = part > 0.9 ? promise.edgeImageDb() : promise.imageDb();
            short[] out = convert(Resamplers.create(inHz, outHz, quality), tone(hz, inHz));
            for (int k = 1; k <= 6; k++) {
                for (double image : new double[] {k * inHz - hz, k * inHz + hz}) {
                    if (image < outHz / 2.0) {
                        assertThat(Line.at(out, image, outHz).levelDb())
                                .as("image of %.0f Hz at %.0f Hz", hz, image)
                                .isLessThan(-promisedDb);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("conversions")
    void tonesThatTheNewRateCannotCarry_areAsFarDownAsPromised(int inHz, int outHz, ResamplerQuality quality) {
        var promise = Promise.of(quality);
        for (double part : new double[] {1.005, 1.05, 1.15, 1.5, 2.1, 3.3, 5.7}) {
            double hz = part * outHz / 2.0 + OFF_GRID_HZ;
            if (hz < inHz / 2.0) {
                short[] out = convert(Resamplers.create(inHz, outHz, quality), tone(hz, inHz));
                double alias = Math.abs(hz - outHz * (double) Math.round(hz / outHz));
                assertThat(Line.at(out, alias, outHz).levelDb())
                        .as("alias of %.0f Hz at %.0f Hz", hz, alias)
                        .isLessThan(part < 1.15 ? -promise.edgeAliasDb() : -promise.aliasDb());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("conversions")
    void impulse_peaksAfterTheDelay(int inHz, int outHz, ResamplerQuality quality) {
        // A fifth of a second in, a sample of the input and one of the output are at the same instant, whatever the
        // rates.
        short[] in = new short[inHz / 5 * 2];
        in[inHz / 5] = 30_000;
        var resampler = Resamplers.create(inHz, outHz, quality);
        short[] out = convert(resampler, in);
        int middle = outHz / 5 + resampler.delaySamples();
        int peak = IntStream.range(0, out.length).reduce(0, (a, b) -> out[b] > out[a] ? b : a);
        assertThat(peak).isEqualTo(middle);
        for (int i = 1; i < resampler.delaySamples(); i++) {
            assertThat((int) out[middle - i]).isCloseTo(out[middle + i], within(1)); // both may be near a half
        }
    }

    @ParameterizedTest
    @MethodSource("conversions")
    void constant_staysExactlyThatConstant(int inHz, int outHz, ResamplerQuality quality) {
        short[] in = new short[inHz / 2];
        Arrays.fill(in, (short) 12_345);
        var resampler = Resamplers.create(inHz, outHz, quality);
        short[] out = convert(resampler, in);
        assertThat(Arrays.copyOfRange(out, 2 * resampler.delaySamples() + 1, outHz / 2 - 1))
                .containsOnly(12_345);
    }

    @ParameterizedTest
    @MethodSource("conversions")
    void silence_staysSilence(int inHz, int outHz, ResamplerQuality quality) {
        assertThat(convert(Resamplers.create(inHz, outHz, quality), new short[1000]))
                .containsOnly(0);
    }

    private static short[] tone(double hz, int rateHz) {
        short[] samples = new short[rateHz / 4];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) Math.round(AMPLITUDE * Math.sin(2 * Math.PI * hz * i / rateHz));
        }
        return samples;
    }

    /**
     * One frequency, seen through a Hann window without the two ends.
     *
     * @param levelDb against the input tone's
     * @param radians phase of a cosine at sample 0
     */
    private record Line(double levelDb, double radians) {
        static Line at(short[] samples, double hz, int rateHz) {
            int from = rateHz / 50;
            int length = samples.length - 2 * from;
            double re = 0;
            double im = 0;
            for (int i = 0; i < length; i++) {
                double window = 1 - Math.cos(2 * Math.PI * i / length);
                double angle = 2 * Math.PI * hz * (from + i) / rateHz;
                re += window * samples[from + i] * Math.cos(angle);
                im -= window * samples[from + i] * Math.sin(angle);
            }
            return new Line(20 * Math.log10(2 * Math.hypot(re, im) / length / AMPLITUDE), Math.atan2(im, re));
        }
    }
}
