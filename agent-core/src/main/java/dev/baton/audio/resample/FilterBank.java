package dev.baton.audio.resample;

import java.math.BigInteger;

/**
 * The low-pass filter of one pair of rates, cut into phases; immutable and shared.
 *
 * <p>Rate {@code in} becomes {@code out = in * up / down}. In thought, the input is spread to rate {@code in * up} with zeros between,
 * filtered below the lower of the two Nyquist frequencies, and every {@code down}-th sample is kept. Of the filter, output sample
 * {@code m} meets only the coefficients at {@code phase(m) + k * up}, {@code phase(m) = m * down mod up}; those are the row of that phase
 * (P. P. Vaidyanathan, <em>Multirate Systems and Filter Banks</em>, chapter 4).
 *
 * <p>The filter is symmetric and its middle lies a whole number of output samples from its beginning, so that its delay is exactly
 * {@link #delaySamples()}. Each row is scaled to sum 1: a constant comes out as the same constant, without ripple from phase to phase.
 */
final class FilterBank {
    /** Ten decibels above what is promised, for the part that rounding and row scaling cost. */
    private static final double REJECTION_DB = 90;

    /** End of the pass band as a part of the lower Nyquist frequency: 3.4 kHz at 8 kHz, where telephone speech ends. */
    private static final double PASS_BAND = 0.85;

    /** Rows are padded to a multiple of this, so that the inner loop needs no remainder. */
    static final int UNROLL = 4;

    private final int inRateHz;
    private final int outRateHz;
    private final int up;
    private final int down;
    private final int delaySamples;
    private final int tapsPerPhase;

    /** Row by row, each one oldest input sample first. */
    private final float[] taps;

    private FilterBank(int inRateHz, int outRateHz) {
        this.inRateHz = inRateHz;
        this.outRateHz = outRateHz;
        int common =
                BigInteger.valueOf(inRateHz).gcd(BigInteger.valueOf(outRateHz)).intValueExact();
        up = outRateHz / common;
        down = inRateHz / common;

        double spreadRateHz = (double) inRateHz * up;
        double nyquistHz = Math.min(inRateHz, outRateHz) / 2.0;
        double half = KaiserWindow.halfLength(REJECTION_DB, (1 - PASS_BAND) * nyquistHz, spreadRateHz);
        delaySamples = (int) Math.ceil(half / down);
        int middle = delaySamples * down;
        int length = 2 * middle + 1;
        int needed = (length + up - 1) / up;
        tapsPerPhase = (needed + UNROLL - 1) / UNROLL * UNROLL;
        taps = new float[up * tapsPerPhase];

        double cutoff = (1 + PASS_BAND) * nyquistHz / spreadRateHz; // in half cycles per spread sample
        var window = KaiserWindow.forRejection(REJECTION_DB);
        double[] row = new double[needed];
        for (int phase = 0; phase < up; phase++) {
            double sum = 0;
            for (int k = 0; k < needed; k++) {
                int n = phase + k * up;
                row[k] = n < length ? sinc(cutoff * (n - middle)) * window.at((double) (n - middle) / middle) : 0;
                sum += row[k];
            }
            int newest = (phase + 1) * tapsPerPhase - 1;
            for (int k = 0; k < needed; k++) {
                taps[newest - k] = (float) (row[k] / sum);
            }
        }
    }

    static FilterBank design(int inRateHz, int outRateHz) {
        return new FilterBank(inRateHz, outRateHz);
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }

    int inRateHz() {
        return inRateHz;
    }

    int outRateHz() {
        return outRateHz;
    }

    int up() {
        return up;
    }

    int down() {
        return down;
    }

    int delaySamples() {
        return delaySamples;
    }

    /** A multiple of {@link #UNROLL}. */
    int tapsPerPhase() {
        return tapsPerPhase;
    }

    int bytes() {
        return taps.length * Float.BYTES;
    }

    /**
     * One output sample: the row of {@code phase} against {@code tapsPerPhase()} input samples from {@code history[oldest]}.
     *
     * <p>Four sums, because the next addition to one sum has to wait for the last one; four keep the processor busy meanwhile. The order
     * of additions is the same for each output sample, wherever its chunk began.
     */
    float apply(int phase, float[] history, int oldest) {
        int row = phase * tapsPerPhase;
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        for (int k = 0; k < tapsPerPhase; k += UNROLL) {
            a += taps[row + k] * history[oldest + k];
            b += taps[row + k + 1] * history[oldest + k + 1];
            c += taps[row + k + 2] * history[oldest + k + 2];
            d += taps[row + k + 3] * history[oldest + k + 3];
        }
        return (a + b) + (c + d);
    }
}
