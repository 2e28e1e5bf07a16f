package dev.baton.vad.energy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.StringTokenizer;

/**
 * The learned combination of {@link SpeechFeatures}: one hidden layer of rectified units and a logistic output. Immutable; shared by all streams.
 *
 * <p>The products of all inputs and units are made along one long row, because the compiler makes vector instructions of long loops only. The product at {@code j} belongs to the input {@code j % period} and to the unit
 * {@code j % units}: if the two have no common divisor, each pair comes once in {@code period * units} places (the Chinese remainder theorem). So one factor is the inputs, written one after the other again and again, and the row
 * can be cut and its parts added as long as each is a multiple of {@code units}.
 *
 * <p>Its text form, which a person can read: lines that begin with {@code #} are comments; the number of features and of hidden units; per feature its mean, the scale that its
 * difference from the mean is multiplied with, and a weight per hidden unit; the biases of the hidden units; their weights in the output; the output's bias.
 */
public final class SpeechModel {
    /** A feature further from its mean than this many standard deviations tells no more. */
    private static final float LIMIT = 5;

    /** More of them are shorter loops, fewer are more memory. */
    private static final int PARTS = 12;

    private final float[] mean;
    private final float[] scale;
    /** As they were given, for {@link #write}. */
    private final float[] inputWeights;

    private final float[] hiddenBias;
    private final float[] outputWeights;
    private final float outputBias;
    /** The number of inputs, or the next one that has no common divisor with the number of units; what is too much is 0. */
    private final int period;

    /** Length of one part, a multiple of the number of units. */
    private final int part;

    private final float[][] parts;

    private final ThreadLocal<Evaluation> perThread = ThreadLocal.withInitial(Evaluation::new);

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
        int units = hiddenBias.length;
        period = coprime(mean.length, units);
        part = (period + PARTS - 1) / PARTS * units;
        parts = new float[PARTS][part];
        for (int j = 0; j < period * units; j++) {
            int input = j % period;
            parts[j / part][j % part] = input < mean.length ? inputWeights[input * units + j % units] : 0;
        }
    }

    private static int coprime(int least, int other) {
        int number = least;
        while (!BigInteger.valueOf(number).gcd(BigInteger.valueOf(other)).equals(BigInteger.ONE)) {
            number++;
        }
        return number;
    }

    /** The network that is shipped; its comment tells what it was fitted to, and the command. */
    static SpeechModel shipped() {
        return Shipped.MODEL;
    }

    /** The same network with log odds that are higher by {@code more}, or lower if that is negative. */
    public SpeechModel withBias(float more) {
        return new SpeechModel(mean, scale, inputWeights, hiddenBias, outputWeights, outputBias + more);
    }

    /**
     * One network whose log odds are the mean of all others', with the units of all.
     *
     * @throws IllegalArgumentException if there are none, or they scale their inputs differently
     */
    public static SpeechModel mean(List<SpeechModel> models) {
        if (models.isEmpty()) {
            throw new IllegalArgumentException("there is no mean of no models");
        }
        var first = models.get(0);
        int features = first.mean.length;
        int units = models.stream().mapToInt(each -> each.hiddenBias.length).sum();
        var weights = new float[features * units];
        var hiddenBias = new float[units];
        var outputWeights = new float[units];
        float outputBias = 0;
        int at = 0;
        for (SpeechModel each : models) {
            if (!Arrays.equals(each.mean, first.mean) || !Arrays.equals(each.scale, first.scale)) {
                throw new IllegalArgumentException("models must scale their inputs alike");
            }
            int own = each.hiddenBias.length;
            for (int i = 0; i < features; i++) {
                System.arraycopy(each.inputWeights, i * own, weights, i * units + at, own);
            }
            System.arraycopy(each.hiddenBias, 0, hiddenBias, at, own);
            for (int unit = 0; unit < own; unit++) {
                outputWeights[at + unit] = each.outputWeights[unit] / models.size();
            }
            outputBias += each.outputBias / models.size();
            at += own;
        }
        return new SpeechModel(first.mean, first.scale, weights, hiddenBias, outputWeights, outputBias);
    }

    /**
     * Natural logarithm of the odds that the window is speech. Safe for use by many threads; allocates at a thread's first window only.
     *
     * @param features of the window
     */
    public float logOdds(float[] features) {
        return perThread.get().logOdds(features);
    }

    /** Room for the sums of one window. Belongs to the thread, whatever the number of its streams. */
    private final class Evaluation {
        /** Once, and then as much again as one part is long. */
        private final float[] inputs = new float[period + part];

        private final float[] shifted = new float[part];
        private final float[] sums = new float[part];

        float logOdds(float[] features) {
            repeatInputs(features);
            Arrays.fill(sums, 0);
            for (int i = 0; i < PARTS; i++) {
                System.arraycopy(inputs, i * part % period, shifted, 0, part);
                addProducts(sums, shifted, parts[i]);
            }
            fold();
            float odds = outputBias;
            for (int unit = 0; unit < hiddenBias.length; unit++) {
                odds += Math.max(0, sums[unit] + hiddenBias[unit]) * outputWeights[unit];
            }
            return odds;
        }

        private void repeatInputs(float[] features) {
            standardise(features, mean, scale, inputs);
            for (int copied = period; copied < inputs.length; copied += period) {
                System.arraycopy(inputs, 0, inputs, copied, Math.min(period, inputs.length - copied));
            }
        }

        private void fold() {
            int units = hiddenBias.length;
            for (int length = part; length > units; ) {
                int half = (length / units + 1) / 2 * units;
                for (int j = half; j < length; j++) {
                    sums[j - half] += sums[j];
                }
                length = half;
            }
        }
    }

    private static void standardise(float[] features, float[] mean, float[] scale, float[] inputs) {
        for (int i = 0; i < mean.length; i++) {
            inputs[i] = Math.max(-LIMIT, Math.min(LIMIT, (features[i] - mean[i]) * scale[i]));
        }
    }

    private static void addProducts(float[] sums, float[] inputs, float[] weights) {
        for (int j = 0; j < sums.length; j++) {
            sums[j] += inputs[j] * weights[j];
        }
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

    private static final class Shipped {
        private static final String RESOURCE = "speech-model.txt";
        static final SpeechModel MODEL = load();

        private static SpeechModel load() {
            try (InputStream text = SpeechModel.class.getResourceAsStream(RESOURCE)) {
                Objects.requireNonNull(text, RESOURCE);
                return read(new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8)));
            } catch (IOException e) {
                throw new UncheckedIOException(RESOURCE + " was changed", e);
            }
        }
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
