package dev.baton.testkit.stt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.testkit.audio.SyntheticCaller;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire once the upgrade is done; the caller's audio comes as fast as the server takes it. */
class DeepgramFluxSessionTest {
    private static final String LISTEN = "/v2/listen?model=flux-general-en&encoding=linear16&sample_rate=16000";
    private static final String FIRST = "on wednesday please";
    private static final String SECOND = "thank you";
    private static final int CHUNK = 2_560;

    private static LocalSttServer.Builder server() {
        return LocalSttServer.builder(new ScriptedRecognizer());
    }

    private static SyntheticCaller twoTurns(int pauseMillis) {
        return SyntheticCaller.builder(16_000)
                .silence(Duration.ofMillis(400))
                .turn(FIRST)
                .silence(Duration.ofMillis(pauseMillis))
                .turn(SECOND)
                .silence(Duration.ofMillis(300))
                .build();
    }

    private static boolean is(JsonNode message, String type) {
        return message.path("type").asText().equals(type);
    }

    private static void end(WireClient client) {
        client.text("{\"type\":\"CloseStream\"}");
        assertThat(client.closeCode()).isEqualTo(1000);
    }

    private static List<JsonNode> hear(LocalSttServer server, String address, SyntheticCaller caller) {
        try (var client = WireClient.connect(server, address)) {
            var messages = say(client, caller);
            end(client);
            messages.addAll(client.received());
            return messages;
        }
    }

    /** Each turn's last word is recognised before its silence comes, as where audio is spoken. */
    private static List<JsonNode> say(WireClient client, SyntheticCaller caller) {
        var messages = new ArrayList<JsonNode>();
        var audio = caller.bytes();
        int end = audio.limit();
        var words = caller.words();
        for (int i = 0; i < words.size(); i++) {
            if (i + 1 == words.size() || words.get(i + 1).turn() != words.get(i).turn()) {
                var word = words.get(i);
                audio.limit(Math.toIntExact(word.endPosition() + 1_600) * Short.BYTES);
                client.audio(audio, CHUNK);
                audio.limit(end);
                messages.addAll(
                        client.until(message -> message.path("event").asText().equals("Update")
                                && message.path("transcript").asText().endsWith(word.text())));
            }
        }
        client.audio(audio, CHUNK);
        return messages;
    }

    private static List<String> events(List<JsonNode> messages, int turn) {
        return messages.stream()
                .filter(message ->
                        is(message, "TurnInfo") && message.path("turn_index").asInt() == turn)
                .map(message -> message.path("event").asText())
                .toList();
    }

    private static List<JsonNode> all(List<JsonNode> messages, String event) {
        return messages.stream()
                .filter(message -> message.path("event").asText().equals(event))
                .toList();
    }

    private static List<String> spoken(List<JsonNode> messages) {
        return all(messages, "EndOfTurn").stream()
                .map(message -> message.path("transcript").asText())
                .toList();
    }

    @Test
    void turns_followTheGrammarAndAreNumberedFromZero() {
        try (var server = server().start()) {
            var caller = twoTurns(1_500);
            var messages = hear(server, LISTEN, caller);

            assertThat(is(messages.get(0), "Connected")).isTrue();
            assertThat(messages)
                    .extracting(message -> message.path("sequence_id").asInt())
                    .containsExactlyElementsOf(
                            IntStream.range(0, messages.size()).boxed().toList());
            assertThat(messages)
                    .extracting(message -> message.path("request_id").asText())
                    .containsOnly(messages.get(0).path("request_id").asText());
            assertThat(events(messages, 0)).containsExactly("StartOfTurn", "Update", "Update", "Update", "EndOfTurn");
            assertThat(events(messages, 1)).containsExactly("StartOfTurn", "Update", "Update", "EndOfTurn");
            assertThat(spoken(messages)).containsExactly(FIRST, SECOND);
            var first = all(messages, "EndOfTurn").get(0);
            assertThat(first.path("trigger").asText()).isEqualTo("model");
            assertThat(first.path("end_of_turn_confidence").asDouble()).isGreaterThanOrEqualTo(0.7);
            assertThat(first.path("words").path(0).path("start").asDouble())
                    .isCloseTo(caller.millis(caller.words().get(0).startPosition()) / 1000.0, within(0.015));
            assertThat(first.path("audio_window_end").asDouble())
                    .isEqualTo(all(messages, "StartOfTurn")
                            .get(1)
                            .path("audio_window_start")
                            .asDouble());
        }
    }

