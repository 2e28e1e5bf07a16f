package dev.baton.testkit.stt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.testkit.audio.SyntheticCaller;
import dev.baton.testkit.audio.Vocabulary;
import dev.baton.testkit.audio.WordVoice;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The translating side of the server as a client sees it that is not ours. */
class CambRealtimeSessionTest {
    private static final String PATH = "/v1/realtime";
    private static final String SAID = "thank you";
    private static final String TRANSLATED = "word901 word902";
    private static final String SESSION = "\"source_language\":\"en-us\",\"target_language\":\"de-de\"";

    private static LocalSttServer server(UnaryOperator<TranslationSettings.Builder> settings) {
        return server(settings, ApiKeys.notRequired());
    }

    private static LocalSttServer server(UnaryOperator<TranslationSettings.Builder> settings, ApiKeys keys) {
        var translation = settings.apply(TranslationSettings.builder()
                .translator(TextTranslator.dictionary(Map.of("thank", "word901", "you", "word902"))));
        return LocalSttServer.builder(new ScriptedRecognizer())
                .apiKeys(keys)
                .translation(translation.build())
                .start();
    }

    private static void update(WireClient client, String session) {
        client.text("{\"type\":\"session.update\",\"session\":{" + session + "}}");
    }

    private static void say(WireClient client) {
        var caller = SyntheticCaller.builder(24_000)
                .silence(Duration.ofMillis(400))
                .turn(SAID)
                .silence(Duration.ofMillis(1_200))
                .build();
        var bytes = caller.bytes();
        while (bytes.hasRemaining()) {
            var piece = new byte[Math.min(4_800, bytes.remaining())];
            bytes.get(piece);
            append(client, piece);
        }
    }

    private static void append(WireClient client, byte[] audio) {
        client.text("{\"type\":\"input_audio_buffer.append\",\"audio\":\""
                + Base64.getEncoder().encodeToString(audio) + "\"}");
    }

    private static boolean is(JsonNode message, String type) {
        return message.path("type").asText().equals(type);
    }

    private static String error(WireClient client) {
        return client.next(message -> is(message, "error"))
                .path("error")
                .path("message")
                .asText();
    }

    private static short[] samples(byte[] bytes) {
        var samples = new short[bytes.length / 2];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
        return samples;
    }

    private static List<String> words(byte[] pcm) {
        return WordVoice.words(samples(pcm), 24_000, Vocabulary.english());
    }

    @Test
    void utterance_isTranslatedAsTextAndAsSpeech() {
        try (var server = server(settings -> settings);
                var client = WireClient.connect(server, PATH)) {
            update(client, "\"mode\":\"slow\"," + SESSION);
            var created = client.next().path("session");
            assertThat(client.next().path("type").asText()).isEqualTo("session.updated");
            say(client);
            var messages = client.until(message -> is(message, "response.audio.done"));

            assertThat(created.path("mode").asText()).isEqualTo("slow");
            assertThat(created.path("model").asText()).isEqualTo("lilac");
            assertThat(created.path("id").asText()).isNotEmpty();
            assertThat(messages.stream()
                            .filter(message -> is(message, "response.text.delta"))
                            .map(message -> message.path("delta").asText())
                            .collect(Collectors.joining()))
                    .isEqualTo(TRANSLATED);
            assertThat(messages).anySatisfy(message -> {
                assertThat(is(message, "response.text.done")).isTrue();
                assertThat(message.path("text").asText()).isEqualTo(TRANSLATED);
            });
            assertThat(messages).anySatisfy(message -> {
                assertThat(is(message, "conversation.item.input_audio_transcription.completed"))
                        .isTrue();
                assertThat(message.path("transcript").asText()).isEqualTo(SAID);
            });
            assertThat(words(client.heard())).containsExactly("word901", "word902");
            assertThat(client.heard().length / 48_000.0).isCloseTo(0.6, within(0.02));
            assertThat(client.isOpen()).isTrue();
        }
    }

    @Test
    void speechAsJson_isBase64() {
        try (var server = server(settings -> settings.audioForm(TranslationSettings.AudioForm.JSON));
                var client = WireClient.connect(server, PATH)) {
            update(client, SESSION);
            say(client);
            var pcm = ByteBuffer.allocate(200_000);
            client.until(message -> is(message, "response.audio.done")).stream()
                    .filter(message -> is(message, "response.audio.delta"))
                    .forEach(message -> pcm.put(
                            Base64.getDecoder().decode(message.path("delta").asText())));

            assertThat(client.heard()).isEmpty();
            assertThat(words(pcm.array())).containsExactly("word901", "word902");
        }
    }

