package dev.baton.vad.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpeechFeaturesTest {
    private static TestSignal call(int rate) {
        return new TestSignal(rate)
                .silence(700)
                .word("october", -20)
                .silence(400)
                .tone(600, 425, -25)
                .silence(300)
                .word("thank-you", -26)
                .overNoise(-45);
    }

    private static float[][] features(int rate, short[] pcm) {
        var features = new SpeechFeatures(rate);
        int window = features.windowSamples();
        var all = new ArrayList<float[]>();
        for (int offset = 0; offset + window <= pcm.length; offset += window) {
            if (features.hear(pcm, offset)) {
                all.add(features.values().clone());
            }
        }
        return all.toArray(new float[0][]);
    }

    @ParameterizedTest
    @ValueSource(ints = {8000, 16000})
    void everything_isFiniteWhateverComes(int rate) {
        short[] pcm = new TestSignal(rate)
                .silence(500)
                .noise(500, 0)
                .click()
                .tone(500, 1000, 0)
                .silence(500)
                .offset(20_000)
                .pcm();

        for (float[] window : features(rate, pcm)) {
            for (float value : window) {
                assertThat(value).isFinite();
            }
        }
    }

    @Test
    void offset_changesNothing() {
        float[][] plain = features(8000, call(8000).pcm());
        float[][] shifted = features(8000, call(8000).offset(3000).pcm());

        for (int i = 0; i < plain.length; i++) {
            assertThat(shifted[i]).as("window %d", i).containsExactly(plain[i], within(0.01f));
        }
    }

    @Test
    void softerByHalf_changesLittle() {
        short[] pcm = call(8000).pcm();
        var softer = new short[pcm.length];
        for (int i = 0; i < pcm.length; i++) {
            softer[i] = (short) (pcm[i] / 2);
        }
        float[][] loud = features(8000, pcm);
        float[][] soft = features(8000, softer);

        double difference = 0;
        for (int i = 0; i < loud.length; i++) {
            for (int k = 0; k < loud[i].length; k++) {
                difference += Math.abs(loud[i][k] - soft[i][k]);
            }
        }
        assertThat(difference / loud.length / SpeechFeatures.count()).isLessThan(0.03);
    }

    @Test
    void sixteenKilohertz_areHeardAsEight() {
        float[] narrow = mean(features(8000, call(8000).pcm()));
        float[] wide = mean(features(16000, call(16000).pcm()));

        double difference = 0;
        for (int k = 0; k < narrow.length; k++) {
            difference += Math.abs(narrow[k] - wide[k]);
        }
        assertThat(difference / narrow.length).isLessThan(0.08);
    }

    private static float[] mean(float[][] windows) {
        var mean = new float[windows[0].length];
        for (float[] window : windows) {
            for (int k = 0; k < mean.length; k++) {
                mean[k] += window[k] / windows.length;
            }
        }
        return mean;
    }

    @ParameterizedTest
    @ValueSource(ints = {8000, 16000})
    void reset_hearsLikeNew(int rate) {
        short[] pcm = call(rate).pcm();
        var features = new SpeechFeatures(rate);
        float[] first = afterOneStep(features, pcm);
        for (int i = 0; i < pcm.length - features.windowSamples(); i += features.windowSamples()) {
            features.hear(pcm, i);
        }
        float[] last = afterOneStep(features, pcm);
        features.hear(pcm, 0);
        features.reset();

        assertThat(afterOneStep(features, pcm)).isEqualTo(first).isNotEqualTo(last);
    }

    private static float[] afterOneStep(SpeechFeatures features, short[] pcm) {
        for (int offset = 0; !features.hear(pcm, offset); ) {
            offset += features.windowSamples();
        }
        return features.values().clone();
    }

    @Test
    void everySecondWindow_hasNewValues() {
        var features = new SpeechFeatures(8000);
        short[] pcm = call(8000).pcm();

        assertThat(features.hear(pcm, 0)).isFalse();
        assertThat(features.hear(pcm, 80)).isTrue();
        assertThat(features.hear(pcm, 160)).isFalse();
    }

    @Test
    void windowOutsideTheArray_isRefusedAndNothingChanges() {
        short[] pcm = call(8000).pcm();
        var disturbed = new SpeechFeatures(8000);
        assertThatThrownBy(() -> disturbed.hear(new short[100], 21)).isInstanceOf(IndexOutOfBoundsException.class);

        assertThat(afterOneStep(disturbed, pcm)).isEqualTo(afterOneStep(new SpeechFeatures(8000), pcm));
    }

    @Test
    void otherRates_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SpeechFeatures(44100))
                .withMessageContaining("sampleRateHz=44100");
    }
}
