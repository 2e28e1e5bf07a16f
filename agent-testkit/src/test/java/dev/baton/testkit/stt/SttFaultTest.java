package dev.baton.testkit.stt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.testkit.audio.SyntheticCaller;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each fault as a client sees it. */
class SttFaultTest {
    private static final String PULSE =
            "/waves/v1/stt/live?model=pulse&word_timestamps=true&full_transcript=true&finalize_on_words=false";
    private static final String DEEPGRAM =
            "/v1/listen?encoding=linear16&sample_rate=16000&interim_results=true&endpointing=500";
    private static final String LIGHTNING = "/api/v1/lightning/get_text?language=en&eou_timeout_ms=500";
    private static final String CAMB = "/apis/transcription/listen";
    private static final String SAID = "yes please";

    private static LocalSttServer server(SttFault... faults) {
        return LocalSttServer.builder(new ScriptedRecognizer()).fault(faults).start();
    }

    private static void say(WireClient client) {
        var caller = SyntheticCaller.builder(16000)
                .silence(Duration.ofMillis(400))
                .turn(SAID)
                .silence(Duration.ofMillis(200))
                .build();
        client.audio(caller.bytes(), 3200);
    }

    private static void ask(WireClient client, String address) {
        client.text(address.equals(DEEPGRAM) ? "{\"type\":\"Finalize\"}" : "{\"type\":\"finalize\"}");
    }

    private static void end(WireClient client, String address) {
        client.text(
                switch (address) {
                    case PULSE -> "{\"type\":\"close_stream\"}";
                    case LIGHTNING -> "{\"type\":\"end\"}";
                    default -> "{\"type\":\"CloseStream\"}";
                });
    }

    private static String transcript(JsonNode message) {
        return message.path("transcript")
                .asText(message.path("channel")
                        .path("alternatives")
                        .path(0)
                        .path("transcript")
                        .asText());
    }

    private static void awaitSent(LocalSttServer server, String type) {
        await().until(() -> server.connections().get(0).sent().contains(type));
    }

    @ParameterizedTest
    @CsvSource({
        "REFUSED_400, 400",
        "REFUSED_401, 401",
        "REFUSED_402, 402",
        "REFUSED_403, 403",
        "REFUSED_404, 404",
        "REFUSED_429, 429",
        "REFUSED_500, 500",
        "REFUSED_503, 503"
    })
    void refusal_isInTheWordsOfTheProtocol(SttFault fault, int status) {
        try (var server = server(fault)) {
            var pulse = WireClient.refused(server, PULSE);
            assertThat(pulse.status()).isEqualTo(status);
            assertThat(pulse.body().path("status").asText()).isEqualTo("error");
            var deepgram = WireClient.refused(server, DEEPGRAM);
            assertThat(deepgram.status()).isEqualTo(status);
            assertThat(deepgram.head()).containsIgnoringCase("dg-error: ");
            assertThat(pulse.head().toLowerCase(Locale.ROOT).contains("retry-after: 1"))
                    .isEqualTo(status == 429 || status == 503);
            assertThat(server.stats().refusals()).containsEntry(status + " " + fault.label(), 2L);
        }
    }

    @Test
    void redirectAndPage_areNoUpgrade() throws IOException {
        try (var server = server(SttFault.REDIRECTED)) {
            assertThat(answer(server))
                    .startsWith("HTTP/1.1 302 ")
                    .containsIgnoringCase("location: /elsewhere/v1/listen");
            server.fault(SttFault.HTML_PAGE);
            assertThat(answer(server))
                    .startsWith("HTTP/1.1 200 ")
                    .contains("text/html")
                    .contains("<!doctype html>");
        }
    }

