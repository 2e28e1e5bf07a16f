package dev.baton.examples.sample;

import java.util.random.RandomGenerator;

/** Sounds that are not words. All are made from noise and decaying sines; none is recorded. */
enum NoiseKind {
    /** Knuckles on a desk: two low modes of a board and the blow itself. */
    KNOCK(70, 90) {
        @Override
        void render(float[] out, double amplitude, RandomGenerator random) {
            for (int i = 0; i < out.length; i++) {
                double seconds = (double) i / Sound.SAMPLE_RATE_HZ;
                double board = Math.sin(2 * Math.PI * 190 * seconds) + 0.5 * Math.sin(2 * Math.PI * 430 * seconds);
                out[i] += (float) (0.7 * amplitude * (board * decay(i, 15) + white(random) * decay(i, 2)));
            }
        }
    },

    /** A dry contact opens and closes. */
    CLICKS(140, 190) {
        @Override
        void render(float[] out, double amplitude, RandomGenerator random) {
            burst(out, 0, 4, amplitude, random);
            burst(out, out.length - 5 * Sound.SAMPLES_PER_MS, 4, amplitude, random);
        }
    },

    /** A badly shielded cable. */
    HISS(300, 400) {
        @Override
        void render(float[] out, double amplitude, RandomGenerator random) {
            int ramp = 20 * Sound.SAMPLES_PER_MS;
            for (int i = 0; i < out.length; i++) {
                double shape = Math.min(1, Math.min(i, out.length - 1 - i) / (double) ramp);
                out[i] += (float) (0.4 * amplitude * shape * white(random));
            }
        }
    },

    /** Air over a microphone, swelling and fading. */
    BREATH(350, 500) {
        @Override
        void render(float[] out, double amplitude, RandomGenerator random) {
            double lowPassed = 0;
            for (int i = 0; i < out.length; i++) {
                lowPassed += 0.35 * (white(random) - lowPassed);
                out[i] += (float) (0.5 * amplitude * Math.pow(Math.sin(Math.PI * i / out.length), 2) * lowPassed);
            }
        }
    },

    /** Somebody types. */
    KEYBOARD(300, 500) {
        @Override
        void render(float[] out, double amplitude, RandomGenerator random) {
            int at = 0;
            while (at + 15 * Sound.SAMPLES_PER_MS < out.length) {
                burst(out, at, 12, amplitude * (0.5 + 0.5 * random.nextDouble()), random);
                at += (90 + random.nextInt(60)) * Sound.SAMPLES_PER_MS;
            }
        }
    };

    private final int shortestMs;
    private final int longestMs;

    NoiseKind(int shortestMs, int longestMs) {
        this.shortestMs = shortestMs;
        this.longestMs = longestMs;
    }

    int shortestMs() {
        return shortestMs;
    }

    int longestMs() {
        return longestMs;
    }

    /** Adds the noise over the whole length of {@code out}; its peaks reach about {@code amplitude}. */
    abstract void render(float[] out, double amplitude, RandomGenerator random);

    /** A click: differentiated noise, so that it is dry, decaying to nothing within {@code durationMs}. */
    private static void burst(float[] out, int at, int durationMs, double amplitude, RandomGenerator random) {
        double before = 0;
        int end = Math.min(out.length, at + durationMs * Sound.SAMPLES_PER_MS);
        for (int i = at; i < end; i++) {
            double white = white(random);
            out[i] += (float) (amplitude * 0.5 * (white - before) * decay(i - at, durationMs / 5.0));
            before = white;
        }
    }

    private static double decay(int sample, double timeConstantMs) {
        return Math.exp(-sample / (timeConstantMs * Sound.SAMPLES_PER_MS));
    }

    private static double white(RandomGenerator random) {
        return 2 * random.nextDouble() - 1;
    }
}
