package dev.baton.vad.energy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.vad.energy.Hearing.Speech;
import dev.baton.vad.energy.TestSignal.Word;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller's line may do to the sound: real words are still found by the default gate, and nothing else is taken for speech. */
class EnergyDetectorContractTest {
    private static final String[] WORDS = {
        "hello", "no", "six", "three", "thank-you", "october", "eight", "tomorrow", "fifteenth", "correct"
    };
    private static final double PAUSE_MILLIS = 700;

    private static TestSignal call(int rate, double dbfs) {
        return new TestSignal(rate).silence(1000).words(PAUSE_MILLIS, dbfs, WORDS);
    }

    /** Every word, every pause, and nothing else. */
    private static void assertUnderstood(TestSignal signal) {
        var hearing = Hearing.of(signal);
        assertFoundAndNothingElse(hearing);
        assertThat(hearing.unended()).as("words whose end was not noticed").isEmpty();
    }

    private static void assertFoundAndNothingElse(Hearing hearing) {
        assertThat(hearing.missed()).as("words not found").isEmpty();
        assertThat(hearing.invented()).as("starts where nobody speaks").isEmpty();
    }

    private static void assertNobodySpeaks(TestSignal signal) {
        assertThat(Hearing.of(signal).speech()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "8000, 20000, -38", "8000, -20000, -38", "8000, 3000, -26", "8000, -20000, -26",
        "16000, 20000, -38", "16000, -20000, -38", "16000, 3000, -26", "16000, -20000, -26"
    })
    void offset_hidesNoWord(int rate, double offset, double dbfs) {
        assertUnderstood(call(rate, dbfs).overNoise(-65).offset(offset));
    }

    @ParameterizedTest
    @CsvSource({"8000, 0", "8000, 10", "8000, 20", "16000, 0", "16000, 10", "16000, 20"})
    void clipping_hidesNoWord(int rate, double gainDb) {
        assertUnderstood(call(rate, -8).overNoise(-50).gain(gainDb));
    }

    @ParameterizedTest
    @CsvSource({"8000, 10", "8000, 5", "16000, 10", "16000, 5"})
    void levelThatRises_hidesNoWord(int rate, int words) {
        assertUnderstood(ramp(rate, words, -38, -4));
    }

    @ParameterizedTest
    @CsvSource({"8000, 10", "8000, 5", "16000, 10", "16000, 5"})
    void levelThatFalls_hidesNoWord(int rate, int words) {
        assertUnderstood(ramp(rate, words, -4, -38));
    }

    /** The background goes along, as with an automatic gain control. */
    private static TestSignal ramp(int rate, int words, double fromDbfs, double toDbfs) {
        var signal = new TestSignal(rate).silence(1000);
        for (int i = 0; i < words; i++) {
            signal.words(PAUSE_MILLIS, 0, WORDS[i]);
        }
        return signal.overNoise(-35).gain(0, signal.millis(), fromDbfs, toDbfs);
    }

    @ParameterizedTest
    @CsvSource({"8000, -15", "8000, -25", "8000, -38", "16000, -15", "16000, -25", "16000, -38"})
    void digitalSilenceAroundWords_isNoHindrance(int rate, double dbfs) {
        assertUnderstood(call(rate, dbfs));
    }

    @ParameterizedTest
    @CsvSource({"8000, -70", "8000, -60", "8000, -50", "16000, -70", "16000, -60", "16000, -50"})
    void comfortNoiseAfterDigitalSilence_isNoHindrance(int rate, double noiseDbfs) {
        assertUnderstood(new TestSignal(rate)
                .silence(2500)
                .words(PAUSE_MILLIS, -22, WORDS)
                .overNoise(2000, noiseDbfs));
    }

    @ParameterizedTest
    @CsvSource({"8000, -60", "8000, -50", "8000, -40", "16000, -60", "16000, -50", "16000, -40"})
    void senderThatIsSilentBetweenWords_isNoHindrance(int rate, double noiseDbfs) {
        assertUnderstood(sentWhileSomebodySpeaks(rate, noiseDbfs));
    }

    @ParameterizedTest
    @CsvSource({"8000, -50", "8000, -40", "16000, -50", "16000, -40"})
    void senderOfComfortNoiseBetweenWords_isNoHindrance(int rate, double noiseDbfs) {
        assertUnderstood(sentWhileSomebodySpeaks(rate, noiseDbfs).overNoise(-65));
    }

    /** The room is heard with the word and shortly before and after it. */
    private static TestSignal sentWhileSomebodySpeaks(int rate, double noiseDbfs) {
        var signal = call(rate, -20);
        for (Word word : signal.words()) {
            signal.overNoise(word.from() - 60, word.to() + 160, noiseDbfs);
        }
        return signal;
    }

    @ParameterizedTest
    @CsvSource({"8000, -60", "8000, -40", "16000, -60", "16000, -40"})
    void noiseThatComesAndGoes_isNotSpeech(int rate, double dbfs) {
        var signal = new TestSignal(rate);
        for (int i = 0; i < 10; i++) {
            signal.silence(700).noise(300, dbfs);
        }

        assertNobodySpeaks(signal);
    }

    @ParameterizedTest
    @CsvSource({"8000, -60", "8000, -40", "16000, -60", "16000, -40"})
    void lostPackets_hideNoWord(int rate, double noiseDbfs) {
        assertUnderstood(call(rate, -20).overNoise(noiseDbfs).losing(0.05));
    }

