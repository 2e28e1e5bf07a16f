package dev.baton.vad.energy;

import java.util.Arrays;

/**
 * First-order running means of many quantities, each over its own time, and running standard deviations of the last ones. All are updated in one sweep over arrays, which the compiler turns into vectors.
 */
final class RunningStatistics {
    private final float[] rates;
    private final int deviations;
    private final float[] mean;
    private final float[] variance;
    private boolean first = true;

    /**
     * @param rates of all quantities, see {@link #rates}
     * @param deviations how many quantities at the end also have a deviation
     */
    RunningStatistics(float[] rates, int deviations) {
        this.rates = rates;
        this.deviations = deviations;
        mean = new float[rates.length];
        variance = new float[deviations];
    }

    /** Shares of a new value in means over the given times, at one value per step. */
    static float[] rates(double... seconds) {
        var rates = new float[seconds.length];
        for (int i = 0; i < rates.length; i++) {
            rates[i] = rate(seconds[i]);
        }
        return rates;
    }

    static float rate(double seconds) {
        return (float) (1 - StrictMath.exp(-SpeechFeatures.STEP_SECONDS / seconds));
    }

    /**
     * Takes a new value of each quantity, and writes the means of those without a deviation and then the deviations of the others.
     *
     * @param in the values, overwritten
     */
    void update(float[] in, float[] out, int at) {
        if (first) {
            first = false;
            System.arraycopy(in, 0, mean, 0, mean.length);
        }
        for (int i = 0; i < mean.length; i++) {
            float difference = in[i] - mean[i];
            in[i] = difference;
            mean[i] += rates[i] * difference;
        }
        int plain = mean.length - deviations;
        System.arraycopy(mean, 0, out, at, plain);
        for (int i = 0; i < deviations; i++) {
            float rate = rates[plain + i];
            float difference = in[plain + i];
            variance[i] = (1 - rate) * (variance[i] + rate * difference * difference);
            out[at + plain + i] = (float) Math.sqrt(variance[i]);
        }
    }

    void reset() {
        Arrays.fill(variance, 0);
        first = true;
    }
}
