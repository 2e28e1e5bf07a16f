package dev.baton.benchmarks.vad.training.sound;

import java.util.SplittableRandom;

/** Random choices that a seed repeats. Each clip has its own, so that it does not depend on which were made before it, or by which thread. */
public final class Dice {
    private final SplittableRandom random;

    public Dice(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Evenly distributed in {@code [least, most)}. */
    public double between(double least, double most) {
        return least + (most - least) * random.nextDouble();
    }

    /** A duration from this range in seconds, as samples. */
    public int samplesBetween(double leastSeconds, double mostSeconds) {
        return SoundMaker.samples(between(leastSeconds, mostSeconds));
    }

    /** Evenly distributed in {@code [0, 1)}. */
    public double unit() {
        return random.nextDouble();
    }

    public boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** One of {@code 0 .. bound - 1}. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    public <T> T of(T[] choices) {
        return choices[below(choices.length)];
    }

    /** Normally distributed with mean 0 and variance 1. */
    public double gaussian() {
        return random.nextGaussian();
    }
}