    @ParameterizedTest
    @CsvSource({"8000, -60", "8000, -35", "16000, -60", "16000, -35"})
    void lostPacketsOfNoise_areNotSpeech(int rate, double dbfs) {
        assertNobodySpeaks(new TestSignal(rate).noise(10_000, dbfs).losing(0.05));
    }

    @ParameterizedTest
    @CsvSource({"8000, 18", "8000, -18", "16000, 18", "16000, -18"})
    void jumpOfLevel_hidesNoWordAndIsCaughtUpWith(int rate, double jumpDb) {
        var signal = call(rate, -24);
        double at = signal.millis();
        signal.words(PAUSE_MILLIS, -24, WORDS).overNoise(-55).gain(at, signal.millis(), jumpDb, jumpDb);
        var hearing = Hearing.of(signal);

        assertFoundAndNothingElse(hearing);
        // Until the louder background is known as such, a pause may pass for speech.
        assertThat(hearing.unended()).allSatisfy(word -> assertThat(word.from()).isBetween(at - 2000, at + 2000));
    }

    @ParameterizedTest
    @ValueSource(ints = {8000, 16000})
    void minuteOfNoiseAtFullScale_isForgottenWithinTwoSeconds(int rate) {
        var signal = new TestSignal(rate)
                .noise(60_000, 0)
                .silence(300)
                .words(PAUSE_MILLIS, -20, WORDS)
                .overNoise(60_000, -60);
        var hearing = Hearing.of(signal);

        assertThat(hearing.invented()).as("starts where nobody speaks").isEmpty();
        assertThat(hearing.missed()).allSatisfy(word -> assertThat(word.to()).isLessThan(61_500));
        assertThat(hearing.speech())
                .first()
                .extracting(Speech::decidedAt)
                .satisfies(at -> assertThat(at).isBetween(60_000.0, 62_000.0));
    }

    @ParameterizedTest
    @ValueSource(ints = {8000, 16000})
    void wordAfter300Millis_isFound(int rate) {
        for (double noiseDbfs : new double[] {-65, -50}) {
            for (String word : WORDS) {
                assertUnderstood(new TestSignal(rate)
                        .silence(300)
                        .word(word, -20)
                        .silence(PAUSE_MILLIS)
                        .overNoise(noiseDbfs));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8000, 16000})
    void callThatOpensWithSpeech_isUnderstoodAfterTwoSeconds(int rate) {
        var signal = new TestSignal(rate)
                .words(60, -22, "hello", "tomorrow", "correct")
                .silence(500)
                .words(PAUSE_MILLIS, -22, WORDS)
                .overNoise(-55);
        var hearing = Hearing.of(signal);

        assertFoundAndNothingElse(hearing);
        assertThat(hearing.unended()).allSatisfy(word -> assertThat(word.to()).isLessThan(2000));
    }

    @ParameterizedTest
    @CsvSource({"8000, -10", "8000, -20", "8000, -30", "16000, -10", "16000, -20", "16000, -30"})
    void keysOfATelephone_startAlmostNothing(int rate, double dbfs) {
        double[] rows = {697, 770, 852, 941};
        double[] columns = {1209, 1336, 1477, 1633};
        var signal = new TestSignal(rate).silence(1000);
        for (int key = 0; key < 16; key++) {
            signal.tones(100, dbfs, rows[key % 4], columns[key / 4]).silence(200 + 37 * key);
        }

        assertThat(Hearing.of(signal.overNoise(-60)).speech())
                .hasSizeLessThanOrEqualTo(1)
                .allSatisfy(speech -> assertThat(speech.end() - speech.onset()).isLessThan(400));
    }

    /** Its beginning may pass for a voice, the rest may not, and whoever answers is heard. */
    @ParameterizedTest
    @CsvSource({"8000, -13", "8000, -20", "16000, -13", "16000, -20"})
    void ringBack_isBackgroundAfterHalfASecondAndHidesNoWord(int rate, double dbfs) {
        var signal = new TestSignal(rate).silence(1000);
        for (int ring = 0; ring < 3; ring++) {
            signal.tone(1000, 425, dbfs).silence(4000);
        }
        var hearing = Hearing.of(signal.word("hello", -22).silence(PAUSE_MILLIS).overNoise(-60));

        assertThat(hearing.missed()).isEmpty();
        assertThat(hearing.unended()).isEmpty();
        assertThat(hearing.invented())
                .hasSizeLessThanOrEqualTo(3)
                .allSatisfy(speech -> assertThat((speech.end() - 1000) % 5000)
                        .as("since the ring began")
                        .isLessThan(500));
    }

    @ParameterizedTest
    @ValueSource(ints = {8000, 16000})
    void afterReset_everythingIsHeardAsByANewOne(int rate) {
        var calls = new TestSignal[] {
            call(rate, -20).overNoise(-45),
            new TestSignal(rate).noise(1010, 0),
            new TestSignal(rate).word("hello", -26).silence(30).offset(9000),
            new TestSignal(rate).silence(500)
        };
        var used = new EnergyDetector(rate);

        for (TestSignal signal : calls) {
            used.reset();
            short[] pcm = signal.pcm();
            assertThat(Hearing.probabilities(used, pcm))
                    .isEqualTo(Hearing.probabilities(new EnergyDetector(rate), pcm));
        }
    }
}
