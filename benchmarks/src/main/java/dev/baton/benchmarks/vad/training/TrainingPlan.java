package dev.baton.benchmarks.vad.training;

/**
 * What makes the same network of the same recordings.
 *
 * @param clips of 24 s that are mixed from the recordings and heard beside them
 * @param seed of all that is random
 */
public record TrainingPlan(int clips, long seed, NetworkConfig network) {
    /** 2 h of clips, several times as long as the recordings that they were tried with. */
    static final int CLIPS = 300;

    static final long SEED = 1;

    public TrainingPlan {
        if (clips < 0) {
            throw new IllegalArgumentException("clips must not be negative, clips=" + clips);
        }
    }

    public static TrainingPlan defaults() {
        return new TrainingPlan(CLIPS, SEED, NetworkConfig.defaults());
    }

    public TrainingPlan withClips(int clips) {
        return new TrainingPlan(clips, seed, network);
    }

    public TrainingPlan withSeed(long seed) {
        return new TrainingPlan(clips, seed, network);
    }
}