    @Test
    void eagerThreshold_tellsTheEndBeforeItIsThereWithTheSameText() {
        try (var server = server().start()) {
            var messages = hear(server, LISTEN + "&eager_eot_threshold=0.4", twoTurns(1_500));

            assertThat(events(messages, 0)).endsWith("EagerEndOfTurn", "EndOfTurn");
            assertThat(all(messages, "EagerEndOfTurn").get(0).path("transcript").asText())
                    .isEqualTo(FIRST);
        }
    }

    @Test
    void callerWhoGoesOn_resumesTheTurn() {
        try (var server = server().start()) {
            var messages = hear(server, LISTEN + "&eager_eot_threshold=0.3&eot_threshold=1", twoTurns(600));

            assertThat(events(messages, 0)).containsSubsequence("EagerEndOfTurn", "TurnResumed", "Update", "EndOfTurn");
            assertThat(spoken(messages)).containsExactly(FIRST + " " + SECOND);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "eot_threshold=0.5, 700, 2",
        "eot_threshold=1, 700, 1",
        "eot_threshold=1&eot_timeout_ms=500, 700, 2",
        "eot_threshold=0.9, 1500, 2"
    })
    void thresholds_decideWhenATurnIsOver(String thresholds, int pauseMillis, int turns) {
        try (var server = server().start()) {
            assertThat(spoken(hear(server, LISTEN + "&" + thresholds, twoTurns(pauseMillis))))
                    .hasSize(turns);
        }
    }

    /** More is likely to come behind a digit. */
    @Test
    void turnThatEndsInADigit_isWaitedForTwiceAsLong() {
        try (var server = server().start()) {
            var caller = SyntheticCaller.builder(16_000)
                    .silence(Duration.ofMillis(400))
                    .turn("five five five")
                    .silence(Duration.ofSeconds(1))
                    .turn("one two three")
                    .silence(Duration.ofMillis(300))
                    .build();
            assertThat(spoken(hear(server, LISTEN, caller))).containsExactly("five five five one two three");
        }
    }

    @Test
    void timeout_isSaidToBeTheTrigger() {
        try (var server = server().start()) {
            var messages = hear(server, LISTEN + "&eot_threshold=1&eot_timeout_ms=500", twoTurns(1_500));
            assertThat(all(messages, "EndOfTurn").get(0).path("trigger").asText())
                    .isEqualTo("timeout");
        }
    }

    @Test
    void configure_changesTheThresholdsAndIsAnswered() {
        try (var server = server().start();
                var client = WireClient.connect(server, LISTEN)) {
            client.text("{\"type\":\"Configure\",\"thresholds\":{\"eot_threshold\":1.0},\"keyterms\":[\"Zug\"]}");
            client.text("{\"type\":\"Configure\",\"thresholds\":{\"eot_threshold\":0.1}}");
            var messages = say(client, twoTurns(850));
            end(client);
            messages.addAll(client.received());

            var success = messages.stream()
                    .filter(message -> is(message, "ConfigureSuccess"))
                    .toList();
            assertThat(success).singleElement().satisfies(message -> {
                assertThat(message.path("thresholds").path("eot_threshold").asDouble())
                        .isEqualTo(1.0);
                assertThat(message.path("keyterms").path(0).asText()).isEqualTo("Zug");
            });
            assertThat(messages)
                    .filteredOn(message -> is(message, "ConfigureFailure"))
                    .hasSize(1);
            assertThat(spoken(messages)).containsExactly(FIRST + " " + SECOND);
        }
    }

