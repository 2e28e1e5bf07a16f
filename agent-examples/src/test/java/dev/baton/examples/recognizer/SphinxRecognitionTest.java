package dev.baton.examples.recognizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.examples.sample.CallComposer;
import dev.baton.examples.sample.CallTruth;
import dev.baton.examples.sample.ComposedCall;
import dev.baton.examples.sample.Sound;
import dev.baton.testkit.stt.Recognizer.Word;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One real engine and real recordings, cut as the server cuts them: a little quiet line before the voice, and more after it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SphinxRecognitionTest {
    private static final int RATE = UtteranceAudio.SAMPLE_RATE_HZ;
    private static final int PRE_ROLL_MS = 250;

    private final ComposedCall call = CallComposer.create().sample();
    private final SphinxRecognizer recognizer = SphinxRecognizer.start(1, 1);

    @BeforeAll
    void load() {
        recognizer
                .ready()
                .toCompletableFuture()
                .orTimeout(2, java.util.concurrent.TimeUnit.MINUTES)
                .join();
    }

    @AfterAll
    void close() {
        recognizer.close();
    }

    Stream<Integer> turns() {
        return IntStream.range(0, call.turnSounds().size()).boxed();
    }

    @ParameterizedTest
    @MethodSource("turns")
    void turnOfTheSampleCall_everyWordIsRightAndInItsPlace(int turn) {
        CallTruth.Turn truth = call.truth().turns().get(turn);
        HeardResults heard = recognize(onTheLine(samples(call.turnSounds().get(turn)), 500));
        assertThat(heard.words().text()).isEqualTo(truth.text());
        for (int i = 0; i < truth.words().size(); i++) {
            CallTruth.Word said = truth.words().get(i);
            Word word = heard.words().words().get(i);
            assertThat(word.startMillis()).isLessThan(PRE_ROLL_MS + said.endMs());
            assertThat(word.endMillis()).isGreaterThan(PRE_ROLL_MS + said.startMs());
            assertThat(word.confidence()).isBetween(0.05f, 1f);
        }
    }

    @Test
    void fedInSteps_interimsGrowWithoutTheirLastWord() {
        short[] speech = onTheLine(samples(call.turnSounds().get(0)), 500);
        var heard = new HeardResults();
        var utterance = recognizer.begin(RATE, heard);
        utterance.audio(speech, 0, speech.length - RATE / 5);
        // The engine looks for words as soon as it has caught up; nothing is finished yet.
        await().atMost(Duration.ofSeconds(30)).until(() -> !heard.log().isEmpty());
        utterance.finish();
        await().atMost(Duration.ofSeconds(30)).until(heard::over);
        assertThat(heard.log()).first().asString().startsWith("~ ");
        assertThat(heard.words().text())
                .startsWith(heard.log().get(0).substring(2))
                .isNotEqualTo(heard.log().get(0).substring(2));
    }

    /** The first group of the sample's number, as an agent without patience would cut it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void firstDigitsOfANumberAlone_areHeard(int digits) {
        CallTruth.Turn number = call.truth().turns().get(2);
        int endMs = (number.words().get(digits - 1).endMs()
                        + number.words().get(digits).startMs())
                / 2;
        short[] start = Arrays.copyOf(samples(call.turnSounds().get(2)), endMs * RATE / 1000);
        assertThat(recognize(onTheLine(start, 450)).words().text())
                .isEqualTo(String.join(" ", Collections.nCopies(digits, "five")));
    }

    @ParameterizedTest
    @EnumSource(GeneratedNoise.class)
    void noiseAlone_hasNoWords(GeneratedNoise noise) {
        for (int seed = 1; seed <= 3; seed++) {
            HeardResults heard = recognize(onTheLine(noise.samples(new Random(seed)), 400));
            assertThat(heard.log()).as("%s, seed %s", noise, seed).last().isEqualTo("= ");
        }
    }

    @Test
    void noAudio_completesWithoutWords() {
        assertThat(recognize(new short[0]).log()).containsExactly("= ");
    }

    @Test
    void utteranceAfterAnother_isNotInfluencedByIt() {
        short[] loud = onTheLine(samples(call.turnSounds().get(1)), 500);
        short[] speech = onTheLine(samples(call.turnSounds().get(4)), 500);
        List<String> alone = wordsAndTimes(recognize(speech));
        recognize(loud);
        assertThat(wordsAndTimes(recognize(speech))).isEqualTo(alone);
    }

    private static List<String> wordsAndTimes(HeardResults heard) {
        return heard.words().words().stream()
                .map(word -> word.text() + " " + word.startMillis() + ".." + word.endMillis())
                .toList();
    }

    private HeardResults recognize(short[] pcm) {
        var heard = new HeardResults();
        var utterance = recognizer.begin(RATE, heard);
        utterance.audio(pcm, 0, pcm.length);
        utterance.finish();
        await().atMost(Duration.ofSeconds(30)).until(heard::over);
        return heard;
    }

    private static short[] samples(Sound sound) {
        var samples = new short[sound.length()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = sound.at(i);
        }
        return samples;
    }

    /** With quiet before and after, and line noise at -62 dBFS throughout. */
    private static short[] onTheLine(short[] sound, int tailMs) {
        var random = new Random(62);
        var line = new short[sound.length + (PRE_ROLL_MS + tailMs) * RATE / 1000];
        int start = PRE_ROLL_MS * RATE / 1000;
        for (int i = 0; i < line.length; i++) {
            double noise = 26 * random.nextGaussian();
            double voice = i >= start && i - start < sound.length ? sound[i - start] : 0;
            line[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(voice + noise)));
        }
        return line;
    }
}
