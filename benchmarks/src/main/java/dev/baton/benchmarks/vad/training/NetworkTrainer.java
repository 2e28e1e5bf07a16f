package dev.baton.benchmarks.vad.training;

import dev.baton.vad.energy.SpeechModel;
import java.util.SplittableRandom;

/** Fits a network to labelled windows by stochastic gradient descent on the logistic loss. The same windows and seed give the same network. */
final class NetworkTrainer {
    private static final double LAST_LEARNING_RATE = 1e-5;

    private final NetworkConfig config;

    NetworkTrainer(NetworkConfig config) {
        this.config = config;
    }

    SpeechModel train(Windows windows, Scaling scaling, long seed) {
        var random = new SplittableRandom(seed);
        var network = new Network(windows.inputs(), config.hidden(), random);
        var adam = new Adam(network.parameters.length);
        var batch = new Batch(config.batch(), windows, scaling, config.inputDropout(), random);
        int steps = config.steps(windows.count());
        for (int step = 1; step <= steps; step++) {
            batch.draw();
            network.differentiate(batch);
            adam.step(network.parameters, network.gradient, learningRate(step, steps), network.inputWeights(), (float)
                    config.weightDecay());
        }
        return network.model(scaling);
    }

    /** I. Loshchilov and F. Hutter, "SGDR: stochastic gradient descent with warm restarts", ICLR 2017, without restarts. */
    private float learningRate(int step, int steps) {
        double falling = 0.5 * (1 + Math.cos(Math.PI * step / steps));
        return (float) (config.learningRate() * falling + LAST_LEARNING_RATE);
    }
}
