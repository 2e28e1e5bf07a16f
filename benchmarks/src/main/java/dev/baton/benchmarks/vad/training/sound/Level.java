package dev.baton.benchmarks.vad.training.sound;

/** How loud a sound is while it sounds. */
public final class Level {
    /** Quieter samples belong to the pauses of a sound. */
    private static final float PAUSE = 1;

    private static final double LEAST_POWER = 1e-9;

    private Level() {}

    /** Root mean square of the samples that are not silence; never zero. */
    public static double of(float[] sound) {
        double power = LEAST_POWER;
        int count = 0;
        for (float sample : sound) {
            if (Math.abs(sample) > PAUSE) {
                power += sample * sample;
                count++;
            }
        }
        return Math.sqrt(power / Math.max(1, count));
    }
}
