package dev.baton.testkit.stt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.testkit.audio.SyntheticCaller;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire once the upgrade is done; the caller's audio comes as fast as the server takes it. */
class DeepgramSessionTest {
    private static final String LISTEN = "/v1/listen?model=nova-3&encoding=linear16&sample_rate=16000&endpointing=300";
    private static final String FIRST = "on wednesday at half past nine please";
    private static final String SECOND = "my number is five five five one two three";

    private static LocalSttServer server() {
        return LocalSttServer.builder(new ScriptedRecognizer()).start();
    }

    private static SyntheticCaller.Builder quietly() {
        return SyntheticCaller.builder(16000).silence(Duration.ofMillis(400));
    }

    private static SyntheticCaller twoTurns() {
        return quietly()
                .turn(FIRST)
                .silence(Duration.ofMillis(1500))
                .turn(SECOND)
                .silence(Duration.ofMillis(1500))
                .build();
    }

    private static void sendAll(WireClient client, SyntheticCaller caller) {
        client.audio(caller.bytes(), 3200);
    }

    private static void control(WireClient client, String type) {
        client.text("{\"type\":\"" + type + "\"}");
    }

    private static boolean is(JsonNode message, String type) {
        return message.path("type").asText().equals(type);
    }

    private static List<JsonNode> untilMetadata(WireClient client) {
        return client.until(message -> is(message, "Metadata"));
    }

    private static String transcript(JsonNode message) {
        return message.path("channel")
                .path("alternatives")
                .path(0)
                .path("transcript")
                .asText();
    }

    private static JsonNode words(JsonNode message) {
        return message.path("channel").path("alternatives").path(0).path("words");
    }

    private static List<JsonNode> finals(List<JsonNode> messages) {
        return messages.stream()
                .filter(message -> message.path("is_final").asBoolean())
                .toList();
    }

