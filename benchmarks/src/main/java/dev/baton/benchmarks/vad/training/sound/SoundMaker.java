package dev.baton.benchmarks.vad.training.sound;

/** A kind of sound, of which each call makes another one. Keeps no state, so that threads may share it. */
@FunctionalInterface
public interface SoundMaker {
    /** Telephone speech, and all that a detector listens to. */
    int RATE_HZ = 8000;

    /**
     * @param length in samples at {@link #RATE_HZ}
     * @return of any level, mostly of some hundred steps of 16 bits; may exceed 16 bits
     */
    float[] make(Dice dice, int length);

    static int samples(double seconds) {
        return (int) (seconds * RATE_HZ);
    }
}
