package dev.baton.vad.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.baton.vad.SpeechGateConfig;
import dev.baton.vad.VoiceActivityDetectorProvider;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With the network that is shipped; margins leave room for one that is fitted anew. */
class EnergyDetectorTest {
    /** Well below the default gate's stop threshold. */
    private static final float QUIET = 0.3f;

    private static float[] probabilities(TestSignal signal) {
        return Hearing.probabilities(new EnergyDetector(signal.sampleRateHz()), signal.pcm());
    }

    private static void assertQuietFrom(int millis, TestSignal signal) {
        float[] probabilities = probabilities(signal);
        for (int i = millis / 10; i < probabilities.length; i++) {
            assertThat(probabilities[i]).as("at %d ms", 10 * i).isLessThan(QUIET);
        }
    }

    private static TestSignal answers(int rate, double dbfs) {
        return new TestSignal(rate)
                .silence(1000)
                .words(600, dbfs, "hello", "no", "six", "three", "eight", "thank-you", "october", "tomorrow");
    }

    @ParameterizedTest
    @CsvSource({"8000, -60", "8000, -45", "16000, -60", "16000, -45"})
    void wordsOverLineNoise_areEachFoundWhereTheyAre(int rate, double noiseDbfs) {
        var hearing = Hearing.of(answers(rate, -20).overNoise(noiseDbfs));

        assertThat(hearing.speech()).hasSameSizeAs(hearing.words());
        assertThat(hearing.words())
                .allSatisfy(word -> assertThat(hearing.speechDuring(word))
                        .singleElement()
                        .satisfies(speech -> {
                            assertThat(speech.onset()).isBetween(word.from() - 220, word.from() + 60);
                            assertThat(speech.decidedAt()).isBetween(word.from() + 40, word.from() + 280);
                            assertThat(speech.end()).isBetween(word.to() - 120, word.to() + 300);
                        }));
    }

    @ParameterizedTest
    @CsvSource({
        "8000, hello", "8000, three", "8000, tomorrow", "8000, correct",
        "16000, hello", "16000, three", "16000, tomorrow", "16000, correct"
    })
    void callOpensWithSpeech_isSpeechFromTheStart(int rate, String word) {
        var signal = new TestSignal(rate)
                .word(word, -24)
                .silence(60)
                .word("goodbye", -24)
                .silence(800)
                .overNoise(-60);

        assertThat(Hearing.of(signal).speech()).singleElement().satisfies(speech -> {
            assertThat(speech.onset()).isLessThanOrEqualTo(60);
            assertThat(speech.end()).isCloseTo(signal.words().get(1).to(), within(300.0));
        });
    }

    /** As an "s" does. */
    @Test
    void hissAbove4Khz_isAHintAtOnceAndStartsNothing() {
        var signal = new TestSignal(16_000).silence(1000).tones(200, -40, 4700, 5300, 6100, 7000);
        float[] probabilities = probabilities(signal.silence(1000).overNoise(-65));

        for (int i = 103; i < 120; i++) {
            assertThat(probabilities[i])
                    .as("at %d ms", 10 * i)
                    .isBetween(SpeechGateConfig.defaults().suspectThreshold(), 0.1f);
        }
        assertThat(probabilities[130]).isLessThan(0.02f);
    }

    @ParameterizedTest
    @ValueSource(ints = {8000, 16000})
    void lineNoiseFromTheFirstSample_isNotSpeech(int rate) {
        assertQuietFrom(0, new TestSignal(rate).noise(5000, -60));
    }

    @ParameterizedTest
    @CsvSource({"8000, -50", "8000, -35", "8000, -20", "16000, -50", "16000, -35", "16000, -20"})
    void steadyNoise_isNotSpeechOnceHeard(int rate, double dbfs) {
        assertQuietFrom(1000, new TestSignal(rate).noise(6000, dbfs));
    }

    @ParameterizedTest
    @CsvSource({"8000, -45", "8000, -35", "8000, -25", "16000, -45", "16000, -35", "16000, -25"})
    void backgroundStepsUp_startsNothingAndIsBackgroundWithinTwoSeconds(int rate, double dbfs) {
        var signal = new TestSignal(rate).noise(3000, -60).noise(5000, dbfs);

        assertThat(Hearing.of(signal).speech()).isEmpty();
        assertQuietFrom(5000, signal);
    }

