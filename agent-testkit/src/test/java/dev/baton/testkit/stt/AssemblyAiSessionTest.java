package dev.baton.testkit.stt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.audio.AudioEncoding;
import dev.baton.testkit.audio.SyntheticCaller;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire once the upgrade is done; the caller's audio comes as fast as the server takes it. */
class AssemblyAiSessionTest {
    private static final String WS = "/v3/ws?sample_rate=16000";
    private static final String FIRST = "on wednesday at half past nine please";
    private static final String SECOND = "thank you";
    private static final int CHUNK = 3_200;

    private static LocalSttServer.Builder server() {
        return LocalSttServer.builder(new ScriptedRecognizer());
    }

    private static SyntheticCaller twoTurns() {
        return SyntheticCaller.builder(16_000)
                .silence(Duration.ofMillis(400))
                .turn(FIRST)
                .silence(Duration.ofSeconds(2))
                .turn(SECOND)
                .silence(Duration.ofMillis(300))
                .build();
    }

    private static void control(WireClient client, String type) {
        client.text("{\"type\":\"" + type + "\"}");
    }

    private static boolean is(JsonNode message, String type) {
        return message.path("type").asText().equals(type);
    }

    private static List<JsonNode> untilTermination(WireClient client) {
        return client.until(message -> is(message, "Termination"));
    }

    private static List<JsonNode> ends(List<JsonNode> messages) {
        return messages.stream()
                .filter(message -> message.path("end_of_turn").asBoolean())
                .toList();
    }

    private static List<String> transcripts(List<JsonNode> messages) {
        return messages.stream()
                .map(message -> message.path("transcript").asText())
                .toList();
    }

    private static List<JsonNode> hear(LocalSttServer server, String address, SyntheticCaller caller) {
        try (var client = WireClient.connect(server, address)) {
            client.audio(caller.bytes(), CHUNK);
            control(client, "Terminate");
            var messages = untilTermination(client);
            assertThat(client.closeCode()).isEqualTo(1000);
            return messages;
        }
    }

    @Test
    void silence_endsTurnsThatAreNumberedFromZero() {
        try (var server = server().start()) {
            var caller = twoTurns();
            var messages = hear(server, WS, caller);

            assertThat(is(messages.get(0), "Begin")).isTrue();
            assertThat(messages.get(0).path("id").asText()).isNotEmpty();
            assertThat(transcripts(ends(messages))).containsExactly(FIRST, SECOND);
            assertThat(ends(messages))
                    .extracting(message -> message.path("turn_order").asInt())
                    .containsExactly(0, 1);
            var word = ends(messages).get(0).path("words").path(0);
            assertThat(word.path("text").asText()).isEqualTo("on");
            assertThat(word.path("word_is_final").asBoolean()).isTrue();
            assertThat(word.path("start").asDouble())
                    .isCloseTo((double) caller.millis(caller.words().get(0).startPosition()), within(15.0));
            assertThat(messages.get(messages.size() - 1)
                            .path("audio_duration_seconds")
                            .asDouble())
                    .isCloseTo(caller.duration().toMillis() / 1000.0, within(0.05));
        }
    }

    /** The word that may still change is in the list alone. */
    @Test
    void partialTurn_leavesTheLatestWordOutOfItsTranscript() {
        try (var server = server().start()) {
            var partials = hear(server, WS, twoTurns()).stream()
                    .filter(message ->
                            is(message, "Turn") && !message.path("end_of_turn").asBoolean())
                    .toList();

            assertThat(transcripts(partials)).startsWith("", "on", "on wednesday");
            assertThat(partials.get(1).path("words")).hasSize(2);
            assertThat(partials.get(1)
                            .path("words")
                            .path(1)
                            .path("word_is_final")
                            .asBoolean(true))
                    .isFalse();
            assertThat(hear(server, WS + "&include_partial_turns=false", twoTurns()))
                    .filteredOn(message -> is(message, "Turn"))
                    .allMatch(message -> message.path("end_of_turn").asBoolean());
        }
    }

    @Test
    void formatTurns_sendsEachEndASecondTime() {
        try (var server = server().start()) {
            var ends = ends(hear(server, WS + "&format_turns=true", twoTurns()));

            assertThat(transcripts(ends))
                    .containsExactly(FIRST, "On wednesday at half past nine please.", SECOND, "Thank you.");
            assertThat(ends)
                    .extracting(message -> message.path("turn_is_formatted").asBoolean())
                    .containsExactly(false, true, false, true);
            assertThat(ends)
                    .extracting(message -> message.path("turn_order").asInt())
                    .containsExactly(0, 0, 1, 1);
        }
    }

    @ParameterizedTest
    @CsvSource({"400, 1280, 0.4, 2", "5000, 5000, 0.4, 1", "400, 5000, 0.95, 1", "400, 5000, 0.9, 2"})
    void silencesOfTheAddress_decideWhenATurnIsOver(int shorter, int longer, double confidence, int turns) {
        try (var server = server().start()) {
            var address = WS + "&min_turn_silence=" + shorter + "&max_turn_silence=" + longer
                    + "&end_of_turn_confidence_threshold=" + confidence;
            assertThat(ends(hear(server, address, twoTurns()))).hasSize(turns);
        }
    }

