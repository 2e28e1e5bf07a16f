package dev.baton.testkit.stt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.testkit.audio.SyntheticCaller;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes over the wire once the upgrade is done; the caller's audio comes as fast as the server takes it. */
class LightningSessionTest {
    private static final String FIRST_ADDRESS = "/api/v1/lightning/get_text?language=en";
    private static final String FIRST = "on wednesday at half past nine please";
    private static final String SECOND = "my number is five five five one two three";

    private static LocalSttServer.Builder server() {
        return LocalSttServer.builder(new ScriptedRecognizer());
    }

    private static SyntheticCaller.Builder quietly() {
        return SyntheticCaller.builder(16000).silence(Duration.ofMillis(400));
    }

    private static void say(WireClient client, String... turns) {
        var caller = quietly();
        for (String turn : turns) {
            caller.turn(turn).silence(Duration.ofMillis(1500));
        }
        client.audio(caller.build().bytes(), 4096);
    }

    private static void control(WireClient client, String type) {
        client.text("{\"type\":\"" + type + "\"}");
    }

    @Test
    void firstShape_isThatOfTheExamples() {
        try (var server = server().start();
                var client = WireClient.connect(server, FIRST_ADDRESS)) {
            say(client, "yes please", "good bye");
            JsonNode interim = client.next();
            assertThat(interim.path("transcript").asText()).isEqualTo("yes");
            assertThat(interim.path("full_transcript").asText()).isEqualTo("yes");
            assertThat(interim.path("is_final").asBoolean(true)).isFalse();
            assertThat(interim.path("is_last").asBoolean(true)).isFalse();
            assertThat(interim.has("language")).isFalse();

            JsonNode first = client.nextFinal();
            assertThat(first.has("type") || first.has("status") || first.has("words") || first.has("languages"))
                    .isFalse();
            assertThat(first.path("session_id").asText())
                    .isEqualTo(interim.path("session_id").asText());
            assertThat(first.path("transcript").asText()).isEqualTo("yes please");
            assertThat(first.path("language").asText()).isEqualTo("en");
            JsonNode word = first.path("word_timestamps").path(0);
            assertThat(word.path("word").asText()).isEqualTo("yes");
            assertThat(word.path("start").asDouble()).isCloseTo(0.4, within(0.05));
            assertThat(word.has("confidence")).isFalse();

            assertThat(client.nextFinal().path("full_transcript").asText()).isEqualTo("yes please good bye");
        }
    }

    @Test
    void laterShape_isThatOfTheDescription() {
        try (var server = server().lightningShape(LightningShape.LATER).start();
                var client = WireClient.connect(server, FIRST_ADDRESS + "&sentence_timestamps=true");
                var asking = WireClient.connect(server, FIRST_ADDRESS + "&full_transcript=true")) {
            say(client, "yes please");
            JsonNode text = client.nextFinal();
            assertThat(text.has("type") || text.has("word_timestamps") || text.has("full_transcript"))
                    .isFalse();
            assertThat(text.path("words").path(0).path("confidence").isNumber()).isTrue();
            assertThat(text.path("languages").path(0).asText()).isEqualTo("en");
            assertThat(text.path("utterances").path(0).path("text").asText()).isEqualTo("yes please");

            say(asking, "yes please");
            assertThat(asking.next().has("full_transcript")).isFalse();
            assertThat(asking.nextFinal().path("full_transcript").asText()).isEqualTo("yes please");
        }
    }

    @Test
    void words_areLeftOutWhereNotWanted() {
        try (var server = server().start();
                var client = WireClient.connect(server, FIRST_ADDRESS + "&word_timestamps=false")) {
            say(client, "yes");
            assertThat(client.nextFinal().has("word_timestamps")).isFalse();
        }
    }

