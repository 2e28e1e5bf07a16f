package dev.baton.vad.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.baton.vad.SpeechGate;
import dev.baton.vad.SpeechGate.Decision;
import dev.baton.vad.SpeechGateConfig;
import dev.baton.vad.VoiceActivityDetectorProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnergyDetectorTest {
    /** A decision of the default gate; times in milliseconds. */
    private record Seen(Decision decision, long decidedAt, long onset, long end) {}

    private static float[] probabilities(EnergyDetector detector, short[] pcm) {
        int window = detector.windowSamples();
        var probabilities = new float[pcm.length / window];
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = detector.speechProbability(pcm, i * window);
        }
        return probabilities;
    }

    private static List<Seen> gate(int sampleRateHz, TestSignal signal) {
        var gate = new SpeechGate(SpeechGateConfig.defaults(), sampleRateHz, sampleRateHz / 100);
        int perMilli = sampleRateHz / 1000;
        var seen = new ArrayList<Seen>();
        for (float probability : probabilities(new EnergyDetector(sampleRateHz), signal.pcm())) {
            Decision decision = gate.accept(probability);
            if (decision != Decision.NONE) {
                seen.add(new Seen(
                        decision,
                        gate.position() / perMilli,
                        gate.onsetPosition() / perMilli,
                        gate.endPosition() / perMilli));
            }
        }
        return seen;
    }

    private static List<Decision> decisions(int sampleRateHz, TestSignal signal) {
        return gate(sampleRateHz, signal).stream().map(Seen::decision).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {8000, 16000})
    void speechOverLineNoise_isFoundWithinTheWindow(int rate) {
        var signal =
                new TestSignal(rate).silence(300).speech(840, -20).silence(600).overNoise(-60);

        assertThat(gate(rate, signal))
                .satisfiesExactly(
                        started -> {
                            assertThat(started.decision()).isEqualTo(Decision.STARTED);
                            assertThat(started.onset()).isCloseTo(300, within(20L));
                            assertThat(started.decidedAt()).isCloseTo(400, within(20L));
                        },
                        ended -> {
                            assertThat(ended.decision()).isEqualTo(Decision.ENDED);
                            assertThat(ended.end()).isCloseTo(1140, within(20L));
                            assertThat(ended.decidedAt()).isCloseTo(1340, within(20L));
                        });
    }

    @ParameterizedTest
    @ValueSource(ints = {8000, 16000})
    void callOpensWithSpeech_isSpeechFromTheStart(int rate) {
        var signal = new TestSignal(rate).speech(1720, -24).silence(500).overNoise(-60);

        assertThat(gate(rate, signal))
                .satisfiesExactly(
                        started -> assertThat(started.onset()).isLessThanOrEqualTo(20),
                        ended -> assertThat(ended.end()).isCloseTo(1720, within(30L)));
    }

    @ParameterizedTest
    @ValueSource(ints = {8000, 16000})
    void lineNoiseFromTheFirstSample_isNotSpeech(int rate) {
        assertThat(decisions(rate, new TestSignal(rate).noise(5000, -60))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {-50, -40, -30})
    void steadyNoise_isNotSpeechOnceHeard(int dbfs) {
        float[] probabilities = probabilities(
                new EnergyDetector(8000),
                new TestSignal(8000).noise(10_000, dbfs).pcm());

        for (int i = 100; i < probabilities.length; i++) {
            assertThat(probabilities[i]).as("window %d", i).isLessThan(0.35f);
        }
    }

    @Test
    void backgroundStepsUp_isBackgroundAgainWithinTwoSeconds() {
        float[] probabilities = probabilities(
                new EnergyDetector(8000),
                new TestSignal(8000).noise(3000, -60).noise(5000, -35).pcm());

        assertThat(probabilities[310]).as("the step itself stands out").isGreaterThan(0.5f);
        for (int i = 500; i < probabilities.length; i++) {
            assertThat(probabilities[i]).as("window %d", i).isLessThan(0.35f);
        }
    }

    @Test
    void speechAfterBackgroundStep_isStillFound() {
        var signal = new TestSignal(8000)
                .noise(2000, -60)
                .silence(3000)
                .speech(840, -18)
                .silence(1000)
                .overNoise(2000, -40);

        var seen = gate(8000, signal);
        assertThat(seen.get(seen.size() - 2).onset()).isCloseTo(5000, within(20L));
        assertThat(seen.get(seen.size() - 1).end()).isCloseTo(5840, within(30L));
    }

    @Test
    void lostPacketsInLoudBackground_doNotMakeItSpeech() {
        var signal = new TestSignal(8000).noise(3000, -40);
        for (int i = 0; i < 10; i++) {
            signal.silence(60).noise(700, -40);
        }

        assertThat(gate(8000, signal))
                .filteredOn(seen -> seen.decidedAt() > 1000)
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {8000, 16000})
    void twoDryClicks_doNotOpenTheGate(int rate) {
        var signal = new TestSignal(rate)
                .silence(1000)
                .click()
                .silence(70)
                .click()
                .silence(1000)
                .overNoise(-60);

        assertThat(decisions(rate, signal)).containsExactly(Decision.SPIKE, Decision.SPIKE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 7})
    void knockOf80Millis_isSpike(int offsetMillis) {
        var signal = new TestSignal(8000)
                .silence(1000 + offsetMillis)
                .noise(80, -15)
                .silence(1000)
                .overNoise(-60);

        assertThat(decisions(8000, signal)).containsExactly(Decision.SPIKE);
    }

    @Test
    void digitalSilenceAndOffset_areNotSpeech() {
        for (double offset : new double[] {0, 3000, -20_000}) {
            short[] pcm = new TestSignal(16000).silence(2000).offset(offset).pcm();
            for (float probability : probabilities(new EnergyDetector(16000), pcm)) {
                assertThat(probability).as("offset %s", offset).isLessThan(0.05f);
            }
        }
    }

    @Test
    void comfortNoiseAfterDigitalSilence_isNotSpeech() {
        assertThat(decisions(8000, new TestSignal(8000).silence(3000).noise(3000, -60)))
                .isEmpty();
    }

    @Test
    void heldTone_isBackgroundWithinASecond() {
        float[] probabilities = probabilities(
                new EnergyDetector(8000),
                new TestSignal(8000).noise(1000, -60).tone(3000, 425, -20).pcm());

        for (int i = 200; i < probabilities.length; i++) {
            assertThat(probabilities[i]).as("window %d", i).isLessThan(0.35f);
        }
    }

    @Test
    void offsetUnderSpeech_changesNothing() {
        var plain =
                new TestSignal(8000).silence(300).speech(840, -20).silence(600).overNoise(-60);
        var shifted = new TestSignal(8000)
                .silence(300)
                .speech(840, -20)
                .silence(600)
                .overNoise(-60)
                .offset(2000);

        assertThat(gate(8000, shifted)).isEqualTo(gate(8000, plain));
    }

    @Test
    void reset_scoresLikeNew() {
        short[] pcm = new TestSignal(8000)
                .noise(1000, -40)
                .speech(900, -15)
                .noise(500, -40)
                .pcm();
        var detector = new EnergyDetector(8000);
        float[] first = probabilities(detector, pcm);
        detector.reset();

        assertThat(probabilities(detector, pcm)).isEqualTo(first);
    }

    @Test
    void windowOutsideTheArray_isRefusedAndNothingChanges() {
        var detector = new EnergyDetector(8000);
        assertThatThrownBy(() -> detector.speechProbability(new short[100], 21))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void otherRates_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EnergyDetector(44100))
                .withMessageContaining("sampleRateHz=44100");
        assertThat(new EnergyDetectorProvider().supports(44100)).isFalse();
    }

    @Test
    void serviceLoader_findsTheProvider() {
        assertThat(ServiceLoader.load(VoiceActivityDetectorProvider.class))
                .first()
                .satisfies(provider -> {
                    assertThat(provider.name()).isEqualTo("energy");
                    assertThat(provider.create(16000).windowSamples()).isEqualTo(160);
                });
    }
}
