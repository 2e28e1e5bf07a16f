package dev.baton.benchmarks.vad.training;

import dev.baton.vad.energy.SpeechModel;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * One hidden layer of rectified units in training: outputs and gradients for a whole batch at a time. All parameters lie in one array, the weights of the inputs first.
 *
 * <p>The inner loops run along the windows of a batch or along the inputs, never along the few units, and never add up into one number: such loops are compiled to vector instructions.
 */
final class Network {
    private static final float FIRST_BIAS = 0.1f;

    final float[] parameters;
    final float[] gradient;

    private final int inputs;
    private final int hidden;
    /** Where the biases of the units, their weights in the output and its own bias begin. */
    private final int biases;

    private final int outputs;
    private final int outputBias;

    Network(int inputs, int hidden, SplittableRandom random) {
        this.inputs = inputs;
        this.hidden = hidden;
        biases = inputs * hidden;
        outputs = biases + hidden;
        outputBias = outputs + hidden;
        parameters = new float[outputBias + 1];
        gradient = new float[outputBias + 1];
        for (int i = 0; i < biases; i++) {
            parameters[i] = (float) (random.nextGaussian() / Math.sqrt(inputs));
        }
        for (int unit = 0; unit < hidden; unit++) {
            parameters[biases + unit] = FIRST_BIAS;
            parameters[outputs + unit] = (float) (random.nextGaussian() / Math.sqrt(hidden));
        }
    }

    /** How many of the first parameters are weights of inputs, {@code [unit * inputs + input]}. */
    int inputWeights() {
        return biases;
    }

    /** Sets {@link #gradient} to that of the mean logistic loss over the batch. */
    void differentiate(Batch batch) {
        int size = batch.size;
        var activity = new float[hidden * size];
        for (int unit = 0; unit < hidden; unit++) {
            activate(batch, unit, activity);
        }
        float[] errors = errors(batch, activity);
        Arrays.fill(gradient, 0);
        for (int i = 0; i < size; i++) {
            gradient[outputBias] += errors[i];
        }
        for (int unit = 0; unit < hidden; unit++) {
            differentiate(batch, unit, activity, errors);
        }
    }

    private void activate(Batch batch, int unit, float[] activity) {
        int size = batch.size;
        int to = unit * size;
        Arrays.fill(activity, to, to + size, parameters[biases + unit]);
        for (int input = 0; input < inputs; input++) {
            addScaled(activity, to, batch.byInput, input * size, parameters[unit * inputs + input], size);
        }
        for (int i = to; i < to + size; i++) {
            activity[i] = Math.max(0, activity[i]);
        }
    }

    /** By how much each window's probability is wrong, times its weight and divided by the size of the batch. */
    private float[] errors(Batch batch, float[] activity) {
        int size = batch.size;
        var logOdds = new float[size];
        Arrays.fill(logOdds, parameters[outputBias]);
        for (int unit = 0; unit < hidden; unit++) {
            addScaled(logOdds, 0, activity, unit * size, parameters[outputs + unit], size);
        }
        for (int i = 0; i < size; i++) {
            float probability = (float) (1 / (1 + Math.exp(-logOdds[i])));
            logOdds[i] = (probability - batch.target[i]) * batch.weight[i] / size;
        }
        return logOdds;
    }

    private void differentiate(Batch batch, int unit, float[] activity, float[] errors) {
        int size = batch.size;
        float outputWeight = parameters[outputs + unit];
        for (int i = 0; i < size; i++) {
            float active = activity[unit * size + i];
            if (active > 0) {
                float error = errors[i] * outputWeight;
                gradient[outputs + unit] += errors[i] * active;
                gradient[biases + unit] += error;
                addScaled(gradient, unit * inputs, batch.byWindow, i * inputs, error, inputs);
            }
        }
    }

    private static void addScaled(float[] to, int toOffset, float[] from, int fromOffset, float factor, int length) {
        for (int i = 0; i < length; i++) {
            to[toOffset + i] += factor * from[fromOffset + i];
        }
    }

    SpeechModel model(Scaling scaling) {
        var weights = new float[inputs * hidden];
        for (int unit = 0; unit < hidden; unit++) {
            for (int input = 0; input < inputs; input++) {
                weights[input * hidden + unit] = parameters[unit * inputs + input];
            }
        }
        return new SpeechModel(
                scaling.mean(),
                scaling.factor(),
                weights,
                Arrays.copyOfRange(parameters, biases, outputs),
                Arrays.copyOfRange(parameters, outputs, outputBias),
                parameters[outputBias]);
    }
}
