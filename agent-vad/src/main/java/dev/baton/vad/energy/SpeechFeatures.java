package dev.baton.vad.energy;

import static dev.baton.vad.energy.RunningStatistics.rate;
import static dev.baton.vad.energy.RunningStatistics.rates;

import java.util.Arrays;
import java.util.Objects;

/**
 * What the detector knows about a stream, renewed every second window of 10 ms: how far each band stands above the background, the shape of the spectrum, how it moves, how periodic and how steady it is, each
 * over several times up to three seconds. No value tells the level itself, only levels compared with others of the same stream.
 *
 * <p>Public for the tool that fits the weights; use {@link EnergyDetector}. Belongs to one stream and one thread; allocates nothing after it was made.
 */
public final class SpeechFeatures {
    /** Windows until the values are renewed: sounds of speech last longer than two, and everything behind the spectrum costs half. */
    public static final int WINDOWS_PER_STEP = 2;

    static final double STEP_SECONDS = 0.01 * WINDOWS_PER_STEP;

    /** Samples of a window at 8 kHz, where everything is measured: what is above 4 kHz is not heard. */
    static final int HOP = 80;

    private static final int COUNT = 96;
    private static final int BANDS = SubBands.COUNT;
    private static final int PAIRS = BANDS / 2;
    private static final int GROUP = 4;

    /** -80 dBFS in each band: the rounding of 16 bits, below which a level says nothing. */
    private static final float LEAST_POWER = 1e-8f;

    private static final float LARGEST_SNR = 4;
    private static final float LARGEST_SLOW_SNR = 5;
    private static final float LARGEST_SHAPE = 2.5f;
    /** The minimum of a smoothed level of noise lies about this far below its mean, log10 of power. */
    private static final float MINIMUM_BIAS = 0.3f;

    private static final float LEVEL_SMOOTHING = 0.5f;
    private static final float PEAK_ATTACK = 0.36f;
    private static final float PEAK_FALL = 0.006f;

    /** What the means of {@link #collect} are over, in its order, in seconds. */
    private static final float[] RATES = rates(
            0.02, 0.06, 0.15, 0.4, 1.2, 0.03, 0.12, 0.4, 1.2, 0.05, 3, 2, 0.03, 0.2, 0.6, 0.6, 0.03, 0.3, 3, 0.03, 0.12,
            0.4, 1.2, 3, 0.05, 0.4, 0.1, 0.08, 0.4, 0.1, 0.4, 1.2, 0.3, 1.2, 0.3, 1.2, 0.3, 1.2, 0.3, 1.2, 0.1, 0.3, 1,
            3, 0.3, 1, 0.3, 1, 0.5, 0.3, 1);

    private static final int DEVIATIONS = 19;
    private static final float SHORT = rate(0.03);
    private static final float LONG = rate(0.4);
    private static final float SHAPE_SHORT = rate(0.2);
    private static final float SHAPE_LONG = rate(1);
    private static final float NOW = rate(0.02);
    private static final float PHONE = rate(0.06);
    private static final float SYLLABLE = rate(0.25);
    private static final float WORD = rate(1);
    private static final float STAYS_300 = 1 - rate(0.3);
    private static final float STAYS_1500 = 1 - rate(1.5);

    private final LineInput input;
    private final float[] scratch;
    private final float[] power = new float[PowerSpectrum.BINS];
    private final float[] powerBefore = new float[PowerSpectrum.BINS];
    private final float[] level = new float[BANDS];
    private final float[] smoothLevel = new float[BANDS];
    private final float[] snr = new float[BANDS];
    private final float[] snrShort = new float[BANDS];
    private final float[] snrLong = new float[PAIRS];
    private final float[] shapeShort = new float[PAIRS];
    private final float[] shapeLong = new float[PAIRS];
    /** Over 1.6 and 5.6 s. */
    private final BandFloors floors = new BandFloors(8, 10);

    private final BandFloors slowFloors = new BandFloors(4, 70);
    private final UpperBand upperBand = new UpperBand();
    private final Harmonicity harmonicity = new Harmonicity();
    private final RunningStatistics running = new RunningStatistics(RATES, DEVIATIONS);
    private final float[] values = new float[COUNT];
    private int filled;
    private boolean first = true;
    private boolean halfWay;
    private boolean hissing;
    private float loudness;
    private float meanLevel;
    private float meanSnr;
    private float largestSnr;
    private float meanSlowSnr;
    private float likelihood;
    private float peak;
    private float now;
    private float phone;
    private float syllable;
    private float word;
    private float young;
    private float youngish;

