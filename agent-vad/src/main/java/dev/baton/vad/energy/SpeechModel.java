package dev.baton.vad.energy;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.StringTokenizer;

/**
 * The learned combination of {@link SpeechFeatures}: one hidden layer of rectified units and a logistic output. Immutable; shared by all streams.
 *
 * <p>Its text form, which a person can read: lines that begin with {@code #} are comments; the number of features and of hidden units; per feature its mean, the scale that its
 * difference from the mean is multiplied with, and a weight per hidden unit; the biases of the hidden units; their weights in the output; the output's bias.
 */
public final class SpeechModel {
    /** A feature further from its mean than this many standard deviations tells no more. */
    private static final float LIMIT = 5;

    private final float[] mean;
    private final float[] scale;
    private final float[] inputWeights;
    private final float[] hiddenBias;
    private final float[] outputWeights;
    private final float outputBias;

    /**
     * @param mean of each feature, subtracted first
     * @param scale multiplied with the difference; the product is limited to [-5, 5]
     * @param inputWeights {@code [feature * units + unit]}
     * @throws IllegalArgumentException if the lengths do not match each other
     */
    public SpeechModel(
            float[] mean,
            float[] scale,
            float[] inputWeights,
            float[] hiddenBias,
            float[] outputWeights,
            float outputBias) {
        if (scale.length != mean.length
                || outputWeights.length != hiddenBias.length
                || inputWeights.length != mean.length * hiddenBias.length) {
            throw new IllegalArgumentException(scale.length + " scales and " + inputWeights.length
                    + " weights do not fit " + mean.length + " features and " + hiddenBias.length + " hidden units, "
                    + outputWeights.length + " of them weighted");
        }
        this.mean = mean.clone();
        this.scale = scale.clone();
        this.inputWeights = inputWeights.clone();
        this.hiddenBias = hiddenBias.clone();
        this.outputWeights = outputWeights.clone();
        this.outputBias = outputBias;
    }

    /** Length of the scratch that {@link #logOdds} needs. */
    public int hiddenUnits() {
        return hiddenBias.length;
    }

    /**
     * Natural logarithm of the odds that the window is speech.
     *
     * @param features of the window
     * @param scratch at least one float per hidden unit, overwritten
     */
    public float logOdds(float[] features, float[] scratch) {
        int units = hiddenBias.length;
        System.arraycopy(hiddenBias, 0, scratch, 0, units);
        int i = 0;
        // Four features per sweep: half the loads and stores of the sums.
        for (; i + 3 < mean.length; i += 4) {
            float first = scaled(features, i);
            float second = scaled(features, i + 1);
            float third = scaled(features, i + 2);
            float fourth = scaled(features, i + 3);
            int row = i * units;
            for (int unit = 0; unit < units; unit++) {
                scratch[unit] += first * inputWeights[row + unit]
                        + second * inputWeights[row + units + unit]
                        + third * inputWeights[row + 2 * units + unit]
                        + fourth * inputWeights[row + 3 * units + unit];
            }
        }
        for (; i < mean.length; i++) {
            float value = scaled(features, i);
            for (int unit = 0; unit < units; unit++) {
                scratch[unit] += value * inputWeights[i * units + unit];
            }
        }
        float odds = outputBias;
        for (int unit = 0; unit < units; unit++) {
            odds += Math.max(0, scratch[unit]) * outputWeights[unit];
        }
        return odds;
    }

    private float scaled(float[] features, int i) {
        return Math.max(-LIMIT, Math.min(LIMIT, (features[i] - mean[i]) * scale[i]));
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException if it cannot be read, or is not such a text; the message says where
     */
    public static SpeechModel read(BufferedReader in) throws IOException {
        var rows = new Rows(in);
        float[] sizes = rows.next(2);
        int features = (int) sizes[0];
        int units = (int) sizes[1];
        if (features != SpeechFeatures.count() || units < 1) {
            throw rows.complaint("it is made for " + features + " features and " + units
                    + " hidden units, this version has " + SpeechFeatures.count() + " features: train it anew");
        }
        var mean = new float[features];
        var scale = new float[features];
        var weights = new float[features * units];
        for (int i = 0; i < features; i++) {
            float[] row = rows.next(2 + units);
            mean[i] = row[0];
            scale[i] = row[1];
            System.arraycopy(row, 2, weights, i * units, units);
        }
        return new SpeechModel(mean, scale, weights, rows.next(units), rows.next(units), rows.next(1)[0]);
    }

    /** @param comment said at the top: what the weights were fitted to, and how; may have several lines */
    public void write(Appendable out, String comment) throws IOException {
        for (String line : comment.split("\n", -1)) {
            out.append(("# " + line).strip()).append('\n');
        }
        int units = hiddenBias.length;
        out.append(mean.length + " " + units).append('\n');
        for (int i = 0; i < mean.length; i++) {
            out.append(text(mean[i])).append(' ').append(text(scale[i])).append(' ');
            row(out, Arrays.copyOfRange(inputWeights, i * units, (i + 1) * units));
        }
        row(out, hiddenBias);
        row(out, outputWeights);
        row(out, new float[] {outputBias});
    }

    private static void row(Appendable out, float[] values) throws IOException {
        for (int i = 0; i < values.length; i++) {
            out.append(i == 0 ? "" : " ").append(text(values[i]));
        }
        out.append('\n');
    }

    /** Five significant digits: more changes no decision. */
    private static String text(float value) {
        return String.format(Locale.ROOT, "%.5g", value);
    }

    private static final class Rows {
        private final BufferedReader in;
        private int number;

        Rows(BufferedReader in) {
            this.in = in;
        }

        float[] next(int count) throws IOException {
            String line;
            do {
                number++;
                line = in.readLine();
                if (line == null) {
                    throw complaint("it ends too early");
                }
            } while (line.isBlank() || line.startsWith("#"));
            var words = new StringTokenizer(line);
            if (words.countTokens() != count) {
                throw complaint(count + " numbers are needed, there are " + words.countTokens());
            }
            var values = new float[count];
            for (int i = 0; i < count; i++) {
                values[i] = number(words.nextToken());
            }
            return values;
        }

        private float number(String word) throws IOException {
            try {
                float value = Float.parseFloat(word);
                if (Float.isFinite(value)) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // Told below.
            }
            throw complaint("\"" + word + "\" is not a number");
        }

        IOException complaint(String what) {
            return new IOException("line " + number + " of the model: " + what);
        }
    }
}
