package dev.baton.vad.energy;

import java.util.Arrays;
import java.util.Random;

/** Builds audio piece by piece; levels in dBFS of the root mean square. */
final class TestSignal {
    private final int sampleRateHz;
    private final Random random = new Random(7);
    private double[] samples = new double[0];

    TestSignal(int sampleRateHz) {
        this.sampleRateHz = sampleRateHz;
    }

    private int samples(double millis) {
        return (int) Math.round(millis * sampleRateHz / 1000);
    }

    private int extend(double millis) {
        int from = samples.length;
        samples = Arrays.copyOf(samples, from + samples(millis));
        return from;
    }

    static double amplitude(double dbfs) {
        return 32768 * Math.pow(10, dbfs / 20);
    }

    TestSignal silence(double millis) {
        extend(millis);
        return this;
    }

    TestSignal noise(double millis, double dbfs) {
        for (int i = extend(millis); i < samples.length; i++) {
            samples[i] += amplitude(dbfs) * random.nextGaussian();
        }
        return this;
    }

    TestSignal tone(double millis, double hz, double dbfs) {
        int from = extend(millis);
        for (int i = from; i < samples.length; i++) {
            samples[i] += amplitude(dbfs) * Math.sqrt(2) * Math.sin(2 * Math.PI * hz * (i - from) / sampleRateHz);
        }
        return this;
    }

    /** A single extreme sample, as a plug makes it. */
    TestSignal click() {
        int at = extend(1);
        samples[at] += 30_000;
        return this;
    }

    /** Syllables of 180 ms with closures of 40 ms between them: harmonics of 120 Hz under a formant-like slope, at the given level while they sound. */
    TestSignal speech(double millis, double dbfs) {
        int from = extend(millis);
        for (int i = from; i < samples.length; i++) {
            double seconds = (i - from) / (double) sampleRateHz;
            double inSyllable = seconds % 0.22;
            if (inSyllable > 0.18) {
                continue;
            }
            double envelope = Math.sin(Math.PI * (0.1 + 0.8 * inSyllable / 0.18)) * 1.25;
            double voice = 0;
            for (int harmonic = 1; harmonic <= 20; harmonic++) {
                voice += Math.sin(2 * Math.PI * 120 * harmonic * seconds + harmonic * harmonic) / harmonic;
            }
            samples[i] += amplitude(dbfs) * envelope * voice / 0.9;
        }
        return this;
    }

    /** Adds line noise under everything so far. */
    TestSignal overNoise(double dbfs) {
        return overNoise(0, dbfs);
    }

    TestSignal overNoise(double fromMillis, double dbfs) {
        for (int i = samples(fromMillis); i < samples.length; i++) {
            samples[i] += amplitude(dbfs) * random.nextGaussian();
        }
        return this;
    }

    TestSignal offset(double value) {
        for (int i = 0; i < samples.length; i++) {
            samples[i] += value;
        }
        return this;
    }

    short[] pcm() {
        var pcm = new short[samples.length];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) Math.max(-32768, Math.min(32767, Math.round(samples[i])));
        }
        return pcm;
    }
}
