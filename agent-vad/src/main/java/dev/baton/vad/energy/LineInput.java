package dev.baton.vad.energy;

import java.util.Arrays;

/**
 * The latest samples at 8 kHz, each as its difference from the one before: that removes an offset at once and leaves no feedback to wait for. At 16 kHz the upper half of the band is
 * filtered out first (a windowed-sinc half-band filter, whose every second coefficient is zero).
 */
final class LineInput {
    private static final int FULL_SCALE = 32768;
    /** Coefficients of the half-band filter beside its middle, on one side: odd distances 1, 3, .. 15. */
    private static final int TAPS = 8;

    /** Samples of before that the filter still reaches. */
    private static final int ODD_BEFORE = 2 * TAPS - 1;

    private static final int EVEN_BEFORE = TAPS - 1;
    private static final float[] HALF_BAND = new float[TAPS];

    static {
        double sum = 0;
        for (int i = 0; i < TAPS; i++) {
            int distance = 2 * i + 1;
            double window = 0.5 + 0.5 * StrictMath.cos(Math.PI * distance / (2 * TAPS));
            double sinc = (i % 2 == 0 ? 1 : -1) / (Math.PI * distance);
            HALF_BAND[i] = (float) (sinc * window);
            sum += HALF_BAND[i];
        }
        for (int i = 0; i < TAPS; i++) {
            HALF_BAND[i] *= (float) (0.25 / sum);
        }
    }

    private final boolean wideBand;
    private final float[] samples = new float[PowerSpectrum.SAMPLES];
    /** The even and odd samples of before, at 16 kHz. */
    private final float[] evenBefore;

    private final float[] oddBefore;
    private float last;
    private float upperPower;
    private boolean first = true;

    LineInput(int sampleRateHz) {
        if (!EnergyDetector.supports(sampleRateHz)) {
            throw new IllegalArgumentException("sampleRateHz must be 8000 or 16000, sampleRateHz=" + sampleRateHz);
        }
        wideBand = sampleRateHz == 16000;
        evenBefore = new float[wideBand ? EVEN_BEFORE : 0];
        oddBefore = new float[wideBand ? ODD_BEFORE : 0];
    }

    int windowSamples() {
        return wideBand ? 2 * SpeechFeatures.HOP : SpeechFeatures.HOP;
    }

    int scratchLength() {
        return wideBand ? EVEN_BEFORE + ODD_BEFORE + 3 * SpeechFeatures.HOP : PowerSpectrum.SAMPLES;
    }

    /** The latest ones, {@link PowerSpectrum#SAMPLES} of them, full scale is 1. */
    float[] samples() {
        return samples;
    }

    /** Mean power above 4 kHz of the samples that were taken last, full scale is 1; 0 at 8 kHz. */
    float upperPower() {
        return upperPower;
    }

    void take(short[] pcm, int offset, float[] scratch) {
        int from = samples.length - SpeechFeatures.HOP;
        System.arraycopy(samples, SpeechFeatures.HOP, samples, 0, from);
        if (wideBand) {
            if (first) {
                Arrays.fill(evenBefore, pcm[offset]);
                Arrays.fill(oddBefore, pcm[offset]);
            }
            halve(pcm, offset, scratch);
        } else {
            for (int i = 0; i < SpeechFeatures.HOP; i++) {
                scratch[i] = pcm[offset + i];
            }
        }
        float before = first ? scratch[0] : last;
        last = scratch[SpeechFeatures.HOP - 1];
        samples[from] = (scratch[0] - before) * (1f / FULL_SCALE);
        for (int i = 1; i < SpeechFeatures.HOP; i++) {
            samples[from + i] = (scratch[i] - scratch[i - 1]) * (1f / FULL_SCALE);
        }
        first = false;
    }

    /** Leaves half as many samples at the start of {@code work}. */
    private void halve(short[] pcm, int offset, float[] work) {
        int hop = SpeechFeatures.HOP;
        int odd = hop;
        int even = odd + ODD_BEFORE + hop;
        System.arraycopy(oddBefore, 0, work, odd, ODD_BEFORE);
        System.arraycopy(evenBefore, 0, work, even, EVEN_BEFORE);
        for (int i = 0; i < hop; i++) {
            work[even + EVEN_BEFORE + i] = pcm[offset + 2 * i];
            work[odd + ODD_BEFORE + i] = pcm[offset + 2 * i + 1];
        }
        System.arraycopy(work, odd + hop, oddBefore, 0, ODD_BEFORE);
        System.arraycopy(work, even + hop, evenBefore, 0, EVEN_BEFORE);
        for (int i = 0; i < hop; i++) {
            work[i] = 0.5f * work[even + i];
        }
        for (int tap = 0; tap < TAPS; tap++) {
            float coefficient = HALF_BAND[tap];
            int later = odd + TAPS + tap;
            int earlier = odd + TAPS - 1 - tap;
            for (int i = 0; i < hop; i++) {
                work[i] += coefficient * (work[later + i] + work[earlier + i]);
            }
        }
        upperPower = powerOfDifference(work, even, hop) / hop;
    }

    /** The other half of the band is what the filter took away: its output is half of the even samples and the odd ones filtered, which the upper half has with the other sign. */
    private static float powerOfDifference(float[] work, int even, int length) {
        float sum0 = 0;
        float sum1 = 0;
        // Two sums, because each addition waits for the one before.
        for (int i = 0; i < length; i += 2) {
            float upper0 = (work[even + i] - work[i]) * (1f / FULL_SCALE);
            float upper1 = (work[even + i + 1] - work[i + 1]) * (1f / FULL_SCALE);
            sum0 += upper0 * upper0;
            sum1 += upper1 * upper1;
        }
        return sum0 + sum1;
    }

    void reset() {
        Arrays.fill(samples, 0);
        upperPower = 0;
        first = true;
    }
}
