package dev.baton.benchmarks.vad.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.baton.vad.energy.SpeechModel;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NetworkTest {
    private static final int INPUTS = 10;

    /** Speech is what lies outside a sphere, in some of the inputs, so that no straight cut tells it. */
    private static Windows toy(long seed, int count, double wrongLabels) {
        var random = new Random(seed);
        var windows = new Windows(INPUTS, count);
        for (int i = 0; i < count; i++) {
            var features = new float[INPUTS];
            double radius = 0;
            for (int k = 0; k < INPUTS; k++) {
                double value = random.nextGaussian();
                features[k] = (float) (100 + 0.01 * value);
                radius += k < 3 ? value * value : 0;
            }
            boolean speech = radius > 2.4;
            boolean wrong = random.nextDouble() < wrongLabels;
            // A gap between the two.
            if (Math.abs(radius - 2.4) > 0.8) {
                windows.add(features, speech != wrong, 1);
            }
        }
        return windows;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.2})
    void separableProblem_isSolvedEvenWithWrongLabels(double wrongLabels) {
        var config = new NetworkConfig(24, 40, 256, 0.01, 0.01, 0, 1, 1);
        var windows = toy(1, 20_000, wrongLabels);
        var model = new NetworkTrainer(config).train(windows, Scaling.of(windows), 1);

        assertThat(auc(model, toy(2, 5000, 0))).isGreaterThan(0.99);
    }

    private static double auc(SpeechModel model, Windows windows) {
        var score = new FrameScore();
        for (int i = 0; i < windows.count(); i++) {
            var features = new float[INPUTS];
            System.arraycopy(windows.block(i), windows.offset(i), features, 0, INPUTS);
            score.add(windows.speech(i), model.logOdds(features));
        }
        return score.auc();
    }

    @Test
    void gradient_isThatOfTheLoss() {
        var windows = toy(3, 300, 0);
        var random = new SplittableRandom(4);
        var batch = new Batch(16, windows, Scaling.of(windows), 0.3, random);
        batch.draw();
        var network = new Network(INPUTS, 3, random);
        network.differentiate(batch);
        var gradient = network.gradient.clone();

        for (int i = 0; i < gradient.length; i++) {
            float before = network.parameters[i];
            network.parameters[i] = before + 1e-2f;
            double more = loss(network, batch);
            network.parameters[i] = before - 1e-2f;
            double less = loss(network, batch);
            network.parameters[i] = before;
            assertThat((double) gradient[i]).as("parameter %d", i).isCloseTo((more - less) / 2e-2, within(2e-3));
        }
    }

    /** By the formula, for three hidden units. */
    private static double loss(Network network, Batch batch) {
        double sum = 0;
        float[] p = network.parameters;
        for (int i = 0; i < batch.size; i++) {
            double logOdds = p[3 * INPUTS + 6];
            for (int unit = 0; unit < 3; unit++) {
                double activity = p[3 * INPUTS + unit];
                for (int k = 0; k < INPUTS; k++) {
                    activity += p[unit * INPUTS + k] * batch.byWindow[i * INPUTS + k];
                }
                logOdds += Math.max(0, activity) * p[3 * INPUTS + 3 + unit];
            }
            double wrong = batch.target[i] == 1 ? -logOdds : logOdds;
            sum += batch.weight[i] * Math.log1p(Math.exp(wrong));
        }
        return sum / batch.size;
    }

    @Test
    void batch_leavesOutItsShareOfInputsAndLimitsTheRest() {
        var windows = new Windows(INPUTS, 2000);
        for (int i = 0; i < 2000; i++) {
            var features = new float[INPUTS];
            features[0] = i == 0 ? 1e6f : 1;
            features[1] = i % 2;
            windows.add(features, i % 2 == 0, 0.25f);
        }
        var batch = new Batch(4096, windows, Scaling.of(windows), 0.3, new SplittableRandom(1));
        batch.draw();
        int zeros = 0;
        for (int i = 0; i < batch.size; i++) {
            float value = batch.byWindow[i * INPUTS + 1];
            zeros += value == 0 ? 1 : 0;
            assertThat(batch.byWindow[i * INPUTS]).isBetween(-5f, 5f);
            assertThat(batch.byInput[batch.size + i]).isEqualTo(value);
            assertThat(batch.weight[i]).isEqualTo(0.25f);
        }
        assertThat(zeros / 4096.0).isCloseTo(0.3, within(0.03));
    }
}
