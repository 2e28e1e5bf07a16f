package dev.baton.vad.energy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Builds audio piece by piece, and knows where somebody speaks; levels in dBFS of the root mean square. */
final class TestSignal {
    /** Where a word is heard; in milliseconds. */
    record Word(String name, double from, double to) {}

    private final int sampleRateHz;
    private final Random random = new Random(7);
    private final List<Word> words = new ArrayList<>();
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

    int sampleRateHz() {
        return sampleRateHz;
    }

    double millis() {
        return samples.length * 1000.0 / sampleRateHz;
    }

    List<Word> words() {
        return List.copyOf(words);
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
        return tones(millis, dbfs, hz);
    }

    /** Several at once, each at the given level. */
    TestSignal tones(double millis, double dbfs, double... hz) {
        int from = extend(millis);
        for (int i = from; i < samples.length; i++) {
            for (double each : hz) {
                samples[i] += amplitude(dbfs) * Math.sqrt(2) * Math.sin(2 * Math.PI * each * (i - from) / sampleRateHz);
            }
        }
        return this;
    }

    /** A single extreme sample, as a plug makes it. */
    TestSignal click() {
        int at = extend(1);
        samples[at] += 30_000;
        return this;
    }

    /** A recording of the sample call, at the given level while it is heard. */
    TestSignal word(String name, double dbfs) {
        var spoken = SpokenWord.of(name, sampleRateHz);
        double start = millis();
        int from = extend(spoken.samples().length * 1000.0 / sampleRateHz);
        for (int i = from; i < samples.length; i++) {
            samples[i] += amplitude(dbfs) * spoken.samples()[i - from];
        }
        words.add(new Word(name, start + spoken.from(), start + spoken.to()));
        return this;
    }

    /** Each followed by a pause. */
    TestSignal words(double pauseMillis, double dbfs, String... names) {
        for (String name : names) {
            word(name, dbfs).silence(pauseMillis);
        }
        return this;
    }

    /** Adds line noise under everything so far. */
    TestSignal overNoise(double dbfs) {
        return overNoise(0, dbfs);
    }

    TestSignal overNoise(double fromMillis, double dbfs) {
        return overNoise(fromMillis, millis(), dbfs);
    }

    TestSignal overNoise(double fromMillis, double toMillis, double dbfs) {
        for (int i = samples(fromMillis); i < samples(toMillis); i++) {
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

    TestSignal gain(double db) {
        return gain(0, millis(), db, db);
    }

    /** A gain that moves evenly, in decibels. */
    TestSignal gain(double fromMillis, double toMillis, double fromDb, double toDb) {
        int from = samples(fromMillis);
        int to = samples(toMillis);
        for (int i = from; i < to; i++) {
            samples[i] *= Math.pow(10, (fromDb + (toDb - fromDb) * (i - from) / (to - from)) / 20);
        }
        return this;
    }

    /** Takes away a share of all packets of 20 ms. */
    TestSignal losing(double share) {
        int packet = samples(20);
        for (int from = 0; from + packet <= samples.length; from += packet) {
            if (random.nextDouble() < share) {
                Arrays.fill(samples, from, from + packet, 0);
            }
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