    @Test
    void updateConfiguration_changesTheSilences() {
        try (var server = server().start();
                var client = WireClient.connect(server, WS)) {
            client.text("{\"type\":\"UpdateConfiguration\",\"min_turn_silence\":5000,\"max_turn_silence\":5000}");
            client.audio(twoTurns().bytes(), CHUNK);
            control(client, "Terminate");
            assertThat(transcripts(ends(untilTermination(client)))).containsExactly(FIRST + " " + SECOND);
        }
    }

    @Test
    void forceEndpoint_endsTheTurnAtOnce() {
        try (var server = server().start();
                var client = WireClient.connect(server, WS + "&min_turn_silence=5000&max_turn_silence=5000")) {
            client.audio(twoTurns().bytes(), CHUNK);
            control(client, "ForceEndpoint");
            var end = client.next(message -> message.path("end_of_turn").asBoolean());
            assertThat(end.path("transcript").asText()).isEqualTo(FIRST + " " + SECOND);
            control(client, "Terminate");
            assertThat(ends(untilTermination(client))).isEmpty();
            assertThat(server.stats().finalizes()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {640, 1_598, 32_002})
    void messageOfAnotherLength_isRefusedAfterASecondOfAudio(int bytes) {
        try (var server = server().start();
                var client = WireClient.connect(server, WS)) {
            client.audio(twoTurns().bytes(), bytes);
            var error = client.next(message -> is(message, "Error"));
            assertThat(error.path("error_code").asInt()).isEqualTo(3007);
            assertThat(client.closeCode()).isEqualTo(3007);
            assertThat(server.connections().get(0).audioMillis()).isLessThan(1_100);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1_600, 32_000})
    void messageAtTheLimits_isTaken(int bytes) {
        try (var server = server().start();
                var client = WireClient.connect(server, WS)) {
            var caller = SyntheticCaller.builder(16_000)
                    .silence(Duration.ofMillis(400))
                    .turn(SECOND)
                    .silence(Duration.ofSeconds(3))
                    .build();
            byte[] audio = new byte[64_000];
            caller.bytes().get(audio);
            client.audio(ByteBuffer.wrap(audio), bytes);
            control(client, "Terminate");
            assertThat(transcripts(ends(untilTermination(client)))).containsExactly(SECOND);
        }
    }

    @Test
    void limitsThatAreOff_takeAnything() {
        try (var server = server().assemblyAi(AssemblyAiSettings.defaults().withChunkLimits(false))
                        .start();
                var client = WireClient.connect(server, WS)) {
            client.audio(twoTurns().bytes(), 640);
            control(client, "Terminate");
            assertThat(transcripts(ends(untilTermination(client)))).containsExactly(FIRST, SECOND);
        }
    }

    @Test
    void audioAheadOfTime_isRefusedWhereTheServerLooks() {
        try (var server = server().assemblyAi(AssemblyAiSettings.defaults().withRealTimeLimit(true))
                        .start();
                var client = WireClient.connect(server, WS)) {
            client.audio(twoTurns().bytes(), CHUNK);
            assertThat(client.next(message -> is(message, "Error"))
                            .path("error_code")
                            .asInt())
                    .isEqualTo(3007);
            assertThat(client.closeCode()).isEqualTo(3007);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "words",
                "[1]",
                "{\"type\":\"Finalize\"}",
                "{}",
                "{\"type\":\"UpdateConfiguration\",\"max_turn_silence\":-1}"
            })
    void badMessage_isAnErrorThenClose3006(String text) {
        try (var server = server().start();
                var client = WireClient.connect(server, WS)) {
            client.text(text);
            assertThat(client.next(message -> is(message, "Error"))
                            .path("error_code")
                            .asInt())
                    .isEqualTo(3006);
            assertThat(client.closeCode()).isEqualTo(3006);
        }
    }

    @Test
    void keepAlive_isTakenAndNotAnswered() {
        try (var server = server().start();
                var client = WireClient.connect(server, WS)) {
            control(client, "KeepAlive");
            control(client, "Terminate");
            assertThat(untilTermination(client)).hasSize(2);
            assertThat(server.connections().get(0).received()).containsExactly("KeepAlive", "Terminate");
        }
    }

    @Test
    void muLaw_isDecoded() {
        try (var server = server().assemblyAi(AssemblyAiSettings.defaults().withChunkLimits(false))
                        .start();
                var client = WireClient.connect(server, "/v3/ws?sample_rate=8000&encoding=pcm_mulaw")) {
            var caller = SyntheticCaller.builder(8_000)
                    .encoding(AudioEncoding.MULAW)
                    .silence(Duration.ofMillis(400))
                    .turn(SECOND)
                    .silence(Duration.ofMillis(300))
                    .build();
            client.audio(caller.bytes(), 800);
            control(client, "Terminate");
            assertThat(transcripts(ends(untilTermination(client)))).containsExactly(SECOND);
        }
    }
}
