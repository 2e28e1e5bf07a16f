package dev.baton.benchmarks.vad.training;

/**
 * What makes the same network of the same recordings.
 *
 * @param networks so many are trained, each with clips of its own, and their mean is the result: what one learned by chance, the others did not (L. Hansen and P. Salamon, "Neural network ensembles", IEEE Trans. PAMI 12(10), 1990)
 * @param clips of 24 s that are mixed from the recordings for each network and heard beside them
 * @param seed of all that is random
 */
public record TrainingPlan(int networks, int clips, long seed, NetworkConfig network) {
    /** 2 h of clips, several times as long as the recordings that they were tried with. */
    static final int CLIPS = 300;

    static final int NETWORKS = 3;

    static final long SEED = 1;

    public TrainingPlan {
        if (networks < 1) {
            throw new IllegalArgumentException("networks must be positive, networks=" + networks);
        }
        if (clips < 0) {
            throw new IllegalArgumentException("clips must not be negative, clips=" + clips);
        }
    }

    public static TrainingPlan defaults() {
        return new TrainingPlan(NETWORKS, CLIPS, SEED, NetworkConfig.defaults());
    }

    public TrainingPlan withClips(int clips) {
        return new TrainingPlan(networks, clips, seed, network);
    }

    public TrainingPlan withSeed(long seed) {
        return new TrainingPlan(networks, clips, seed, network);
    }
}
