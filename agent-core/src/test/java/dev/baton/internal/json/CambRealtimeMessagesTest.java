package dev.baton.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ErrorCode;
import dev.baton.translate.TranslationEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CambRealtimeMessagesTest {
    private record Weather(String json) implements TranslationEvent.Extension {}

    private final CambRealtimeMessages messages = new CambRealtimeMessages(
            "camb", new TaughtMessages<>("camb", Map.of("weather", Weather::new, "broken", json -> {
                throw new IllegalStateException("no");
            })));

    private TranslationEvent event(String json) {
        var event = messages.parse(json);
        assertThat(event).isNotNull();
        return event;
    }

    private static TranslationEvent.Error error(TranslationEvent event) {
        assertThat(event).isInstanceOf(TranslationEvent.Error.class);
        return (TranslationEvent.Error) event;
    }

    @ParameterizedTest
    @ValueSource(strings = {"mode", "model"})
    void created_isReadInBothGenerations(String selector) {
        var ready = (TranslationEvent.Ready)
                event(
                        "{\"type\":\"session.created\",\"session\":{\"id\":\"s-9\",\"" + selector
                                + "\":\"fast\",\"source_language\":\"EN-us\",\"target_language\":\"fr-fr\",\"output_modalities\":[\"text\"]}}");

        assertThat(ready.settings()).isEqualTo(new TranslationEvent.Settings("s-9", "fast", "en-us", "fr-fr"));
    }

    @Test
    void updatedWithoutAnything_isStillUpdated() {
        assertThat(event("{\"type\":\"session.updated\"}"))
                .isEqualTo(new TranslationEvent.Updated(new TranslationEvent.Settings("", "", "", "")));
        assertThat(event("{\"type\":\"session.starting\"}")).isEqualTo(new TranslationEvent.Starting());
    }

    @Test
    void textDeltas_addUpUntilTheTextIsDone() {
        event("{\"type\":\"response.text.delta\",\"delta\":\"Guten \"}");
        assertThat(event("{\"type\":\"response.text.delta\",\"delta\":\"Tag\"}"))
                .isEqualTo(new TranslationEvent.TextDelta("Tag", "Guten Tag"));
        assertThat(messages.unfinishedText()).isEqualTo("Guten Tag");
        assertThat(event("{\"type\":\"response.text.done\",\"text\":\"Guten Tag!\"}"))
                .isEqualTo(new TranslationEvent.Text("Guten Tag!"));
        assertThat(messages.unfinishedText()).isEmpty();
        assertThat(event("{\"type\":\"response.text.delta\",\"delta\":\"Ja\"}"))
                .isEqualTo(new TranslationEvent.TextDelta("Ja", "Ja"));
    }

    @Test
    void textDoneWithoutText_isWhatTheDeltasSaid() {
        event("{\"type\":\"response.text.delta\",\"delta\":\" Ja\"}");
        assertThat(event("{\"type\":\"response.text.done\"}")).isEqualTo(new TranslationEvent.Text("Ja"));
        event("{\"type\":\"response.text.delta\",\"delta\":\"Nein\"}");
        assertThat(event("{\"type\":\"response.text.done\",\"text\":7}")).isEqualTo(new TranslationEvent.Text("Nein"));
    }

    @Test
    void sourceText_comesInDeltasAndWhole() {
        event("{\"type\":\"conversation.item.input_audio_transcription.delta\",\"delta\":\"Good\"}");
        assertThat(event("{\"type\":\"conversation.item.input_audio_transcription.delta\",\"delta\":\" day\"}"))
                .isEqualTo(new TranslationEvent.SourceTextDelta(" day", "Good day"));
        assertThat(
                        event(
                                "{\"type\":\"conversation.item.input_audio_transcription.completed\",\"transcript\":\"Good day.\"}"))
                .isEqualTo(new TranslationEvent.SourceText("Good day."));
        assertThat(event("{\"type\":\"conversation.item.input_audio_transcription.delta\",\"delta\":\"So\"}"))
                .isEqualTo(new TranslationEvent.SourceTextDelta("So", "So"));
    }

    @Test
    void characterSplitBetweenDeltas_isWholeInTheSum() {
        event("{\"type\":\"response.text.delta\",\"delta\":\"\\ud83d\"}");
        var second = (TranslationEvent.TextDelta) event("{\"type\":\"response.text.delta\",\"delta\":\"\\ude00\"}");
        assertThat(second.soFar()).isEqualTo("\ud83d\ude00");
        assertThat(second.text()).isEqualTo("?");
    }

    @Test
    void endlessDeltas_areAddedUpToALimitOnly() {
        var delta = "{\"type\":\"response.text.delta\",\"delta\":\"" + "x".repeat(50_000) + "\"}";
        for (int i = 0; i < 100; i++) {
            event(delta);
        }
        assertThat(messages.unfinishedText()).hasSize(64 * 1024);
    }

    @Test
    void audioInJson_isTheSameStreamAsBinaryAudio() {
        var odd = Base64.getEncoder().encodeToString(new byte[] {1, 0, 2});
        assertThat(((TranslationEvent.Audio) event("{\"type\":\"response.audio.delta\",\"delta\":\"" + odd + "\"}"))
                        .samples())
                .containsExactly((short) 1);
        assertThat(messages.samples().join(ByteBuffer.wrap(new byte[] {0, 3, 0})))
                .containsExactly((short) 2, (short) 3);
    }

    @Test
    void audioSplitAnywhere_comesOutTheSame() {
        var random = new Random(7);
        var bytes = new byte[2_000];
        random.nextBytes(bytes);
        var whole = new SampleJoiner().join(bytes);
        var joiner = new SampleJoiner();
        var joined = new short[whole.length];
        int count = 0;
        for (int at = 0; at < bytes.length; ) {
            int length = Math.min(random.nextInt(8), bytes.length - at);
            var piece = joiner.join(ByteBuffer.wrap(bytes, at, length));
            System.arraycopy(piece, 0, joined, count, piece.length);
            count += piece.length;
            at += length;
        }
        assertThat(count).isEqualTo(whole.length);
        assertThat(joined).isEqualTo(whole);
    }

    @Test
    void halfASampleAtTheEndOfTheSpeech_doesNotShiftWhatFollows() {
        messages.samples().join(new byte[] {9});
        assertThat(event("{\"type\":\"response.audio.done\"}")).isEqualTo(new TranslationEvent.AudioDone());
        assertThat(messages.samples().join(new byte[] {1, 0})).containsExactly((short) 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"response.audio.delta\",\"delta\":42} | not text",
                "{\"type\":\"response.audio.delta\"} | not text",
                "{\"type\":\"response.audio.delta\",\"delta\":\"A===\"} | not base64",
                "{\"type\":\"response.text.delta\",\"delta\":[1]} | not text",
                "{\"type\":\"response.text.done\",\"text\":{}} | not text",
                "{\"type\":\"response.text.done\",\"te | not one JSON object",
                "[1,2] | not one JSON object"
            })
    void unreadableMessage_isAnErrorAndNoMore(String json, String words) {
        var error = error(event(json));
        assertThat(error.reason().code()).isEqualTo(ErrorCode.STT_PROTOCOL);
        assertThat(error.reason()).hasMessageContaining(words);
        assertThat(error.fatal()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"error\",\"error\":{\"message\":\"target_language xx is not supported\"}} | STT_REFUSED",
                "{\"type\":\"error\",\"message\":\"target_language xx is not supported\"} | STT_REFUSED",
                "{\"error\":{\"message\":\"target_language xx is not supported\",\"code\":4}} | STT_REFUSED",
                "{\"type\":\"error\",\"error\":{\"message\":\"Invalid API key for xx is not supported\"}} | STT_KEY_REFUSED"
            })
    void error_isTheServersOwnWords(String json, ErrorCode code) {
        var error = error(event(json));
        assertThat(error.reason().code()).isEqualTo(code);
        assertThat(error.reason()).hasMessageContaining("xx is not supported");
        assertThat(error.fatal()).isEqualTo(code == ErrorCode.STT_KEY_REFUSED);
    }

    @Test
    void unknownMessage_isToldAndMayBeTaught() {
        assertThat(event("{\"type\":\"tide\",\"v\":1}"))
                .isEqualTo(new TranslationEvent.Unrecognized("tide", "{\"type\":\"tide\",\"v\":1}"));
        assertThat(event("{\"type\":\"weather\"}")).isEqualTo(new Weather("{\"type\":\"weather\"}"));
        assertThat(error(event("{\"type\":\"broken\"}")).reason().code()).isEqualTo(ErrorCode.LISTENER_FAILED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 4, 6, 4_800, 24_000})
    void audio_isWrittenAsTheJdkWouldWriteIt(int bytes) {
        var audio = new byte[bytes];
        new Random(bytes).nextBytes(audio);
        var writer = new CambAudioWriter(24_000);
        writer.write(ByteBuffer.wrap(new byte[24_000]));

        assertThat(writer.write(ByteBuffer.wrap(audio)))
                .isEqualTo("{\"type\":\"input_audio_buffer.append\",\"audio\":\""
                        + new String(Base64.getEncoder().encode(audio), StandardCharsets.US_ASCII) + "\"}");
    }
}
