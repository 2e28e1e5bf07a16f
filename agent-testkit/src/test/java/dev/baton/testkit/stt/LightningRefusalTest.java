package dev.baton.testkit.stt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered before the upgrade. */
class LightningRefusalTest {
    private static final String PATH = "/api/v1/lightning/get_text";
    private static final String LATER_PATH = "/waves/v1/lightning/get_text";

    private static LocalSttServer server() {
        return LocalSttServer.builder(new ScriptedRecognizer()).start();
    }

    @ParameterizedTest
    @CsvSource({
        "language=ja, language",
        "language=multi-asian, language",
        "sample_rate=11025, sample_rate",
        "encoding=mp3, encoding",
        "encoding=opus, encoding",
        "word_timestamps=yes, word_timestamps",
        "full_transcript=1, full_transcript",
        "sentence_timestamps=x, sentence_timestamps",
        "redact_pii=x, redact_pii",
        "redact_pci=x, redact_pci",
        "diarize=x, diarize",
        "numerals=maybe, numerals",
        "format=x, format",
        "eou_timeout_ms=99, eou_timeout_ms",
        "eou_timeout_ms=10001, eou_timeout_ms"
    })
    void valueNotAllowed_is400WithItsName(String query, String parameter) {
        try (var server = server()) {
            var answer = WireClient.refused(server, LATER_PATH + "?" + query);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body().path("code").asText()).isEqualTo(parameter);
            assertThat(answer.body().path("message").asText()).contains(parameter);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                PATH,
                LATER_PATH,
                PATH + "?language=multi&sample_rate=8000&encoding=mulaw&word_timestamps=false&full_transcript=true"
                        + "&sentence_timestamps=true&redact_pii=true&redact_pci=true&diarize=true&numerals=auto&format=false"
                        + "&eou_timeout_ms=10000",
                // Of Pulse, and unknown here.
                PATH + "?model=pulse-pro&max_words=0&endpointing=perhaps"
            })
    void valuesAllowedAndUnknownNames_areAccepted(String address) {
        try (var server = server();
                var client = WireClient.connect(server, address)) {
            client.finalizeTurn();
            assertThat(client.next().path("is_last").asBoolean()).isTrue();
        }
    }

    @Test
    void key_isShownInAHeaderOrInTheAddress() {
        try (var server = LocalSttServer.builder(new ScriptedRecognizer())
                .apiKeys(ApiKeys.exactly("sk_right"))
                .start()) {
            var none = WireClient.refused(server, PATH);
            assertThat(none.status()).isEqualTo(401);
            assertThat(none.body().path("status").asText()).isEqualTo("error");
            assertThat(WireClient.refused(server, PATH + "?token=sk_wrong").status())
                    .isEqualTo(401);
            WireClient.connect(server, PATH + "?token=sk_right").close();
            WireClient.connect(server, PATH, "Authorization", "Bearer sk_right").close();
            assertThat(server.stats().connections()).isEqualTo(2);
        }
    }
}
