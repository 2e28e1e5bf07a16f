package dev.baton.benchmarks.vad.training;

/**
 * How a network is fitted. The defaults were found by cross-validation on half an hour of recordings and 300 clips, for what the network has not heard: hence the heavy dropout and decay.
 *
 * @param hidden units
 * @param epochs how often each window counts on average
 * @param batch windows per step
 * @param learningRate of the first step; falls to almost 0 along half a cosine
 * @param weightDecay of the weights of the inputs, as a part of them per step and unit of learning rate
 * @param inputDropout probability that a step does not see an input of a window
 * @param beginningWeight how many times as much windows count where speech or another sound begins: few as they are, it depends on them how late speech is heard, and what else starts turns
 * @param edgeWeight what windows count within 40 ms of a beginning or end of speech, others counting 1
 */
public record NetworkConfig(
        int hidden,
        int epochs,
        int batch,
        double learningRate,
        double weightDecay,
        double inputDropout,
        double beginningWeight,
        double edgeWeight) {
    private static final NetworkConfig DEFAULTS = new NetworkConfig(8, 3, 256, 0.003, 0.5, 0.3, 4, 0.25);

    public NetworkConfig {
        requirePositive("hidden", hidden);
        requirePositive("epochs", epochs);
        requirePositive("batch", batch);
        requireWithin("learningRate", learningRate, 1);
        requireWithin("weightDecay", weightDecay, 1 / learningRate);
        requireWithin("inputDropout", inputDropout, 1);
        requireWithin("beginningWeight", beginningWeight, 100);
        requireWithin("edgeWeight", edgeWeight, 1);
    }

    public static NetworkConfig defaults() {
        return DEFAULTS;
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be positive, " + name + "=" + value);
        }
    }

    private static void requireWithin(String name, double value, double most) {
        if (!(value >= 0 && value <= most)) {
            throw new IllegalArgumentException(name + " must be within [0, " + most + "], " + name + "=" + value);
        }
    }

    int steps(int windows) {
        return (int) Math.max(1, (long) windows * epochs / batch);
    }
}
