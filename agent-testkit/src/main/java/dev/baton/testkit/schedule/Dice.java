package dev.baton.testkit.schedule;

import java.time.Duration;
import java.util.SplittableRandom;

/** Seeded chance, in the words that a generator thinks in. */
final class Dice {
    private final SplittableRandom random;

    Dice(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Both ends included. */
    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    boolean percent(int chance) {
        return random.nextInt(100) < chance;
    }

    <T> T oneOf(T[] values) {
        return values[random.nextInt(values.length)];
    }

    int oneOf(int... values) {
        return values[random.nextInt(values.length)];
    }

    Duration millis(int least, int most) {
        return Duration.ofMillis(between(least, most));
    }
}
