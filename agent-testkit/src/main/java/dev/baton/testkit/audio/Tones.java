package dev.baton.testkit.audio;

import java.util.random.RandomGenerator;

/** Simple sounds, mixed into a buffer of samples in units of 16-bit steps. Levels are root mean square, in dB below full scale. */
public final class Tones {
    private static final double FULL_SCALE = 32_768;

    private Tones() {}

    /** Root-mean-square amplitude of a level: 0 dBFS is 32,768. */
    public static double amplitude(double levelDbfs) {
        return FULL_SCALE * Math.pow(10, levelDbfs / 20);
    }

    /** Adds a sine to {@code samples[from .. to)}, starting at phase 0. */
    public static void addSine(float[] samples, int from, int to, int sampleRateHz, double hz, double levelDbfs) {
        double peak = amplitude(levelDbfs) * Math.sqrt(2);
        double step = 2 * Math.PI * hz / sampleRateHz;
        for (int i = from; i < to; i++) {
            samples[i] += (float) (peak * Math.sin(step * (i - from)));
        }
    }

    /** Adds white Gaussian noise to {@code samples[from .. to)}. */
    public static void addNoise(float[] samples, int from, int to, double levelDbfs, RandomGenerator random) {
        double deviation = amplitude(levelDbfs);
        for (int i = from; i < to; i++) {
            samples[i] += (float) (deviation * random.nextGaussian());
        }
    }

    /** Rounds to 16 bits and clips. */
    public static short[] toPcm16(float[] samples, int length) {
        var pcm = new short[length];
        for (int i = 0; i < length; i++) {
            pcm[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(samples[i])));
        }
        return pcm;
    }
}