    @Test
    void textAlone_isNotSpoken() {
        try (var server = server(settings -> settings.source(false, false));
                var client = WireClient.connect(server, PATH)) {
            update(client, SESSION + ",\"output_modalities\":[\"text\"]");
            say(client);
            var messages = client.until(message -> is(message, "response.text.done"));

            assertThat(messages)
                    .noneMatch(message -> message.path("type").asText().startsWith("conversation"));
            assertThat(messages.get(0).path("session").path("output_modalities").toString())
                    .isEqualTo("[\"text\"]");
            assertThat(client.heard()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(TranslationSettings.Names.class)
    void quality_isCalledAsTheSwitchSays(TranslationSettings.Names names) {
        try (var server = server(settings -> settings.names(names));
                var client = WireClient.connect(server, PATH + "?model=violet")) {
            update(client, SESSION);
            var session = client.next().path("session");
            assertThat(session.path("model").asText())
                    .isEqualTo(names == TranslationSettings.Names.MODE ? "" : "violet");
            assertThat(session.path("mode").asText()).isEqualTo(names == TranslationSettings.Names.MODEL ? "" : "slow");
        }
    }

    @Test
    void boot_isAnnouncedAndAudioBeforeItsEndIsNotHeard() {
        try (var server = server(settings -> settings.startDelay(Duration.ofMillis(300)));
                var client = WireClient.connect(server, PATH)) {
            update(client, SESSION);
            assertThat(client.next().path("type").asText()).isEqualTo("session.starting");
            append(client, new byte[4_800]);
            assertThat(client.next().path("type").asText()).isEqualTo("session.created");
            assertThat(server.connections().get(0).audioMillis()).isZero();
        }
    }

    @Test
    void noFirstMessage_isSentAway() {
        try (var server = server(settings -> settings.firstMessageLimit(Duration.ofMillis(100)));
                var client = WireClient.connect(server, PATH)) {
            assertThat(error(client)).contains("no session.update within 100 ms");
            assertThat(client.closeCode()).isEqualTo(1008);
        }
    }

    @Test
    void otherFirstMessage_isSentAway() {
        try (var server = server(settings -> settings);
                var client = WireClient.connect(server, PATH)) {
            append(client, new byte[2]);
            assertThat(error(client)).contains("first message must be session.update");
            assertThat(client.closeCode()).isEqualTo(1008);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"source_language\":\"en-us\",\"target_language\":\"xx-xx\"' | target_language xx-xx is not supported",
                "'\"target_language\":\"de-de\"' | source_language",
                "'\"mode\":\"warp\",\"source_language\":\"en-us\",\"target_language\":\"de-de\"' | mode warp",
                "'\"voice\":{\"type\":\"cloned\",\"voice_id\":8},\"source_language\":\"en-us\",\"target_language\":\"de-de\"' | voice_id 8 does not exist",
                "'\"output_modalities\":[\"smell\"],\"source_language\":\"en-us\",\"target_language\":\"de-de\"' | output_modalities"
            })
    void wrongSetting_isNamedAndSentAway(String session, String words) {
        try (var server = server(settings -> settings);
                var client = WireClient.connect(server, PATH)) {
            update(client, session);
            assertThat(error(client)).contains(words);
            assertThat(client.closeCode()).isEqualTo(1008);
        }
    }

    @Test
    void languagesInCapitalsAndAVoiceThatThereIs_areTaken() {
        try (var server = server(settings -> settings);
                var client = WireClient.connect(server, PATH)) {
            update(
                    client,
                    "\"source_language\":\"EN-US\",\"target_language\":\"De-De\",\"voice\":{\"type\":\"cloned\",\"voice_id\":4711}");
            var session = client.next().path("session");
            assertThat(session.path("target_language").asText()).isEqualTo("de-de");
            assertThat(session.path("voice").path("voice_id").asLong()).isEqualTo(4711);
        }
    }

    @Test
    void key_isTakenFromHeaderOrFirstMessage() {
        try (var server = server(settings -> settings, ApiKeys.exactly("k1"))) {
            try (var client = WireClient.connect(server, PATH, "x-api-key", "k1")) {
                update(client, SESSION);
                assertThat(client.next().path("type").asText()).isEqualTo("session.created");
            }
            try (var client = WireClient.connect(server, PATH)) {
                client.text(
                        "{\"type\":\"session.update\",\"auth\":{\"api_key\":\"k1\"},\"session\":{" + SESSION + "}}");
                assertThat(client.next().path("type").asText()).isEqualTo("session.created");
            }
            try (var client = WireClient.connect(server, PATH)) {
                update(client, SESSION);
                assertThat(error(client)).contains("invalid api key");
                assertThat(client.closeCode()).isEqualTo(1008);
            }
            assertThat(WireClient.refused(server, PATH, "x-api-key", "k2").status())
                    .isEqualTo(401);
        }
    }

    @Test
    void keyInTheMessage_isNotTakenWhereTheHeaderIsWanted() {
        try (var server =
                server(settings -> settings.keyRule(TranslationSettings.KeyRule.HEADER), ApiKeys.exactly("k1"))) {
            assertThat(WireClient.refused(server, PATH).status()).isEqualTo(401);
        }
    }

    @Test
    void tooMuchAudioInOneMessage_isAnErrorAndNoMore() {
        try (var server = server(settings -> settings);
                var client = WireClient.connect(server, PATH)) {
            update(client, SESSION);
            append(client, new byte[256 * 1024 + 8]);
            assertThat(error(client)).contains("262144 bytes");
            append(client, new byte[256 * 1024]);
            say(client);
            assertThat(client.next(message -> is(message, "response.text.done")))
                    .isNotNull();
        }
    }

    @Test
    void oddMessages_areErrorsAndBinaryOnesAreIgnored() {
        try (var server = server(settings -> settings);
                var client = WireClient.connect(server, PATH)) {
            update(client, SESSION);
            client.text("{\"type\":\"input_audio_buffer.append\",\"audio\":\"@@\"}");
            assertThat(error(client)).contains("not base64");
            client.text("{\"type\":\"input_audio_buffer.append\",\"audio\":7}");
            assertThat(error(client)).contains("base64 text");
            client.text("{\"type\":\"input_audio_buffer.commit\"}");
            assertThat(error(client)).contains("input_audio_buffer.commit");
            client.text("[]");
            assertThat(error(client)).contains("JSON object");
            client.binary(new byte[4_800]);
            say(client);
            assertThat(client.next(message -> is(message, "response.text.done")))
                    .isNotNull();
        }
    }
}