    /** @throws IllegalArgumentException if the rate is neither 8000 nor 16000 Hz */
    public SpeechFeatures(int sampleRateHz) {
        input = new LineInput(sampleRateHz);
        scratch = new float[input.scratchLength()];
        reset();
    }

    /** Values per window. */
    public static int count() {
        return COUNT;
    }

    /** Samples per window at the given rate: 10 ms. */
    int windowSamples() {
        return input.windowSamples();
    }

    /**
     * Hears the next 10 ms.
     *
     * @param pcm signed 16-bit samples, read from {@code offset}
     * @return whether {@link #values()} are new: every second time
     * @throws IndexOutOfBoundsException if the window does not fit in the array; nothing was heard then
     */
    public boolean hear(short[] pcm, int offset) {
        Objects.checkFromIndexSize(offset, input.windowSamples(), pcm.length);
        input.take(pcm, offset, scratch);
        hissing = upperBand.standsOut(input.upperPower());
        harmonicity.hear(input.samples());
        halfWay = !halfWay;
        if (halfWay) {
            PowerSpectrum.measure(input.samples(), powerBefore, scratch);
            return false;
        }
        PowerSpectrum.measure(input.samples(), power, scratch);
        // Two spectra waver less than one: P. Welch, IEEE Trans. Audio and Electroacoustics 15(2), 1967.
        for (int bin = 0; bin < power.length; bin++) {
            power[bin] = 0.5f * (power[bin] + powerBefore[bin]);
        }
        compareWithBackground(SubBands.measure(power, level));
        harmonicity.measure(scratch);
        describe();
        first = false;
        return true;
    }

    /** Whether something stands out above 4 kHz, of which the values tell nothing; known every window, and only at 16 kHz. */
    boolean hissing() {
        return hissing;
    }

    /** {@link #count()} of them, the same array each time. */
    public float[] values() {
        return values;
    }

    private void compareWithBackground(float total) {
        loudness = Logarithms.log10(total / BANDS + LEAST_POWER);
        meanLevel = 0;
        for (int band = 0; band < BANDS; band++) {
            level[band] = Logarithms.log10(level[band] + LEAST_POWER);
            meanLevel += level[band];
        }
        meanLevel /= BANDS;
        for (int band = 0; band < BANDS; band++) {
            smoothLevel[band] =
                    first ? level[band] : smoothLevel[band] + LEVEL_SMOOTHING * (level[band] - smoothLevel[band]);
        }
        // Digital silence says nothing about the background: it is a lost packet or a sender that saves bandwidth.
        if (total >= LEAST_POWER) {
            floors.update(smoothLevel);
            slowFloors.update(smoothLevel);
        }
        for (int band = 0; band < BANDS; band++) {
            snr[band] = Math.max(0, Math.min(LARGEST_SNR, level[band] - floors.floor(band)));
        }
        meanSnr = 0;
        largestSnr = 0;
        meanSlowSnr = 0;
        likelihood = 0;
        for (int band = 0; band < BANDS; band++) {
            meanSnr += snr[band];
            largestSnr = Math.max(largestSnr, snr[band]);
            meanSlowSnr += Math.max(0, Math.min(LARGEST_SLOW_SNR, level[band] - slowFloors.floor(band)));
            likelihood += likelihood(Math.max(0, snr[band] - MINIMUM_BIAS));
        }
        meanSnr /= BANDS;
        meanSlowSnr /= BANDS;
        likelihood = Logarithms.log10(1 + likelihood / BANDS);
    }

    /**
     * Log likelihood ratio of speech to noise in a band whose speech is estimated by what exceeds the noise: {@code g - 1 - ln g}, g the power over the noise's (J. Sohn, N. S. Kim and W. Sung, "A statistical model-based
     * voice activity detection", IEEE Signal Processing Letters 6(1), 1999, with the maximum-likelihood estimate).
     */
    private static float likelihood(float snr) {
        return Logarithms.pow10(snr) - 1 - 2.302585f * snr;
    }