    private static List<String> spoken(List<JsonNode> messages) {
        return finals(messages).stream()
                .map(DeepgramSessionTest::transcript)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    @Test
    void quietAfterSpeech_isSpeechFinal() throws Exception {
        var caller = twoTurns();
        try (var server = server();
                var client = WireClient.connect(server, LISTEN)) {
            sendAll(client, caller);
            control(client, "CloseStream");
            List<JsonNode> messages = untilMetadata(client);

            assertThat(spoken(messages)).containsExactly(FIRST, SECOND);
            assertThat(finals(messages).subList(0, 2)).allSatisfy(message -> {
                assertThat(message.path("speech_final").asBoolean()).isTrue();
                assertThat(message.path("from_finalize").asBoolean(true)).isFalse();
                assertThat(message.path("channel_index").toString()).isEqualTo("[0,1]");
                assertThat(message.path("metadata").path("request_id").asText()).isNotEmpty();
                assertThat(words(message).path(0).has("punctuated_word")).isFalse();
            });
            assertThat(messages)
                    .as("interims were not asked for")
                    .noneMatch(message ->
                            is(message, "Results") && !message.path("is_final").asBoolean());
            assertThat(client.closeCode()).isEqualTo(1000);

            JsonNode last = messages.get(messages.size() - 1);
            assertThat(last.path("duration").asDouble())
                    .isCloseTo(caller.duration().toMillis() / 1000.0, within(0.02));
            assertThat(last.path("channels").asInt()).isEqualTo(1);
            assertThat(last.path("request_id").asText())
                    .isEqualTo(
                            messages.get(0).path("metadata").path("request_id").asText());
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(caller.bytes());
            assertThat(last.path("sha256").asText()).isEqualTo(HexFormat.of().formatHex(digest.digest()));
        }
    }

    @Test
    void words_areAtTheirTimesAndResultsFollowEachOtherWithoutGaps() {
        var caller = twoTurns();
        try (var server = server();
                var client = WireClient.connect(server, LISTEN + "&smart_format=true")) {
            sendAll(client, caller);
            control(client, "CloseStream");
            List<JsonNode> finals = finals(untilMetadata(client));
            var words = finals.stream()
                    .flatMap(message -> StreamSupport.stream(words(message).spliterator(), false))
                    .toList();

            assertThat(words).hasSameSizeAs(caller.words());
            for (int i = 0; i < words.size(); i++) {
                var truth = caller.words().get(i);
                assertThat(words.get(i).path("word").asText()).isEqualTo(truth.text());
                assertThat(words.get(i).path("punctuated_word").asText()).isEqualTo(truth.text());
                assertThat(words.get(i).path("start").asDouble())
                        .isCloseTo(caller.millis(truth.startPosition()) / 1000.0, within(0.015));
            }
            double covered = 0;
            for (JsonNode message : finals) {
                double start = message.path("start").asDouble();
                assertThat(start).isCloseTo(covered, within(0.0005));
                covered = start + message.path("duration").asDouble();
                for (JsonNode word : words(message)) {
                    assertThat(word.path("start").asDouble()).isGreaterThanOrEqualTo(start);
                    assertThat(word.path("end").asDouble()).isLessThanOrEqualTo(covered + 0.02);
                }
            }
        }
    }

    @Test
    void interims_comeWhereAskedFor_andAreReplacedByTheFinal() {
        try (var server = server();
                var client = WireClient.connect(server, LISTEN + "&interim_results=true")) {
            sendAll(
                    client,
                    quietly().turn("yes please").silence(Duration.ofSeconds(1)).build());

            JsonNode first = client.next();
            assertThat(transcript(first)).isEqualTo("yes");
            assertThat(first.path("is_final").asBoolean(true)).isFalse();
            assertThat(transcript(client.next())).isEqualTo("yes please");
            JsonNode last = client.next();
            assertThat(transcript(last)).isEqualTo("yes please");
            assertThat(last.path("speech_final").asBoolean()).isTrue();
        }
    }

    @Test
    void finalize_answersAtOnceAndSaysSo() {
        try (var server = server();
                var client = WireClient.connect(server, LISTEN)) {
            sendAll(
                    client,
                    quietly().turn(FIRST).silence(Duration.ofMillis(100)).build());
            control(client, "Finalize");
            JsonNode answer = client.nextFinal();
            assertThat(transcript(answer)).isEqualTo(FIRST);
            assertThat(answer.path("from_finalize").asBoolean()).isTrue();
            assertThat(answer.path("speech_final").asBoolean(true)).isFalse();

            client.text("{\"type\":\"Finalize\",\"channel\":0}");
            JsonNode empty = client.nextFinal();
            assertThat(transcript(empty)).isEmpty();
            assertThat(empty.path("from_finalize").asBoolean()).isTrue();

            sendAll(
                    client,
                    quietly().turn(SECOND).silence(Duration.ofMillis(100)).build());
            control(client, "CloseStream");
            assertThat(spoken(untilMetadata(client))).containsExactly(SECOND);
            assertThat(client.closeCode()).isEqualTo(1000);
            var log = server.connections().get(0);
            assertThat(log.received()).containsExactly("Finalize", "Finalize", "CloseStream");
            assertThat(log.sent()).containsExactly("final", "final", "final", "Metadata", "close 1000");
            assertThat(server.stats().finalizes()).isEqualTo(2);
            assertThat(server.stats().closeStreams()).isEqualTo(1);
        }
    }

    @Test
    void finalizeOfNothing_getsNoReplyWhereToldSo() {
        try (var server = LocalSttServer.builder(new ScriptedRecognizer())
                        .emptyFinalize(EmptyFinalize.NO_REPLY)
                        .start();
                var client = WireClient.connect(server, LISTEN)) {
            control(client, "Finalize");
            control(client, "CloseStream");
            assertThat(finals(untilMetadata(client)))
                    .singleElement()
                    .matches(message -> !message.path("from_finalize").asBoolean());
        }
    }

    @Test
    void speechStartedAndUtteranceEnd_carryTheTimesOfTheAudio() {
        var caller = twoTurns();
        try (var server = server();
                var client = WireClient.connect(
                        server, LISTEN + "&vad_events=true&interim_results=true&utterance_end_ms=1000")) {
            sendAll(client, caller);
            control(client, "CloseStream");
            List<JsonNode> messages = untilMetadata(client);
            var started = messages.stream().filter(m -> is(m, "SpeechStarted")).toList();
            var ended = messages.stream().filter(m -> is(m, "UtteranceEnd")).toList();

            assertThat(started).hasSize(2);
            assertThat(ended).hasSize(2);
            for (int turn = 0; turn < 2; turn++) {
                var truth = caller.turns().get(turn);
                assertThat(started.get(turn).path("channel").toString()).isEqualTo("[0]");
                assertThat(started.get(turn).path("timestamp").asDouble())
                        .isCloseTo(caller.millis(truth.startPosition()) / 1000.0, within(0.1));
                assertThat(ended.get(turn).path("channel").toString()).isEqualTo("[0,1]");
                assertThat(ended.get(turn).path("last_word_end").asDouble())
                        .isCloseTo(caller.millis(truth.endPosition()) / 1000.0, within(0.05));
            }
        }
    }

    @Test
    void eventsNotAskedFor_areNotSent() {
        try (var server = server();
                var client = WireClient.connect(server, LISTEN)) {
            sendAll(client, twoTurns());
            control(client, "CloseStream");
            assertThat(untilMetadata(client)).noneMatch(m -> is(m, "SpeechStarted") || is(m, "UtteranceEnd"));
        }
    }

    @Test
    void endpointingOff_makesFinalsWithoutSpeechFinal() {
        try (var server = server();
                var client = WireClient.connect(server, LISTEN.replace("endpointing=300", "endpointing=false"))) {
            sendAll(client, twoTurns());
            control(client, "CloseStream");
            List<JsonNode> messages = untilMetadata(client);

            assertThat(spoken(messages)).containsExactly(FIRST, SECOND);
            assertThat(messages).noneMatch(m -> m.path("speech_final").asBoolean());
        }
    }

    @Test
    void longSpeech_isToldInSegments() {
        try (var server = server();
                var client = WireClient.connect(server, LISTEN)) {
            sendAll(
                    client,
                    quietly()
                            .turn(FIRST + " " + SECOND)
                            .silence(Duration.ofSeconds(1))
                            .build());
            JsonNode first = client.nextFinal();
            JsonNode second = client.nextFinal();

            assertThat(words(first)).hasSize(10);
            assertThat(first.path("speech_final").asBoolean(true)).isFalse();
            assertThat(second.path("speech_final").asBoolean()).isTrue();
            assertThat(transcript(first) + " " + transcript(second)).isEqualTo(FIRST + " " + SECOND);
        }
    }

    @Test
    void nobodySpeaks_emptyFinalsTellHowFarItHasHeard() {
        try (var server = server();
                var client = WireClient.connect(server, LISTEN)) {
            client.audio(ByteBuffer.allocate(7 * 32_000), 3200);
            JsonNode empty = client.nextFinal();

            assertThat(transcript(empty)).isEmpty();
            assertThat(empty.path("speech_final").asBoolean(true)).isFalse();
            assertThat(empty.path("duration").asDouble()).isBetween(5.0, 5.2);
        }
    }

    @Test
    void emptyAudioMessage_endsTheStream() {
        try (var server = server();
                var client = WireClient.connect(server, LISTEN)) {
            sendAll(
                    client,
                    quietly().turn(FIRST).silence(Duration.ofMillis(100)).build());
            client.binary(new byte[0]);
            assertThat(spoken(untilMetadata(client))).containsExactly(FIRST);
            assertThat(client.closeCode()).isEqualTo(1000);
        }
    }

    @Test
    void neitherAudioNorKeepAlive_isNet0001() {
        try (var server = LocalSttServer.builder(new ScriptedRecognizer())
                        .deepgramTimeouts(Duration.ofMillis(100), Duration.ofSeconds(60))
                        .start();
                var client = WireClient.connect(server, LISTEN)) {
            assertThat(client.closeCode()).isEqualTo(1011);
            assertThat(client.closeReason()).contains("NET-0001");
        }
    }

    @Test
    void keepAlive_holdsTheConnectionUntilThereIsNoTextForTooLong() {
        try (var server = LocalSttServer.builder(new ScriptedRecognizer())
                        .deepgramTimeouts(Duration.ofMillis(400), Duration.ofMillis(1200))
                        .start();
                var client = WireClient.connect(server, LISTEN)) {
            long began = System.nanoTime();
            await().pollInterval(Duration.ofMillis(50)).until(() -> {
                if (client.isOpen()) {
                    control(client, "KeepAlive");
                }
                return !client.isOpen();
            });

            assertThat(client.closeCode()).isEqualTo(1011);
            assertThat(client.closeReason()).contains("NET-0000");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(1100));
            assertThat(server.connections().get(0).received()).contains("KeepAlive");
        }
    }

    @Test
    void containerThatIsNotDecoded_isData0000() {
        try (var server = server();
                var client = WireClient.connect(server, "/v1/listen?model=nova-3")) {
            client.binary(new byte[320]);
            assertThat(client.closeCode()).isEqualTo(1008);
            assertThat(client.closeReason()).contains("DATA-0000");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"not json", "[1,2]", "{}", "{\"type\":\"finalize\"}", "{\"type\":", ""})
    void badText_isClosed1008WithTheReason(String text) {
        try (var server = server();
                var client = WireClient.connect(server, LISTEN)) {
            client.text(text);
            assertThat(client.closeCode()).isEqualTo(1008);
            assertThat(client.closeReason()).contains("DATA-0000");
        }
    }

    @Test
    void recognizerFails_isClosed1011() {
        var recognizer = new FakeRecognizer();
        try (var server = LocalSttServer.builder(recognizer).start();
                var client = WireClient.connect(server, LISTEN)) {
            sendAll(client, quietly().turn("yes").build());
            recognizer.first().results.failed("out of order");
            assertThat(client.closeCode()).isEqualTo(1011);
            assertThat(client.closeReason()).isEqualTo("out of order");
        }
    }
}