    @ParameterizedTest
    @ValueSource(ints = {8000, 16000})
    void speechAfterBackgroundStep_isStillFound(int rate) {
        var signal = new TestSignal(rate)
                .noise(2000, -60)
                .silence(3000)
                .words(700, -18, "hello", "six", "no")
                .overNoise(2000, -40);
        var hearing = Hearing.of(signal);

        assertThat(hearing.missed()).isEmpty();
        assertThat(hearing.invented()).isEmpty();
        assertThat(hearing.unended()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {8000, 16000})
    void lostPacketsInLoudBackground_doNotMakeItSpeech(int rate) {
        var signal = new TestSignal(rate).noise(3000, -40);
        for (int i = 0; i < 10; i++) {
            signal.silence(60).noise(700, -40);
        }

        assertThat(Hearing.of(signal).speech()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"8000, -60", "8000, -45", "16000, -60", "16000, -45"})
    void dryClick_startsAlmostNothingWhereverItFallsInTheWindow(int rate, double noiseDbfs) {
        int started = 0;
        for (double offsetMillis = 0; offsetMillis < 20; offsetMillis += 1.25) {
            var signal = new TestSignal(rate)
                    .silence(600 + offsetMillis)
                    .click()
                    .silence(500)
                    .overNoise(noiseDbfs);
            started += Hearing.of(signal).speech().isEmpty() ? 0 : 1;
        }

        assertThat(started).as("of 16 clicks").isLessThanOrEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {8000, 16000})
    void dryClickInDigitalSilence_startsNothing(int rate) {
        for (double offsetMillis = 0; offsetMillis < 20; offsetMillis += 1.25) {
            var signal =
                    new TestSignal(rate).silence(600 + offsetMillis).click().silence(500);

            assertThat(Hearing.of(signal).speech()).as("at %s ms", offsetMillis).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"8000, 0", "8000, 3", "8000, 7", "8000, 13", "16000, 0", "16000, 3", "16000, 7", "16000, 13"})
    void knockOf80Millis_startsNothing(int rate, int offsetMillis) {
        var signal = new TestSignal(rate)
                .silence(1000 + offsetMillis)
                .noise(80, -15)
                .silence(1000)
                .overNoise(-60);

        assertThat(Hearing.of(signal).speech()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"8000, 0", "8000, 3000", "8000, -20000", "16000, 0", "16000, 3000", "16000, -20000"})
    void digitalSilenceAndOffset_areNotSpeech(int rate, double offset) {
        for (float probability :
                probabilities(new TestSignal(rate).silence(2000).offset(offset))) {
            assertThat(probability).isLessThan(0.05f);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8000, 16000})
    void comfortNoiseAfterDigitalSilence_isNotSpeech(int rate) {
        assertQuietFrom(0, new TestSignal(rate).silence(3000).noise(3000, -60));
    }

    @ParameterizedTest
    @CsvSource({"8000, 425, -20", "8000, 1000, -20", "8000, 425, -30", "16000, 425, -20", "16000, 1000, -20"})
    void heldTone_isBackgroundWithinASecond(int rate, double hz, double dbfs) {
        assertQuietFrom(
                2000, new TestSignal(rate).silence(1000).tone(3000, hz, dbfs).overNoise(-60));
    }

    @ParameterizedTest
    @CsvSource({"8000, 2000", "8000, -20000", "16000, 2000", "16000, -20000"})
    void offsetUnderSpeech_changesAlmostNothing(int rate, double offset) {
        float[] plain = probabilities(answers(rate, -26).overNoise(-60));
        float[] shifted = probabilities(answers(rate, -26).overNoise(-60).offset(offset));

        for (int i = 0; i < plain.length; i++) {
            assertThat(shifted[i]).as("at %d ms", 10 * i).isCloseTo(plain[i], within(0.05f));
        }
    }

    @Test
    void probability_changesEverySecondWindowOnly() {
        float[] probabilities = probabilities(answers(8000, -20).overNoise(-60));

        assertThat(probabilities[0]).isZero();
        assertThat(probabilities[1]).isPositive();
        for (int i = 1; i + 1 < probabilities.length; i += 2) {
            assertThat(probabilities[i + 1]).isEqualTo(probabilities[i]);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8000, 16000})
    void reset_scoresLikeNew(int rate) {
        short[] pcm = new TestSignal(rate)
                .noise(1000, -40)
                .word("october", -15)
                .noise(505, -40)
                .pcm();
        var detector = new EnergyDetector(rate);
        float[] first = Hearing.probabilities(detector, pcm);
        detector.reset();

        assertThat(Hearing.probabilities(detector, pcm)).isEqualTo(first);
    }

    @Test
    void windowOutsideTheArray_isRefusedAndNothingChanges() {
        short[] pcm = new TestSignal(8000).word("hello", -20).pcm();
        var detector = new EnergyDetector(8000);
        assertThatThrownBy(() -> detector.speechProbability(new short[100], 21))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> detector.speechProbability(pcm, -1)).isInstanceOf(IndexOutOfBoundsException.class);

        assertThat(Hearing.probabilities(detector, pcm))
                .isEqualTo(Hearing.probabilities(new EnergyDetector(8000), pcm));
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
