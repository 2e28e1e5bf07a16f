package dev.baton.testkit.stt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssemblyAiRefusalTest {
    private static final String WS = "/v3/ws?sample_rate=16000";

    private static LocalSttServer.Builder server() {
        return LocalSttServer.builder(new ScriptedRecognizer());
    }

    @ParameterizedTest
    @CsvSource({
        "encoding=pcm_s16le, sample_rate",
        "sample_rate=12345, sample_rate",
        "sample_rate=16000&encoding=linear16, encoding",
        "sample_rate=16000&encoding=opus, encoding",
        "sample_rate=16000&format_turns=yes, format_turns",
        "sample_rate=16000&end_of_turn_confidence_threshold=2, end_of_turn_confidence_threshold",
        "sample_rate=16000&min_turn_silence=-1, min_turn_silence",
        "sample_rate=16000&min_end_of_turn_silence_when_confident=x, min_end_of_turn_silence_when_confident",
        "sample_rate=16000&keyterms_prompt=Zug, keyterms_prompt",
        "sample_rate=16000&inactivity_timeout=0, inactivity_timeout"
    })
    void badParameter_isRefused(String query, String parameter) {
        try (var server = server().start()) {
            var answer = WireClient.refused(server, "/v3/ws?" + query);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body().path("error").asText()).contains(parameter);
            assertThat(server.stats().refusals()).containsOnlyKeys("400 " + parameter);
        }
    }

    @Test
    void wrongKey_isToldWithinTheSession() {
        try (var server = server().apiKeys(ApiKeys.exactly("right")).start();
                var client = WireClient.connect(server, WS, "Authorization", "wrong")) {
            var error = client.next();
            assertThat(error.path("type").asText()).isEqualTo("Error");
            assertThat(error.path("error_code").asInt()).isEqualTo(1008);
            assertThat(client.closeCode()).isEqualTo(1008);
            assertThat(server.stats().refusals()).containsOnlyKeys("401 key");
        }
    }

    @Test
    void wrongKey_isToldOverHttpWhereAGatewayLooks() {
        try (var server = server().apiKeys(ApiKeys.exactly("right"))
                .assemblyAi(AssemblyAiSettings.defaults().withKeysRefusedBySession(false))
                .start()) {
            assertThat(WireClient.refused(server, WS, "Authorization", "wrong").status())
                    .isEqualTo(401);
        }
    }

    @ParameterizedTest
    @CsvSource({"'', right", "&token=right, ''"})
    void rightKey_isTakenFromHeaderOrToken(String token, String header) {
        try (var server = server().apiKeys(ApiKeys.exactly("right")).start();
                var client = header.isEmpty()
                        ? WireClient.connect(server, WS + token)
                        : WireClient.connect(server, WS + token, "Authorization", header)) {
            assertThat(client.next().path("type").asText()).isEqualTo("Begin");
        }
    }
}
