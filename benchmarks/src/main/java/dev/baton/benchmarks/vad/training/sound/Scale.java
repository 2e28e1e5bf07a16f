package dev.baton.benchmarks.vad.training.sound;

/** Notes that a melody may use, as semitones above the root. */
enum Scale {
    MAJOR(0, 2, 4, 5, 7, 9, 11),
    MINOR(0, 2, 3, 5, 7, 8, 10);

    /** Melodies stay within two octaves. */
    static final int DEGREES = 14;

    @SuppressWarnings("ImmutableEnumChecker") // nobody writes to it
    private final int[] semitones;

    Scale(int... semitones) {
        this.semitones = semitones;
    }

    /** @param degree from 0; the eighth is the root an octave higher */
    int semitones(int degree) {
        return semitones[degree % semitones.length] + 12 * (degree / semitones.length);
    }

    /** The next note of a melody: at most two steps up or down. */
    static int next(Dice dice, int degree) {
        return Math.floorMod(degree + dice.below(5) - 2, DEGREES);
    }
}
