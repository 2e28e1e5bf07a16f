package dev.baton.vad.energy;

import java.util.Arrays;

/**
 * How periodic the sound is, and at what pitch: the highest peak of the normalised autocorrelation of the last 35 ms or so below 1 kHz, where the first harmonics of voices lie (L. Rabiner, "On the use of autocorrelation
 * analysis for pitch detection", IEEE Trans. ASSP 25(1), 1977). At 2 kHz this costs a sixteenth of what it costs at 8 kHz.
 */
final class Harmonicity {
    private static final int DECIMATION = 4;
    private static final int HOP = SpeechFeatures.HOP / DECIMATION;
    private static final int FRESH = SpeechFeatures.WINDOWS_PER_STEP * HOP;
    /** 50 Hz. */
    private static final int LONGEST_LAG = 40;

    private static final int LAGS = 48;
    /** Up to 333 Hz; shorter lags are voices of children, and sounds that are no voices. */
    private static final int SHORTEST_VOICE_LAG = 6;

    private static final int SHORTEST_LAG = 3;
    /** A multiple of the pitch period has almost the same peak; the shorter one is the pitch unless it is worse than this. */
    private static final float PREFERENCE = 0.03f;

    private static final float LEAST = 1e-9f;
    private static final double CUTOFF_HZ = 800;
    private static final float[] LOW_PASS = new float[16];

    private static final float[] OCTAVES = new float[LONGEST_LAG];

    static {
        float sum = 0;
        for (int i = 0; i < LOW_PASS.length; i++) {
            double t = i - (LOW_PASS.length - 1) / 2.0;
            double turns = 2 * CUTOFF_HZ / 8000 * t;
            double window = 0.5 + 0.5 * StrictMath.cos(2 * Math.PI * t / (LOW_PASS.length + 1));
            LOW_PASS[i] = (float) (StrictMath.sin(Math.PI * turns) / (Math.PI * turns) * window);
            sum += LOW_PASS[i];
        }
        for (int i = 0; i < LOW_PASS.length; i++) {
            LOW_PASS[i] /= sum;
        }
        for (int lag = 1; lag < LONGEST_LAG; lag++) {
            OCTAVES[lag] = (float) (StrictMath.log(2000.0 / lag / 128) / StrictMath.log(2));
        }
    }

    /** One per cent, log10: a pitch that moves so much between two steps is half as steady as one that does not. Notes hold theirs, voices glide. */
    private static final float GLIDE = 0.004f;

    /** Less bent than this a peak is flat, and its top is anywhere. */
    private static final float LEAST_BEND = 1e-6f;

    /** What stays of the sums per step: they look back some 35 ms, two periods of a low voice. */
    private static final float STAYS = 0.56f;

    /** The latest first, so that a sweep over lags reads forwards. */
    private final float[] slow = new float[FRESH + LAGS];

    private final float[] sums = new float[LAGS];
    private float voice;
    private float high;
    private float octaves;
    private float logLag;
    private float steadiness;

    /** @param samples the latest at 8 kHz, a window of them new, enough before them for the low-pass */
    void hear(float[] samples) {
        System.arraycopy(slow, 0, slow, HOP, slow.length - HOP);
        for (int i = 0; i < HOP; i++) {
            int from = samples.length - i * DECIMATION - LOW_PASS.length;
            float even = 0;
            float odd = 0;
            // The filter is symmetric.
            for (int k = 0; k < LOW_PASS.length / 2; k += 2) {
                even += LOW_PASS[k] * (samples[from + k] + samples[from + LOW_PASS.length - 1 - k]);
                odd += LOW_PASS[k + 1] * (samples[from + k + 1] + samples[from + LOW_PASS.length - 2 - k]);
            }
            slow[i] = even + odd;
        }
    }

    /**
     * Measures anew, after two windows more.
     *
     * @param scratch at least one float per lag
     */
    void measure(float[] scratch) {
        for (int lag = 0; lag < LAGS; lag++) {
            sums[lag] *= STAYS;
        }
        for (int i = 0; i < FRESH; i += 8) {
            correlate(i);
        }
        float scale = 1 / (sums[0] + LEAST);
        for (int lag = 0; lag < LAGS; lag++) {
            scratch[lag] = sums[lag] * scale;
        }
        findPeaks(scratch);
    }

    /** Every second sample with all before it: as many products again would tell little more. */
    private void correlate(int i) {
        float first = slow[i];
        float second = slow[i + 2];
        float third = slow[i + 4];
        float fourth = slow[i + 6];
        for (int lag = 0; lag < LAGS; lag++) {
            sums[lag] += first * slow[i + lag]
                    + second * slow[i + 2 + lag]
                    + third * slow[i + 4 + lag]
                    + fourth * slow[i + 6 + lag];
        }
    }

    private void findPeaks(float[] r) {
        voice = 0;
        high = 0;
        int pitchLag = SHORTEST_VOICE_LAG - 1;
        int highLag = SHORTEST_LAG;
        for (int lag = SHORTEST_LAG; lag < LONGEST_LAG; lag++) {
            float here = r[lag];
            if (here <= r[lag - 1] || here < r[lag + 1]) {
                continue;
            }
            if (lag < SHORTEST_VOICE_LAG) {
                if (here > high) {
                    high = here;
                    highLag = lag;
                }
            } else if (here > voice + PREFERENCE) {
                voice = here;
                pitchLag = lag;
            }
        }
        octaves = OCTAVES[pitchLag];
        float before = logLag;
        logLag = Logarithms.log10(between(r, high > voice ? highLag : pitchLag));
        steadiness = Math.max(high, voice) * GLIDE / (GLIDE + Math.abs(logLag - before));
    }

    /** Where the peak is between the lags: the top of the parabola through three of them (P. Boersma, "Accurate short-term analysis of the fundamental frequency and the harmonics-to-noise ratio of a sampled sound",
     * Proceedings of the Institute of Phonetic Sciences 17, Amsterdam 1993). */
    private static float between(float[] r, int lag) {
        float bend = r[lag - 1] - 2 * r[lag] + r[lag + 1];
        if (bend > -LEAST_BEND) {
            return lag;
        }
        float beside = 0.5f * (r[lag - 1] - r[lag + 1]) / bend;
        return lag + Math.max(-0.5f, Math.min(0.5f, beside));
    }

    /** The higher of both peaks, less as its pitch moves: 0 to 1. */
    float steadiness() {
        return steadiness;
    }

    /** The peak at pitches of 50 to 333 Hz, 0 to 1. */
    float voice() {
        return voice;
    }

    /** The peak at pitches above, up to 667 Hz, 0 to 1. */
    float high() {
        return high;
    }

    /** The pitch of {@link #voice()}, in octaves above 128 Hz. */
    float octaves() {
        return octaves;
    }

    void reset() {
        Arrays.fill(slow, 0);
        Arrays.fill(sums, 0);
        logLag = 0;
    }
}