    private void describe() {
        smoothBands();
        System.arraycopy(snrShort, 0, values, 0, BANDS);
        System.arraycopy(snrLong, 0, values, BANDS, PAIRS);
        System.arraycopy(shapeShort, 0, values, BANDS + PAIRS, PAIRS);
        System.arraycopy(shapeLong, 0, values, BANDS + 2 * PAIRS, PAIRS);
        followLoudness();
        collect();
        running.update(scratch, values, BANDS + 3 * PAIRS);
        int at = BANDS + 3 * PAIRS + RATES.length;
        values[at++] = now - phone;
        values[at++] = phone - syllable;
        values[at++] = syllable - word;
        young *= STAYS_300;
        youngish *= STAYS_1500;
        values[at++] = young;
        values[at] = youngish;
    }

    private void smoothBands() {
        float shortRate = first ? 1 : SHORT;
        float longRate = first ? 1 : LONG;
        float shapeShortRate = first ? 1 : SHAPE_SHORT;
        float shapeLongRate = first ? 1 : SHAPE_LONG;
        for (int band = 0; band < BANDS; band++) {
            snrShort[band] += shortRate * (snr[band] - snrShort[band]);
        }
        for (int pair = 0; pair < PAIRS; pair++) {
            int band = 2 * pair;
            float shape = 0.5f * (level[band] + level[band + 1]) - meanLevel;
            shape = Math.max(-LARGEST_SHAPE, Math.min(LARGEST_SHAPE, shape));
            snrLong[pair] += longRate * (0.5f * (snr[band] + snr[band + 1]) - snrLong[pair]);
            shapeShort[pair] += shapeShortRate * (shape - shapeShort[pair]);
            shapeLong[pair] += shapeLongRate * (shape - shapeLong[pair]);
        }
    }

    private void followLoudness() {
        if (first) {
            peak = loudness;
            now = loudness;
            phone = loudness;
            syllable = loudness;
            word = loudness;
        }
        peak = loudness > peak ? peak + PEAK_ATTACK * (loudness - peak) : peak - PEAK_FALL;
        now += NOW * (loudness - now);
        phone += PHONE * (loudness - phone);
        syllable += SYLLABLE * (loudness - syllable);
        word += WORD * (loudness - word);
    }

    /** Leaves in scratch what means and then deviations are made of. */
    private void collect() {
        filled = 0;
        add(likelihood, 5);
        add(meanSlowSnr, 4);
        add(largestSnr, 1);
        add(meanSnr, 1);
        add(meanSnr < 0.5f ? 1 : 0, 1);
        add(loudness - peak, 2);
        // Speech comes in syllables, three to six a second, with gaps between words: T. Houtgast and H. Steeneken, J.
        // Acoust. Soc. Am. 77(3), 1985.
        add(10 * (now - phone) * (now - phone), 1);
        add(3 * (phone - syllable) * (phone - syllable), 1);
        // The logarithm of the arithmetic mean over the geometric one: spectral flatness, A. Gray and J. Markel, IEEE
        // Trans. ASSP 22(3), 1974.
        float unevenness = loudness - meanLevel;
        add(unevenness, 3);
        float voice = harmonicity.voice();
        add(voice, 5);
        add(harmonicity.high(), 2);
        add(harmonicity.octaves() * voice, 1);
        add(voice * Math.min(2, meanSnr), 2);
        add(harmonicity.steadiness(), 3);
        for (int group = 0; group < BANDS; group += GROUP) {
            add((level[group] + level[group + 1] + level[group + 2] + level[group + 3]) / GROUP, 2);
        }
        add(loudness, 4);
        add(meanSnr, 2);
        add(unevenness, 2);
        add(voice, 1);
        add(harmonicity.octaves(), 2);
    }

    private void add(float value, int times) {
        for (int i = 0; i < times; i++) {
            scratch[filled++] = value;
        }
    }

    /** As if newly created. */
    public void reset() {
        input.reset();
        upperBand.reset();
        floors.reset();
        slowFloors.reset();
        harmonicity.reset();
        running.reset();
        for (float[] band : new float[][] {smoothLevel, snrShort, snrLong, shapeShort, shapeLong}) {
            Arrays.fill(band, 0);
        }
        first = true;
        halfWay = false;
        hissing = false;
        young = 1;
        youngish = 1;
    }
}
