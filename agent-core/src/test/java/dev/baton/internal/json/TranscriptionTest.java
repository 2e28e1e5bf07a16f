package dev.baton.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.stt.SttEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TranscriptionTest {
    private static Transcription read(String body) {
        var answer = Transcription.read(body);
        if (answer == null) {
            throw new AssertionError("not understood: " + body);
        }
        return answer;
    }

    @Test
    void json_isItsTextInOneLine() {
        var answer =
                read("{\"text\":\" On Wednesday,\\n please. \\n\",\"usage\":{\"type\":\"duration\",\"seconds\":2}}");
        assertThat(answer.text()).isEqualTo("On Wednesday, please.");
        assertThat(answer.words()).isEmpty();
        assertThat(answer.noSpeech()).isZero();
        assertThat(answer.error()).isEmpty();
    }

    @Test
    void wordsAtTheTop_areOpenAis() {
        var answer =
                read("{\"text\":\"At nine.\",\"duration\":1.5,\"words\":[{\"word\":\"At\",\"start\":0.2,\"end\":0.5},"
                        + "{\"word\":\"nine\",\"start\":0.52,\"end\":1.0499}]}");
        assertThat(answer.words())
                .containsExactly(new SttEvent.Word("At", 200, 500, null), new SttEvent.Word("nine", 520, 1_050, null));
    }

    @Test
    void tokensInSegments_areWhisperCppsAndBecomeWords() {
        var answer = read("{\"text\":\" That's it.\\n Now.\",\"segments\":[{\"text\":\" That's it.\",\"words\":["
                + "{\"word\":\" That\",\"start\":0.16,\"end\":0.31},{\"word\":\"'s\",\"start\":0.38,\"end\":0.49},"
                + "{\"word\":\" it\",\"start\":0.5,\"end\":0.6},{\"word\":\".\",\"start\":0.6,\"end\":0.7}]},"
                + "{\"text\":\" Now.\",\"words\":[{\"word\":\" Now.\",\"start\":1,\"end\":1.4}]}]}");
        assertThat(answer.words())
                .containsExactly(
                        new SttEvent.Word("That's", 160, 490, null),
                        new SttEvent.Word("it.", 500, 700, null),
                        new SttEvent.Word("Now.", 1_000, 1_400, null));
    }

    @Test
    void segmentsWithoutWords_giveNoWords() {
        var answer = read(
                "{\"text\":\"a b\",\"segments\":[{\"text\":\" a\",\"start\":0,\"end\":1,\"words\":[{\"word\":\" a\","
                        + "\"start\":0,\"end\":1}]},{\"text\":\" b\",\"start\":1,\"end\":2}]}");
        assertThat(answer.words()).isEmpty();
    }

    @Test
    void tokensWithoutBlanks_areWordsThemselves() {
        var answer = read("{\"text\":\"\u6c34\u66dc\",\"words\":[{\"word\":\"\u6c34\",\"start\":0,\"end\":0.2},"
                + "{\"word\":\"\u66dc\",\"start\":0.2,\"end\":0.4}]}");
        assertThat(answer.words()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"text":"x","segments":[{"no_speech_prob":0.9},{"no_speech_prob":0.7}]} | 0.7
            {"text":"x","segments":[{"no_speech_prob":0.9},{}]}                     | 0
            {"text":"x","segments":[{"no_speech_prob":-1}]}                         | 0
            {"text":"x","segments":[{"no_speech_prob":7}]}                          | 1
            {"text":"x","segments":[]}                                              | 0
            {"text":"x"}                                                            | 0
            """)
    void noSpeech_isTheLeastOfTheSegments(String body, double expected) {
        assertThat(read(body).noSpeech()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[BLANK_AUDIO]", "(silence)", " [Music] [Applause]", "\u266a\u266a", "*", "[ Silence ]."})
    void soundsInBrackets_areNoWords(String text) {
        assertThat(read("{\"text\":\"" + text + "\"}").isSoundsOnly()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yes", "[Music] yes", "nine (or ten)", "3."})
    void words_areNoSounds(String text) {
        assertThat(read("{\"text\":\"" + text + "\"}").isSoundsOnly()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":\"no 'file' field in the request\"}",
                "{\"error\":{\"message\":\"no 'file' field in the request\",\"type\":\"server_error\"}}"
            })
    void errorWithStatus200_isWhisperCpps(String body) {
        assertThat(read(body).error()).isEqualTo("no 'file' field in the request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"text\":42}",
                "{\"text\":null}",
                "{\"text\":\"a\"}{}",
                "{\"text\":\"un",
                "{\"error\":null}"
            })
    void anythingElse_isNoAnswer(String body) {
        assertThat(Transcription.read(body)).isNull();
    }
}