    private static String answer(LocalSttServer server) throws IOException {
        try (var socket = upgrade(server)) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Socket upgrade(LocalSttServer server) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(WireClient.SECONDS * 1000);
        String request = "GET " + DEEPGRAM + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\n"
                + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void upgradeUnanswered_holdsTheConnectionOpen() throws IOException {
        try (var server = server(SttFault.UPGRADE_UNANSWERED);
                var socket = upgrade(server)) {
            await().until(() -> server.stats().refused() == 1);
            socket.setSoTimeout(200);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void errorsThen1008_comeInBothShapesInPlaceOfTheFinal() {
        try (var server = server(SttFault.ERROR_THEN_1008);
                var client = WireClient.connect(server, PULSE)) {
            say(client);
            ask(client, PULSE);
            JsonNode error = client.next(message -> message.has("message"));
            assertThat(error.path("type").asText()).isEqualTo("error");
            assertThat(error.path("message").asText()).contains("too many");
            assertThat(client.closeCode()).isEqualTo(1008);
            assertThat(server.connections().get(0).sent()).containsExactly("error", "close 1008");

            server.fault(SttFault.NESTED_ERROR_THEN_1008);
            try (var second = WireClient.connect(server, PULSE)) {
                ask(second, PULSE);
                JsonNode nested = second.next();
                assertThat(nested.has("type")).isFalse();
                assertThat(nested.path("error").path("message").asText()).contains("too many");
                assertThat(nested.path("error").path("code").asText()).isNotEmpty();
                assertThat(second.closeCode()).isEqualTo(1008);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"NET_0000, 1011, NET-0000", "NET_0001, 1011, NET-0001", "DATA_0000, 1008, DATA-0000"})
    void deepgramsCloses_carryTheirText(SttFault fault, int code, String text) {
        try (var server = server(fault);
                var client = WireClient.connect(server, DEEPGRAM)) {
            ask(client, DEEPGRAM);
            assertThat(client.closeCode()).isEqualTo(code);
            assertThat(client.closeReason()).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {PULSE, DEEPGRAM})
    void closedWithoutText_saysNothing(String address) {
        try (var server = server(SttFault.CLOSED_WITHOUT_TEXT);
                var client = WireClient.connect(server, address)) {
            say(client);
            assertThat(client.closeCode()).isEqualTo(1000);
            assertThat(client.unread()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {PULSE, DEEPGRAM})
    void closedWithoutLast_leavesItOut(String address) {
        try (var server = server(SttFault.CLOSED_WITHOUT_LAST);
                var client = WireClient.connect(server, address)) {
            say(client);
            end(client, address);
            assertThat(client.closeCode()).isEqualTo(1000);
            assertThat(server.connections().get(0).sent())
                    .doesNotContain("last", "Metadata")
                    .endsWith("close 1000");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {PULSE, DEEPGRAM})
    void stall_goesOnTakingAudioAndIsSilent(String address) {
        try (var server = server(SttFault.STALL);
                var client = WireClient.connect(server, address)) {
            say(client);
            ask(client, address);
            awaitSent(server, "stall");
            int before = client.unread();
            long heard = server.connections().get(0).audioMillis();
            say(client);
            end(client, address);
            await().until(() -> server.connections().get(0).audioMillis() > heard + 500);
            await().until(() -> !server.connections().get(0).received().isEmpty());

            assertThat(client.unread()).isEqualTo(before);
            assertThat(client.isOpen()).isTrue();
            assertThat(server.connections().get(0).sent()).containsExactly("stall");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {PULSE, DEEPGRAM})
    void reset_endsWithoutAHandshake(String address) {
        try (var server = server(SttFault.RESET);
                var client = WireClient.connect(server, address)) {
            ask(client, address);
            assertThat(client.closeCode()).isEqualTo(1006);
            assertThat(server.connections().get(0).sent()).containsExactly("reset");
        }
    }

    /** Over a bare socket: the JDK's client does not always notice the end of a connection in the middle of a message. */
    @Test
    void cutInMessage_sendsHalfOfWhatIsAnnounced() throws IOException {
        try (var server = server(SttFault.CUT_IN_MESSAGE);
                var socket = upgrade(server)) {
            byte[] finalize = "{\"type\":\"Finalize\"}".getBytes(StandardCharsets.US_ASCII);
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) socket.getInputStream().read());
            }
            socket.getOutputStream().write(new byte[] {(byte) 0x81, (byte) (0x80 | finalize.length), 0, 0, 0, 0});
            socket.getOutputStream().write(finalize); // masked with zeros
            byte[] half = socket.getInputStream().readAllBytes();

            assertThat(half[0]).isEqualTo((byte) 0x81);
            assertThat(half[1]).isEqualTo((byte) 126);
            assertThat(half.length).isEqualTo((ByteBuffer.wrap(half).getShort(2) + 4) / 2);
            assertThat(server.connections().get(0).sent()).containsExactly("half a message", "cut");
        }
    }

    /** The final of what was said, with that fault. */
    private static JsonNode finalWith(String address, SttFault... faults) {
        try (var server = server(faults);
                var client = WireClient.connect(server, address)) {
            say(client);
            ask(client, address);
            return client.nextFinal();
        }
    }

    @Test
    void shapes_areThoseOfOtherTimes() {
        JsonNode typeless = finalWith(PULSE, SttFault.TYPELESS);
        assertThat(typeless.has("type") || typeless.has("status")).isFalse();
        assertThat(transcript(typeless)).isEqualTo(SAID);

        JsonNode only = finalWith(PULSE, SttFault.TRANSCRIPTION_ONLY);
        assertThat(only.has("transcript")).isFalse();
        assertThat(only.path("transcription").asText()).isEqualTo(SAID);

        JsonNode named = finalWith(PULSE, SttFault.WORD_TIMESTAMPS);
        assertThat(named.has("words")).isFalse();
        assertThat(named.path("word_timestamps")).hasSize(2);

        assertThat(finalWith(PULSE, SttFault.NO_FULL_TRANSCRIPT).has("full_transcript"))
                .isFalse();
        assertThat(finalWith(PULSE).path("full_transcript").asText()).isEqualTo(SAID);
    }

    @Test
    void lightningsShapes_areThoseOfOtherTimes() {
        JsonNode typed = finalWith(LIGHTNING, SttFault.TYPED);
        assertThat(typed.path("type").asText()).isEqualTo("transcription");
        assertThat(typed.path("status").asText()).isEqualTo("success");
        assertThat(transcript(typed)).isEqualTo(SAID);

        assertThat(finalWith(LIGHTNING).path("word_timestamps")).hasSize(2);
        assertThat(finalWith(LIGHTNING, SttFault.NO_WORDS).has("word_timestamps"))
                .isFalse();
        assertThat(finalWith(LIGHTNING, SttFault.NO_FULL_TRANSCRIPT).has("full_transcript"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {PULSE, LIGHTNING})
    void lastUnmarked_isAFinalAsAnyOther(String address) {
        try (var server = server(SttFault.LAST_UNMARKED);
                var client = WireClient.connect(server, address)) {
            say(client);
            end(client, address);
            JsonNode text = client.nextFinal();
            assertThat(transcript(text)).isEqualTo(SAID);
            assertThat(text.path("is_last").asBoolean(true)).isFalse();
            assertThat(client.isOpen()).isTrue();
            assertThat(server.connections().get(0).sent()).doesNotContain("close 1000");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {PULSE, DEEPGRAM})
    void noWords_leavesTheTranscript(String address) {
        JsonNode message = finalWith(address, SttFault.NO_WORDS);
        assertThat(message.findValue("words")).isNull();
        assertThat(transcript(message)).isEqualTo(SAID);
        assertThat(finalWith(address).findValue("words")).hasSize(2);
    }

    @Test
    void marks_areTheOtherWayRound() {
        assertThat(finalWith(PULSE).has("from_finalize")).isFalse();
        assertThat(finalWith(PULSE, SttFault.ANSWERS_MARKED)
                        .path("from_finalize")
                        .asBoolean())
                .isTrue();
        assertThat(finalWith(DEEPGRAM).path("from_finalize").asBoolean()).isTrue();
        assertThat(finalWith(DEEPGRAM, SttFault.ANSWERS_UNMARKED)
                        .path("from_finalize")
                        .asBoolean(true))
                .isFalse();
        assertThat(finalWith(PULSE, SttFault.ANSWERS_UNMARKED, SttFault.ANSWERS_MARKED)
                        .has("from_finalize"))
                .as("the first of the list is the last before the wire")
                .isFalse();
    }

    @Test
    void finalInFlight_hasTheTextAndTheAnswerHasNone() {
        try (var server = server(SttFault.FINAL_IN_FLIGHT);
                var client = WireClient.connect(server, DEEPGRAM)) {
            say(client);
            ask(client, DEEPGRAM);
            JsonNode inFlight = client.nextFinal();
            JsonNode answer = client.nextFinal();

            assertThat(transcript(inFlight)).isEqualTo(SAID);
            assertThat(inFlight.path("from_finalize").asBoolean(true)).isFalse();
            assertThat(transcript(answer)).isEmpty();
            assertThat(answer.path("from_finalize").asBoolean()).isTrue();
            assertThat(answer.path("start").asDouble())
                    .isEqualTo(inFlight.path("start").asDouble()
                            + inFlight.path("duration").asDouble());
        }
        try (var server = server(SttFault.FINAL_IN_FLIGHT);
                var client = WireClient.connect(server, PULSE)) {
            say(client);
            ask(client, PULSE);
            assertThat(transcript(client.nextFinal())).isEqualTo(SAID);
            JsonNode answer = client.nextFinal();
            assertThat(answer.path("transcript").asText("missing")).isEmpty();
            assertThat(answer.path("transcription").asText("missing")).isEmpty();
            assertThat(answer.path("words")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {PULSE, DEEPGRAM})
    void emptyAnswersMissing_leavesOnlyThoseOut(String address) {
        try (var server = server(SttFault.EMPTY_ANSWERS_MISSING);
                var client = WireClient.connect(server, address)) {
            ask(client, address);
            say(client);
            ask(client, address);
            assertThat(transcript(client.nextFinal())).isEqualTo(SAID);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {PULSE, DEEPGRAM})
    @Execution(ExecutionMode.CONCURRENT)
    void late_isLateAndInOrder(String address) {
        try (var server = server(SttFault.LATE);
                var client = WireClient.connect(server, address)) {
            say(client);
            long began = System.nanoTime();
            end(client, address);
            List<JsonNode> all = client.until(message -> message.path("is_last").asBoolean()
                    || message.path("type").asText().equals("Metadata"));
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(1_900));
            assertThat(all.stream().map(SttFaultTest::transcript)).contains("yes", SAID);
            assertThat(client.closeCode()).isEqualTo(1000);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {PULSE, DEEPGRAM})
    void finalsTwice_areTheSame(String address) {
        try (var server = server(SttFault.FINALS_TWICE);
                var client = WireClient.connect(server, address)) {
            say(client);
            ask(client, address);
            assertThat(client.nextFinal()).isEqualTo(client.nextFinal());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {PULSE, DEEPGRAM})
    void interimAfterFinal_comesTooLate(String address) {
        try (var server = server(SttFault.INTERIM_AFTER_FINAL);
                var client = WireClient.connect(server, address)) {
            say(client);
            ask(client, address);
            client.nextFinal();
            JsonNode interim = client.next();
            assertThat(interim.path("is_final").asBoolean(true)).isFalse();
            assertThat(transcript(interim)).isEqualTo(SAID);
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {"UNKNOWN_TYPE", "NO_OBJECT", "EMPTY_MESSAGE", "WRONG_FIELD_TYPES", "BINARY_MESSAGE", "OVERSIZED"})
    void strayMessage_comesBeforeTheFinalWhichFollows(SttFault fault) {
        try (var server = server(fault);
                var client = WireClient.connect(server, PULSE)) {
            ask(client, PULSE);
            if (fault != SttFault.BINARY_MESSAGE) {
                assertThat(client.next().path("is_final").isBoolean()).isFalse();
            }
            assertThat(client.next().path("is_final").asBoolean()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MALFORMED_JSON", "DEEP_JSON", "INVALID_UTF8"})
    void unreadableMessage_isNoJsonOrNoText(SttFault fault) {
        try (var server = server(fault);
                var client = WireClient.connect(server, DEEPGRAM)) {
            ask(client, DEEPGRAM);
            assertThat(client.unreadable()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "KEY_ERROR_THEN_1008, auth_failed, 1008",
        "ERROR_THEN_4000, quota_exceeded, 4000",
        "ERROR_THEN_1011, model_failure, 1011",
        "NUMERIC_ERROR_CODE, 5003, 1011"
    })
    void cambsErrors_comeInPlaceOfTheFinalAndClose(SttFault fault, String code, int closeCode) {
        try (var server = server(fault);
                var client = WireClient.connect(server, CAMB)) {
            say(client);
            end(client, CAMB);
            JsonNode error =
                    client.next(message -> message.path("type").asText().equals("Error"));
            assertThat(error.path("code").asText()).isEqualTo(code);
            assertThat(error.path("code").isNumber()).isEqualTo(fault == SttFault.NUMERIC_ERROR_CODE);
            assertThat(error.path("message").asText()).isNotEmpty();
            assertThat(client.closeCode()).isEqualTo(closeCode);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GREETING_MISSING, 'interim yes, interim yes please, final yes please, UtteranceEnd'",
        "FINALS_MISSING, 'Ready, interim yes, interim yes please, UtteranceEnd'",
        "FINAL_TYPE, 'Ready, interim yes, interim yes please, Final yes please, UtteranceEnd'",
        "UTTERANCE_END_FIRST, 'Ready, interim yes, interim yes please, UtteranceEnd, final yes please'",
        "RESULTS_WITHOUT_CHANNEL, 'Ready, interim yes, interim yes please, final , final yes please, UtteranceEnd'",
        "INTERIM_AFTER_FINAL, 'Ready, interim yes, final yes please, interim yes please, UtteranceEnd'"
    })
    void cambsOddities_areInTheOrderOfTheirNames(SttFault fault, String seen) {
        try (var server = server(fault);
                var client = WireClient.connect(server, CAMB)) {
            var caller = SyntheticCaller.builder(16000)
                    .silence(Duration.ofMillis(400))
                    .turn(SAID)
                    .silence(Duration.ofMillis(1_000))
                    .build();
            client.audio(caller.bytes(), 3200);
            end(client, CAMB);
            assertThat(client.closeCode()).isEqualTo(1000);
            assertThat(client.rest().stream().map(SttFaultTest::shown)).containsExactly(seen.split(", "));
        }
    }

    private static String shown(JsonNode message) {
        var type = message.path("type").asText();
        if (!type.equals("Results")) {
            return type.equals("Final") ? type + " " + transcript(message) : type;
        }
        return (message.path("is_final").asBoolean() ? "final " : "interim ") + transcript(message);
    }

    @Test
    void faultOfAnotherProtocol_changesNothing() {
        JsonNode message = finalWith(DEEPGRAM, SttFault.TYPELESS, SttFault.ERROR_THEN_1008);
        assertThat(message.path("type").asText()).isEqualTo("Results");
        assertThat(transcript(message)).isEqualTo(SAID);
    }

    @Test
    void plannedConnections_haveTheirFaults_thenTheServerIsWell() {
        try (var server = server()) {
            server.faultOnce(SttFault.REFUSED_503);
            server.faultOnce(SttFault.RESET);
            assertThat(WireClient.refused(server, PULSE).status()).isEqualTo(503);
            try (var second = WireClient.connect(server, PULSE)) {
                ask(second, PULSE);
                assertThat(second.closeCode()).isEqualTo(1006);
            }
            try (var third = WireClient.connect(server, PULSE)) {
                say(third);
                ask(third, PULSE);
                assertThat(transcript(third.nextFinal())).isEqualTo(SAID);
                server.faultOpen(SttFault.STALL);
                ask(third, PULSE);
                await().until(() -> server.connections().get(1).sent().contains("stall"));
            }
        }
    }

    @Test
    void protocolNotAskedFor_is404() {
        try (var server = LocalSttServer.builder(new ScriptedRecognizer())
                .protocols(Set.of(SttProtocol.DEEPGRAM))
                .start()) {
            assertThat(WireClient.refused(server, PULSE).status()).isEqualTo(404);
            WireClient.connect(server, DEEPGRAM).close();
        }
    }

    @Test
    void labels_findTheirFaultsAndProtocols() {
        for (SttFault fault : SttFault.values()) {
            assertThat(SttFault.of(fault.label())).contains(fault);
        }
        assertThat(SttFault.of("no-such-fault")).isEmpty();
        assertThat(SttProtocol.of("deepgram")).contains(SttProtocol.DEEPGRAM);
        assertThat(SttFault.TYPELESS.protocols()).containsExactly(SttProtocol.SMALLEST_PULSE);
        assertThat(SttFault.NEVER_CREATED.protocols()).containsExactly(SttProtocol.CAMB_REALTIME);
        assertThat(SttFault.NO_WORDS.protocols()).doesNotContain(SttProtocol.CAMB_REALTIME);
        assertThat(SttFault.RESET.protocols()).containsExactlyInAnyOrder(SttProtocol.values());
        assertThat(SttFault.REFUSED_401.refusesUpgrade()).isTrue();
    }
}