    @Test
    void streamThatIsClosedWithinATurn_endsItOrLeavesItsLatestUpdate() {
        try (var server = server().start();
                var leaving = server().deepgramFlux(
                                DeepgramFluxSettings.defaults().withCloseEndsTurn(false))
                        .start()) {
            assertThat(spoken(hear(server, LISTEN, twoTurns(1_500)))).containsExactly(FIRST, SECOND);
            var messages = hear(leaving, LISTEN, twoTurns(1_500));
            assertThat(spoken(messages)).containsExactly(FIRST);
            assertThat(messages.get(messages.size() - 1).path("transcript").asText())
                    .isEqualTo(SECOND);
        }
    }

    @Test
    void forceEndTurn_endsTheTurnWhereItIsEnabled() {
        try (var server = server().deepgramFlux(DeepgramFluxSettings.defaults().withForceEndTurn(true))
                        .start();
                var client = WireClient.connect(server, LISTEN)) {
            client.audio(twoTurns(100).bytes(), CHUNK);
            client.text("{\"type\":\"ForceEndTurn\"}");
            var end = client.next(message -> message.path("event").asText().equals("EndOfTurn"));
            assertThat(end.path("trigger").asText()).isEqualTo("manual");
            assertThat(end.path("transcript").asText()).isEqualTo(FIRST + " " + SECOND);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "words",
                "{}",
                "{\"type\":\"ForceEndTurn\"}",
                "{\"type\":\"KeepAlive\"}",
                "{\"type\":\"Finalize\"}"
            })
    void whatIsNotKnown_isUnparsableAndCloses(String text) {
        try (var server = server().start();
                var client = WireClient.connect(server, LISTEN)) {
            client.text(text);
            assertThat(client.next(message -> is(message, "Error")).path("code").asText())
                    .isEqualTo("UNPARSABLE_CLIENT_MESSAGE");
            assertThat(client.closeCode()).isEqualTo(1008);
        }
    }

    @Test
    void clientWithoutAudio_isSentAway() {
        try (var server = server().deepgramTimeouts(Duration.ofMillis(50), Duration.ofSeconds(25))
                        .start();
                var client = WireClient.connect(server, LISTEN)) {
            assertThat(client.closeCode()).isEqualTo(1011);
            assertThat(client.closeReason()).startsWith("NET-0001");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "encoding=linear16&sample_rate=16000, model",
        "model=nova-3&encoding=linear16&sample_rate=16000, model",
        "model=flux-general-en&encoding=linear16, sample_rate",
        "model=flux-general-en&encoding=opus&sample_rate=16000, encoding",
        "model=flux-general-en&eot_threshold=0.4, eot_threshold",
        "model=flux-general-en&eot_threshold=high, eot_threshold",
        "model=flux-general-en&eager_eot_threshold=0.95, eager_eot_threshold",
        "model=flux-general-en&eot_threshold=0.5&eager_eot_threshold=0.6, eager_eot_threshold",
        "model=flux-general-en&eot_timeout_ms=400, eot_timeout_ms",
        "model=flux-general-en&numerals=yes, numerals"
    })
    void badParameter_isRefusedAsDeepgramDoes(String query, String parameter) {
        try (var server = server().start()) {
            var answer = WireClient.refused(server, "/v2/listen?" + query);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body().path("err_msg").asText()).contains(parameter);
            assertThat(server.stats().refusals()).containsOnlyKeys("400 " + parameter);
        }
    }

    @Test
    void key_isLookedForWhereDeepgramsClientsShowIt() {
        try (var server = server().apiKeys(ApiKeys.exactly("right")).start()) {
            assertThat(WireClient.refused(server, LISTEN).status()).isEqualTo(401);
            try (var client = WireClient.connect(server, LISTEN, "Authorization", "Token right")) {
                assertThat(is(client.next(), "Connected")).isTrue();
            }
        }
    }
}
