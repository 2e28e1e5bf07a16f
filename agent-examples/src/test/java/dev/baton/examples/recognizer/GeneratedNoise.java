package dev.baton.examples.recognizer;

import java.util.Random;

/** Sounds of a room and a line that are not speech, at a peak of -14 dBFS and 16 kHz. */
enum GeneratedNoise {
    KNOCK(80) {
        @Override
        double at(double seconds, double lengthSeconds, Random random) {
            double body = Math.sin(2 * Math.PI * 180 * seconds) + Math.sin(2 * Math.PI * 410 * seconds);
            return (body + random.nextGaussian() * Math.exp(-seconds / 0.004)) * Math.exp(-seconds / 0.02);
        }
    },
    CLICKS(300) {
        @Override
        double at(double seconds, double lengthSeconds, Random random) {
            return random.nextGaussian() * Math.exp(-(seconds % 0.15) / 0.001);
        }
    },
    HISS(400) {
        @Override
        double at(double seconds, double lengthSeconds, Random random) {
            return random.nextGaussian();
        }
    },
    KEYBOARD(900) {
        @Override
        double at(double seconds, double lengthSeconds, Random random) {
            return random.nextGaussian() * Math.exp(-(seconds % 0.12) / 0.006);
        }
    };

    private static final double PEAK = 6500;

    private final int lengthMs;

    GeneratedNoise(int lengthMs) {
        this.lengthMs = lengthMs;
    }

    abstract double at(double seconds, double lengthSeconds, Random random);

    short[] samples(Random random) {
        var sound = new double[lengthMs * UtteranceAudio.SAMPLE_RATE_HZ / 1000];
        double loudest = 0;
        for (int i = 0; i < sound.length; i++) {
            sound[i] = at((double) i / UtteranceAudio.SAMPLE_RATE_HZ, lengthMs / 1000.0, random);
            loudest = Math.max(loudest, Math.abs(sound[i]));
        }
        var samples = new short[sound.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) Math.round(sound[i] * PEAK / loudest);
        }
        return samples;
    }
}
