package dev.baton.testkit.stt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.BatonException;
import java.net.http.WebSocketHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered before the upgrade. */
class PulseRefusalTest {
    private static final String LIVE = "/waves/v1/stt/live?model=pulse";
    private static final String LEGACY = "/waves/v1/pulse/get_text";

    private static LocalSttServer server() {
        return LocalSttServer.builder(new ScriptedRecognizer()).start();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/waves/v1/stt/live | model",
                "/waves/v1/stt/live?model=pulse-pro | model",
                "/waves/v1/pulse/get_text?model=pulse-pro | model",
                "LIVE&language=xx | language",
                "LIVE&sample_rate=11025 | sample_rate",
                "LIVE&sample_rate=fast | sample_rate",
                "LIVE&encoding=mp3 | encoding",
                "LIVE&encoding=opus | encoding",
                "LIVE&encoding=ogg_opus | encoding",
                "LIVE&word_timestamps=yes | word_timestamps",
                "LIVE&sentence_timestamps=1 | sentence_timestamps",
                "LIVE&full_transcript=x | full_transcript",
                "LIVE&itn_normalize=x | itn_normalize",
                "LIVE&format=x | format",
                "LIVE&punctuate=x | punctuate",
                "LIVE&capitalize=x | capitalize",
                "LIVE&finalize_on_words=x | finalize_on_words",
                "LIVE&max_words=0 | max_words",
                "LIVE&max_words=many | max_words",
                "LIVE&endpointing=x | endpointing",
                "LIVE&eou_timeout_ms=0 | eou_timeout_ms",
                "LIVE&eou_timeout_ms=99 | eou_timeout_ms",
                "LIVE&eou_timeout_ms=10001 | eou_timeout_ms",
                "LIVE&vad_events=x | vad_events",
                "LIVE&vad=x | vad",
                "LIVE&diarize=x | diarize",
                "LIVE&redact_pii=x | redact_pii",
                "LIVE&redact_pci=x | redact_pci",
                "LIVE&numerals=maybe | numerals",
                "LIVE&external_session_id=a%20b | external_session_id",
            })
    void valueNotAllowed_is400WithItsName(String address, String parameter) {
        try (var server = server()) {
            var answer = WireClient.refused(server, address.replace("LIVE", LIVE));

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body().path("code").asText()).isEqualTo(parameter);
            assertThat(answer.body().path("message").asText()).contains(parameter);
            assertThat(server.stats().refusals()).containsOnlyKeys("400 " + parameter);
            assertThat(server.stats().connections()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                LIVE,
                LEGACY,
                LIVE + "&language=de&sample_rate=8000&encoding=mulaw&word_timestamps=true&eou_timeout_ms=1000"
                        + "&finalize_on_words=false&max_words=20&endpointing=false&vad_events=true&numerals=auto"
                        + "&external_session_id=call-7.a_b&keywords=Baton:2,Pulse:1",
                LIVE + "&normalise=true&punctuation_style=british&x=",
                LEGACY + "?sample_rate=48000&encoding=linear32&language=multi-south-indic"
            })
    void valuesAllowedAndUnknownNames_areAccepted(String address) {
        try (var server = server();
                var client = WireClient.connect(server, address)) {
            client.closeStream();
            assertThat(client.next().path("is_last").asBoolean()).isTrue();
            assertThat(client.closeCode()).isEqualTo(1000);
        }
    }

    @Test
    void otherPath_is404AndListsThePaths() {
        try (var server = server()) {
            var answer = WireClient.refused(server, "/waves/v1/asr?model=pulse");

            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.body().path("paths"))
                    .extracting(path -> path.asText())
                    .containsExactlyInAnyOrder(
                            "/waves/v1/stt/live",
                            LEGACY,
                            "/api/v1/pulse/get_text",
                            "/api/v1/lightning/get_text",
                            "/waves/v1/lightning/get_text",
                            "/v1/listen",
                            "/v2/listen",
                            "/v3/ws",
                            "/apis/transcription/listen",
                            "/streaming-transcription/listen",
                            "/transcription/listen",
                            "/v1/realtime",
                            "/v1/audio/transcriptions");
        }
    }

    @Test
    void plainRequest_is426() {
        try (var server = server()) {
            var answer = WireClient.raw(server, "GET " + LIVE + " HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(answer.status()).isEqualTo(426);
            assertThat(answer.head()).containsIgnoringCase("upgrade: websocket");
        }
    }

    @Test
    void notHttp_is400() {
        try (var server = server()) {
            assertThat(WireClient.raw(server, "HELLO\r\n\r\n").status()).isEqualTo(400);
        }
    }

    @Test
    void keyRequired_missingOrWrongIs401_rightIsAccepted() {
        try (var server = LocalSttServer.builder(new ScriptedRecognizer())
                .apiKeys(ApiKeys.exactly("sk_right"))
                .start()) {
            assertThat(WireClient.refused(server, LIVE).status()).isEqualTo(401);
            var wrong = WireClient.refused(server, LIVE, "Authorization", "Bearer sk_wrong");
            assertThat(wrong.status()).isEqualTo(401);
            assertThat(wrong.body().toString()).doesNotContain("sk_");
            assertThat(WireClient.refused(server, LIVE, "Authorization", "Basic sk_right")
                            .status())
                    .isEqualTo(401);
            WireClient.connect(server, LIVE, "Authorization", "Bearer sk_right").close();
            WireClient.connect(server, LIVE + "&token=sk_right").close();
            assertThat(server.stats().refusals()).containsEntry("401 key", 3L);
        }
    }

    @Test
    void anyKey_refusesOnlyNone() {
        try (var server = LocalSttServer.builder(new ScriptedRecognizer())
                .apiKeys(ApiKeys.any())
                .start()) {
            assertThat(WireClient.refused(server, LIVE).status()).isEqualTo(401);
            WireClient.connect(server, LIVE, "Authorization", "Bearer whatever").close();
        }
    }

    @Test
    void keyWithoutAccess_is403_beforeParametersAreRead() {
        try (var server = LocalSttServer.builder(new ScriptedRecognizer())
                .apiKeys(key -> ApiKeys.Verdict.FORBIDDEN)
                .start()) {
            assertThat(WireClient.refused(server, LIVE + "&sample_rate=1").status())
                    .isEqualTo(403);
        }
    }

    @ParameterizedTest
    @CsvSource({"WARMING_UP,warming_up", "BUSY,busy"})
    void recognizerNotReady_is503WithRetryAfter(Recognizer.Availability availability, String code) {
        var recognizer = new FakeRecognizer();
        recognizer.availability = availability;
        try (var server = LocalSttServer.builder(recognizer).start()) {
            var answer = WireClient.refused(server, LIVE);

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.head()).containsIgnoringCase("retry-after: 1");
            assertThat(answer.body().path("code").asText()).isEqualTo(code);

            recognizer.availability = Recognizer.Availability.READY;
            WireClient.connect(server, LIVE).close();
        }
        assertThat(recognizer.closed).isTrue();
    }

    @Test
    void moreConnectionsThanAllowed_are503() {
        try (var server = LocalSttServer.builder(new ScriptedRecognizer())
                        .maxConnections(1)
                        .start();
                var first = WireClient.connect(server, LIVE)) {
            assertThat(WireClient.refused(server, LIVE).body().path("code").asText())
                    .isEqualTo("connections");
            assertThatThrownBy(() -> WireClient.connect(server, LIVE))
                    .hasCauseInstanceOf(WebSocketHandshakeException.class);

            first.closeStream();
            assertThat(first.closeCode()).isEqualTo(1000);
        }
    }

    @Test
    void portInUse_isToldWithThePort() {
        try (var server = server()) {
            assertThatThrownBy(() -> LocalSttServer.builder(new ScriptedRecognizer())
                            .port(server.port())
                            .start())
                    .isInstanceOf(BatonException.class)
                    .hasMessageContaining(":" + server.port());
        }
    }
}
