package dev.baton.vad.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpeechModelTest {
    private static final int FEATURES = SpeechFeatures.count();
    private static final int UNITS = 6;

    private final Random random = new Random(5);

    private float[] numbers(int count) {
        var numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }

    private SpeechModel model() {
        return new SpeechModel(
                numbers(FEATURES), numbers(FEATURES), numbers(FEATURES * UNITS), numbers(UNITS), numbers(UNITS), 0.5f);
    }

    private static String text(SpeechModel model) throws IOException {
        var text = new StringBuilder();
        model.write(text, "of random numbers\nfor a test");
        return text.toString();
    }

    private static SpeechModel read(String text) throws IOException {
        return SpeechModel.read(new BufferedReader(new StringReader(text)));
    }

    @Test
    void writtenAndRead_saysTheSame() throws IOException {
        var model = model();
        String text = text(model);
        var copy = read(text);

        float[] features = numbers(FEATURES);
        assertThat(copy.logOdds(features)).isCloseTo(model.logOdds(features), within(0.01f));
        assertThat(text).startsWith("# of random numbers\n# for a test\n" + FEATURES + " " + UNITS + "\n");
        assertThat(text(copy)).isEqualTo(text);
    }

    @Test
    void oneUnit_isWhatTheFormulaSays() {
        var mean = new float[FEATURES];
        var scale = new float[FEATURES];
        var weights = new float[FEATURES];
        mean[3] = 2;
        scale[3] = 0.5f;
        weights[3] = 4;
        var model = new SpeechModel(mean, scale, weights, new float[] {-1}, new float[] {3}, 0.25f);
        var features = new float[FEATURES];

        features[3] = 4;
        assertThat(model.logOdds(features)).isEqualTo(0.25f + 3 * (4 * 1 - 1));
        features[3] = 2;
        assertThat(model.logOdds(features)).as("the unit is off").isEqualTo(0.25f);
        features[3] = 1e9f;
        assertThat(model.logOdds(features)).as("limited").isEqualTo(0.25f + 3 * (4 * 5 - 1));
    }

    @Test
    void meanOfModels_saysWhatTheySayOnAverage() {
        float[] mean = numbers(FEATURES);
        float[] scale = numbers(FEATURES);
        var models = new ArrayList<SpeechModel>();
        float sum = 0;
        float[] features = numbers(FEATURES);
        for (int units = 1; units <= 3; units++) {
            var model = new SpeechModel(mean, scale, numbers(FEATURES * units), numbers(units), numbers(units), units);
            models.add(model);
            sum += model.logOdds(features);
        }

        assertThat(SpeechModel.mean(models).logOdds(features)).isCloseTo(sum / 3, within(0.001f));
        models.add(model());
        assertThatIllegalArgumentException().isThrownBy(() -> SpeechModel.mean(models));
        assertThatIllegalArgumentException().isThrownBy(() -> SpeechModel.mean(List.of()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 16, 24, 31})
    void anyNumberOfUnits_isWhatTheFormulaSays(int units) {
        float[] mean = numbers(FEATURES);
        float[] scale = numbers(FEATURES);
        float[] weights = numbers(FEATURES * units);
        float[] hiddenBias = numbers(units);
        float[] outputWeights = numbers(units);
        float[] features = numbers(FEATURES);
        double expected = 0.5;
        for (int unit = 0; unit < units; unit++) {
            double sum = hiddenBias[unit];
            for (int i = 0; i < FEATURES; i++) {
                double scaled = (features[i] - mean[i]) * scale[i];
                sum += Math.max(-5, Math.min(5, scaled)) * weights[i * units + unit];
            }
            expected += Math.max(0, sum) * outputWeights[unit];
        }
        var model = new SpeechModel(mean, scale, weights, hiddenBias, outputWeights, 0.5f);

        model.logOdds(numbers(FEATURES));
        assertThat((double) model.logOdds(features)).isCloseTo(expected, within(0.001));
    }

    @Test
    void threads_doNotMixTheirWindows() throws Exception {
        var model = model();
        var windows = new float[64][];
        var expected = new float[64];
        for (int i = 0; i < windows.length; i++) {
            windows[i] = numbers(FEATURES);
            expected[i] = model.logOdds(windows[i]);
        }
        var threads = Executors.newFixedThreadPool(4);
        try {
            Callable<Boolean> sameAsAlone = () -> IntStream.range(0, 100 * windows.length)
                    .map(i -> i % windows.length)
                    .allMatch(i -> model.logOdds(windows[i]) == expected[i]);
            for (var each : threads.invokeAll(Collections.nCopies(8, sameAsAlone))) {
                assertThat(each.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void brokenText_isRefusedWithItsLine() throws IOException {
        String text = text(model());
        String[] lines = text.split("\n");

        assertThatIOException()
                .isThrownBy(() -> read(text.substring(0, text.length() / 2)))
                .withMessageContaining("line ");
        lines[5] = lines[5] + " 7";
        assertThatIOException()
                .isThrownBy(() -> read(String.join("\n", lines)))
                .withMessageContaining("line 6 of the model: 8 numbers are needed, there are 9");
        lines[5] = "1 2 3 4 5 6 7 x";
        assertThatIOException()
                .isThrownBy(() -> read(String.join("\n", lines)))
                .withMessageContaining("line 6 of the model: \"x\" is not a number");
        assertThatIOException().isThrownBy(() -> read("3 2\n")).withMessageContaining("train it anew");
    }

    @Test
    void lengthsThatDoNotMatch_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SpeechModel(
                        new float[FEATURES], new float[FEATURES], new float[7], new float[1], new float[1], 0))
                .withMessageContaining("7 weights");
    }
}
