package dev.baton.testkit.stt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered before the upgrade. */
class DeepgramRefusalTest {
    private static final String LISTEN = "/v1/listen?encoding=linear16&sample_rate=16000";

    private static LocalSttServer server(ApiKeys keys) {
        return LocalSttServer.builder(new ScriptedRecognizer()).apiKeys(keys).start();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/listen?encoding=linear16 | sample_rate",
                "/v1/listen?encoding=linear16&sample_rate=44000 | sample_rate",
                "/v1/listen?encoding=pcm&sample_rate=16000 | encoding",
                "/v1/listen?encoding=opus&sample_rate=16000 | encoding",
                "LISTEN&model=nova-9 | model",
                "LISTEN&model=nova-3&keywords=Zug | keywords",
                "LISTEN&language=English | language",
                "LISTEN&channels=0 | channels",
                "LISTEN&channels=two | channels",
                "LISTEN&interim_results=yes | interim_results",
                "LISTEN&endpointing=soon | endpointing",
                "LISTEN&endpointing=-1 | endpointing",
                "LISTEN&utterance_end_ms=1000 | utterance_end_ms",
                "LISTEN&utterance_end_ms=1s&interim_results=true | utterance_end_ms",
                "LISTEN&vad_events=x | vad_events",
                "LISTEN&punctuate=x | punctuate",
                "LISTEN&smart_format=x | smart_format",
                "LISTEN&numerals=x | numerals",
                "LISTEN&profanity_filter=x | profanity_filter",
                "LISTEN&dictation=x | dictation",
                "LISTEN&diarize=x | diarize",
                "LISTEN&multichannel=x | multichannel",
                "LISTEN&mip_opt_out=x | mip_opt_out",
            })
    void valueNotAllowed_is400WithItsNameInBodyAndHeader(String address, String parameter) {
        try (var server = server(ApiKeys.notRequired())) {
            var answer = WireClient.refused(server, address.replace("LISTEN", LISTEN));

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body().path("err_code").asText()).isEqualTo("Bad Request");
            assertThat(answer.body().path("err_msg").asText()).contains(parameter);
            assertThat(answer.body().path("request_id").asText()).isNotEmpty();
            assertThat(answer.head()).containsPattern("(?i)dg-error: .*" + parameter);
            assertThat(server.stats().refusals()).containsOnlyKeys("400 " + parameter);
        }
    }

    @Test
    void lineBreakInAValue_staysOutOfTheHeader() {
        try (var server = server(ApiKeys.notRequired())) {
            var answer = WireClient.refused(server, LISTEN + "&model=x%0d%0aSet-Cookie:%20a=b");

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.head().lines()).noneMatch(line -> line.startsWith("Set-Cookie"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/listen",
                LISTEN,
                LISTEN + "&model=nova-3&language=multi&interim_results=true&endpointing=300&utterance_end_ms=1000"
                        + "&vad_events=true&punctuate=true&smart_format=true&keyterm=Zug&keyterm=Bahn&tag=x&unknown=y",
                LISTEN + "&model=nova-2-phonecall&language=de-CH&keywords=Zug&endpointing=false",
                "/v1/listen?encoding=mulaw&sample_rate=8000&channels=2&endpointing=0",
            })
    void valuesAllowedAndUnknownNames_areAccepted(String address) {
        try (var server = server(ApiKeys.notRequired());
                var client = WireClient.connect(server, address)) {
            client.text("{\"type\":\"CloseStream\"}");
            assertThat(client.closeCode()).isEqualTo(1000);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Token dg_right", "Bearer dg_right", "token dg_right"})
    void rightKey_isAcceptedUnderEitherScheme(String header) {
        try (var server = server(ApiKeys.exactly("dg_right"))) {
            WireClient.connect(server, LISTEN, "Authorization", header).close();
            assertThat(server.stats().refused()).isZero();
        }
    }

    @Test
    void missingOrWrongKey_is401() {
        try (var server = server(ApiKeys.exactly("dg_right"))) {
            assertThat(WireClient.refused(server, LISTEN).status()).isEqualTo(401);
            for (String header : new String[] {"Token dg_wrong", "Basic dg_right", "dg_right", "Token"}) {
                var answer = WireClient.refused(server, LISTEN, "Authorization", header);
                assertThat(answer.status()).as(header).isEqualTo(401);
                assertThat(answer.body().path("err_code").asText()).isEqualTo("INVALID_AUTH");
                assertThat(answer.body().toString() + answer.head()).doesNotContain("dg_right", "dg_wrong");
            }
            // A key in the address is Pulse's way.
            assertThat(WireClient.refused(server, LISTEN + "&token=dg_right").status())
                    .isEqualTo(401);
        }
    }

    @Test
    void browsersKey_comesAsASubprotocolAndTheServerAgreesToTheScheme() {
        try (var server = server(ApiKeys.exactly("dg_right"));
                var client = WireClient.offering(server, LISTEN, "token", "dg_right")) {
            assertThat(client.subprotocol()).isEqualTo("token");
            assertThat(WireClient.refused(server, LISTEN, "Sec-WebSocket-Protocol", "token, dg_wrong")
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void keyWithoutAccess_is403() {
        try (var server = server(key -> ApiKeys.Verdict.FORBIDDEN)) {
            var answer = WireClient.refused(server, LISTEN);
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.body().path("err_code").asText()).isEqualTo("INSUFFICIENT_PERMISSIONS");
        }
    }
}
