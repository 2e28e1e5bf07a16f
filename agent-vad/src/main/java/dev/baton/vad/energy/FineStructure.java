package dev.baton.vad.energy;

import java.util.Arrays;

/**
 * How long the fine structure of the spectrum stays as it is. The harmonics of speech move with its pitch; notes, tones and machines hold theirs. Two measures: the correlation of the
 * spectrum, its envelope taken off, with its own running mean; and the share of power in ridges, bins that have been local maxima for long (after the ridges of R. McAulay and T. Quatieri,
 * "Speech analysis/synthesis based on a sinusoidal representation", IEEE Trans. ASSP 34(4), 1986, but in place).
 */
final class FineStructure {
    private static final int FIRST = 5;
    private static final int END = PowerSpectrum.BINS - 7;
    private static final float LEAST = 1e-9f;
    /** Running means over 80 and 280 ms. */
    private static final float SHORT = 0.12f;

    private static final float LONG = 0.035f;
    /** Over 200 ms. */
    private static final float RIDGE = 0.05f;

    private final float[] shortMean = new float[END];
    private final float[] longMean = new float[END];
    private final float[] ridge = new float[END];
    private float shortCorrelation;
    private float longCorrelation;
    private float ridgeShare;

    /** @param roots overwritten; at least as long as the spectrum */
    void update(float[] power, float[] roots) {
        for (int k = FIRST - 2; k < END + 2; k++) {
            // Close to loudness, and no bin outweighs all others.
            roots[k] = (float) Math.sqrt((float) Math.sqrt(power[k]));
        }
        float own = LEAST;
        float ownShort = LEAST;
        float ownLong = LEAST;
        float withShort = 0;
        float withLong = 0;
        float ridges = 0;
        float all = LEAST;
        for (int k = FIRST; k < END; k++) {
            float root = roots[k];
            float detail = root - 0.2f * (roots[k - 2] + roots[k - 1] + root + roots[k + 1] + roots[k + 2]);
            float meanShort = shortMean[k];
            float meanLong = longMean[k];
            own += detail * detail;
            ownShort += meanShort * meanShort;
            ownLong += meanLong * meanLong;
            withShort += detail * meanShort;
            withLong += detail * meanLong;
            shortMean[k] = meanShort + SHORT * (detail - meanShort);
            longMean[k] = meanLong + LONG * (detail - meanLong);
            float peak = root > roots[k - 1] && root >= roots[k + 1] ? 1 : 0;
            float held = ridge[k] + RIDGE * (peak - ridge[k]);
            ridge[k] = held;
            ridges += root * held * held * held;
            all += root;
        }
        shortCorrelation = withShort / (float) Math.sqrt(own * ownShort);
        longCorrelation = withLong / (float) Math.sqrt(own * ownLong);
        ridgeShare = 4 * ridges / all;
    }

    /** With the mean over 80 ms, -1 to 1. */
    float shortCorrelation() {
        return shortCorrelation;
    }

    /** With the mean over 280 ms, -1 to 1. */
    float longCorrelation() {
        return longCorrelation;
    }

    /** Share of the spectrum, fourth root of power, in bins that stay maxima. */
    float ridgeShare() {
        return ridgeShare;
    }

    void reset() {
        Arrays.fill(shortMean, 0);
        Arrays.fill(longMean, 0);
        Arrays.fill(ridge, 0);
    }
}
