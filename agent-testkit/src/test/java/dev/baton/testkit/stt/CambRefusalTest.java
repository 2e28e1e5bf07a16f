package dev.baton.testkit.stt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.testkit.stt.CambSettings.KeyRefusal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is not let in, and how. */
class CambRefusalTest {
    private static final String LISTEN = "/apis/transcription/listen";

    private static LocalSttServer server(ApiKeys keys, CambSettings settings) {
        return LocalSttServer.builder(new ScriptedRecognizer())
                .apiKeys(keys)
                .camb(settings)
                .start();
    }

    private static LocalSttServer server(ApiKeys keys) {
        return server(keys, CambSettings.defaults());
    }

    @ParameterizedTest
    @CsvSource({
        "model=boli-v4, model",
        "model=, model",
        "language=English, language",
        "language=en_us, language",
        "language=en-US, language",
        "encoding=opus, encoding",
        "encoding=float32, encoding",
        "sample_rate=44000, sample_rate",
        "sample_rate=fast, sample_rate",
        "channels=0, channels",
        "channels=9, channels",
        "channels=two, channels"
    })
    void valueNotAllowed_is400AndSaysWhichAndWhatIs(String parameter, String name) {
        try (var server = server(ApiKeys.notRequired())) {
            var answer = WireClient.refused(server, LISTEN + "?" + parameter);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body().path("type").asText()).isEqualTo("Error");
            assertThat(answer.body().path("code").asText()).isEqualTo("invalid_" + name);
            assertThat(answer.body().path("message").asText()).contains(name);
            assertThat(server.stats().refusals()).containsOnlyKeys("400 " + name);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                LISTEN,
                "/streaming-transcription/listen",
                "/transcription/listen",
                LISTEN + "?model=boli-v5-transcribe&language=EN_US&encoding=linear32&sample_rate=48000&channels=2",
                LISTEN + "?language=37&encoding=mulaw&sample_rate=8000&later=x",
                "/streaming-transcription/listen?language=zh-hans-cn&encoding=alaw&sample_rate=11025"
            })
    void allThreePathsAndValuesAllowed_areAccepted(String address) {
        try (var server = server(ApiKeys.notRequired());
                var client = WireClient.connect(server, address)) {
            client.text("{\"type\":\"CloseStream\"}");
            assertThat(client.closeCode()).isEqualTo(1000);
        }
    }

    @Test
    void key_isShownInTheHeaderOrTheAddress() {
        try (var server = server(ApiKeys.exactly("camb_right"))) {
            WireClient.connect(server, LISTEN, "x-api-key", "camb_right").close();
            WireClient.connect(server, LISTEN + "?x_api_key=camb_right").close();
            assertThat(server.stats().refused()).isZero();
        }
    }

    @Test
    void missingOrWrongKey_is401() {
        try (var server = server(ApiKeys.exactly("camb_right"))) {
            for (var address : new String[] {LISTEN, LISTEN + "?x_api_key=camb_wrong", LISTEN + "?token=camb_right"}) {
                assertThat(WireClient.refused(server, address).status())
                        .as(address)
                        .isEqualTo(401);
            }
            for (var header : new String[] {"camb_wrong", "Bearer camb_right", ""}) {
                var answer = WireClient.refused(server, LISTEN, "x-api-key", header);
                assertThat(answer.status()).as(header).isEqualTo(401);
                assertThat(answer.body().path("message").asText()).contains("x-api-key");
                assertThat(answer.body() + answer.head()).doesNotContain("camb_right", "camb_wrong");
            }
            assertThat(WireClient.refused(server, LISTEN, "Authorization", "Bearer camb_right")
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void keyRefusedOnTheWebSocket_isAnErrorThen1008() {
        var settings = CambSettings.defaults().withKeyRefusal(KeyRefusal.ERROR_THEN_1008);
        try (var server = server(ApiKeys.exactly("camb_right"), settings)) {
            try (var client = WireClient.connect(server, LISTEN, "x-api-key", "camb_wrong")) {
                var error = client.next();
                assertThat(error.path("type").asText()).isEqualTo("Error");
                assertThat(error.path("code").asText()).isEqualTo("key");
                assertThat(client.closeCode()).isEqualTo(1008);
                assertThat(client.unread()).as("no Ready").isZero();
                assertThat(error + client.closeReason()).doesNotContain("camb_right", "camb_wrong");
            }
            assertThat(server.stats().refusals()).containsOnlyKeys("401 key");
            WireClient.connect(server, LISTEN, "x-api-key", "camb_right").close();
            assertThat(WireClient.refused(server, LISTEN + "?model=x", "x-api-key", "camb_right")
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void keyWithoutAccess_is403() {
        try (var server = server(key -> ApiKeys.Verdict.FORBIDDEN)) {
            assertThat(WireClient.refused(server, LISTEN).status()).isEqualTo(403);
        }
    }

    @Test
    void settingsThatCannotBe_areRefused() {
        assertThatThrownBy(() -> CambSettings.defaults().withPause(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pause=PT0S");
        assertThatThrownBy(() -> CambSettings.defaults().withReadyDelay(Duration.ofMillis(-1)))
                .hasMessageContaining("readyDelay=PT-0.001S");
    }
}