    /** However long the text: nothing but silence, and the end, makes it final. */
    @Test
    void silence_makesFinals_asSoonAsAskedFor() {
        try (var server = server().start();
                var quick = WireClient.connect(server, FIRST_ADDRESS + "&eou_timeout_ms=500");
                var patient = WireClient.connect(server, FIRST_ADDRESS + "&eou_timeout_ms=3000")) {
            for (var client : List.of(quick, patient)) {
                say(client, FIRST, SECOND);
                control(client, "end");
            }
            assertThat(WireClient.finals(quick.untilLast())).containsExactly(FIRST, SECOND, "");
            assertThat(WireClient.finals(patient.untilLast())).containsExactly(FIRST + " " + SECOND);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/lightning/get_text, end",
        "/api/v1/lightning/get_text, finalize",
        "/waves/v1/lightning/get_text, finalize",
        "/api/v1/pulse/get_text, end",
        "/api/v1/pulse/get_text, close_stream"
    })
    void endOfTheStream_isAnsweredWithWhatIsLeft(String path, String type) {
        try (var server = server().start();
                var client = WireClient.connect(server, path)) {
            client.audio(quietly().turn("thank you").build().bytes(), 4096);
            control(client, type);
            assertThat(WireClient.finals(client.untilLast())).containsExactly("thank you");
            assertThat(server.connections().get(0).received()).containsExactly(type);
        }
    }

    @Test
    void finalizeOnEarlyPulse_isAFlush() {
        try (var server = server().start();
                var client = WireClient.connect(server, "/api/v1/pulse/get_text")) {
            client.audio(
                    quietly()
                            .turn("thank you")
                            .silence(Duration.ofMillis(300))
                            .build()
                            .bytes(),
                    4096);
            control(client, "finalize");
            JsonNode answer = client.nextFinal();
            assertThat(answer.path("transcript").asText()).isEqualTo("thank you");
            assertThat(answer.path("is_last").asBoolean(true)).isFalse();
            assertThat(client.isOpen()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/lightning/get_text, close_stream, 'end, finalize'",
        "/waves/v1/lightning/get_text, end, finalize",
        "/waves/v1/lightning/get_text, close_stream, finalize"
    })
    void messageOfAnotherTime_isRefusedAndToldWhatIsKnown(String path, String type, String known) {
        try (var server = server().start();
                var client = WireClient.connect(server, path)) {
            control(client, type);
            JsonNode error = client.next();
            assertThat(error.path("status").asText()).isEqualTo("error");
            assertThat(error.path("error").path("message").asText()).endsWith("known: " + known);
            assertThat(error.path("error").path("code").asText()).isNotEmpty();
            assertThat(client.closeCode()).isEqualTo(1008);
        }
    }

    @ParameterizedTest
    @EnumSource
    void afterTheLastMessage_closesWhoeverIsSaidTo(LightningClose close) {
        try (var server = server().lightningClose(close).start();
                var client = WireClient.connect(server, FIRST_ADDRESS)) {
            control(client, "end");
            client.untilLast();
            if (close == LightningClose.CLIENT) {
                assertThat(server.connections().get(0).sent()).doesNotContain("close 1000");
                assertThat(client.isOpen()).isTrue();
            }
            assertThat(client.closeCode())
                    .as("a client that never closes is not waited for for ever")
                    .isEqualTo(1000);
        }
    }

    /** As the vendor's microphone example does: its last words are lost, and nothing else is. */
    @Test
    void clientThatClosesRightAfterTheEnd_losesTheLastWordsInOrder() {
        try (var server = server().answerDelay(Duration.ofMillis(300)).start();
                var client = WireClient.connect(server, FIRST_ADDRESS + "&eou_timeout_ms=300")) {
            var caller =
                    quietly().turn("thank you").silence(Duration.ofMillis(800)).turn("good bye");
            client.audio(caller.build().bytes(), 4096);
            assertThat(client.nextFinal().path("transcript").asText()).isEqualTo("thank you");
            control(client, "end");
            client.closing();
            assertThat(client.closeCode()).isEqualTo(1000);
            await().until(() -> server.stats().openConnections() == 0);
            assertThat(server.connections().get(0).sent()).doesNotContain("last");
        }
    }

    @Test
    void endTwice_isAnsweredOnce() {
        try (var server = server().start();
                var client = WireClient.connect(server, FIRST_ADDRESS)) {
            control(client, "end");
            control(client, "end");
            assertThat(WireClient.finals(client.untilLast())).containsExactly("");
            client.closing();
            assertThat(client.closeCode()).isEqualTo(1000);
            assertThat(client.unread()).isZero();
            assertThat(server.connections().get(0).received()).containsExactly("end", "end");
        }
    }
}
