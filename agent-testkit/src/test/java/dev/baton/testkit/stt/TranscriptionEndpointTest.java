package dev.baton.testkit.stt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.audio.AudioFormat;
import dev.baton.testkit.audio.SyntheticCaller;
import dev.baton.transport.WavFileWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The endpoint for whole recordings as the JDK's HTTP client sees it, which shares nothing with ours. */
@Timeout(60)
class TranscriptionEndpointTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SAID = "on wednesday please";
    private static final String BOUNDARY = "----part-of-no-audio";

    @TempDir
    private Path directory;

    private final List<byte[]> parts = new ArrayList<>();

    private static LocalSttServer.Builder builder() {
        return LocalSttServer.builder(new ScriptedRecognizer());
    }

    private byte[] wav(SyntheticCaller caller, AudioFormat format) throws IOException {
        var file = directory.resolve("said.wav");
        try (var writer = WavFileWriter.create(file, format)) {
            var samples = caller.samples();
            writer.append(samples, 0, samples.length);
        }
        return Files.readAllBytes(file);
    }

    private byte[] wav() throws IOException {
        return wav(
                SyntheticCaller.builder(16_000)
                        .silence(Duration.ofMillis(300))
                        .turn(SAID)
                        .silence(Duration.ofMillis(200))
                        .build(),
                AudioFormat.linear16(16_000));
    }

    private TranscriptionEndpointTest field(String name, String value) {
        parts.add(part("name=\"" + name + "\"", value.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    private TranscriptionEndpointTest file(byte[] content) {
        parts.add(part("name=\"file\"; filename=\"said.wav\"\r\nContent-Type: audio/wav", content));
        return this;
    }

    private static byte[] part(String head, byte[] content) {
        var part = new ByteArrayOutputStream();
        part.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + head + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        part.writeBytes(content);
        part.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        return part.toByteArray();
    }

    private HttpResponse<String> post(LocalSttServer server, String... headers) throws Exception {
        parts.add(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return send(
                HttpRequest.newBuilder(server.uri(SttProtocol.OPENAI_TRANSCRIPTIONS))
                        .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                        .POST(HttpRequest.BodyPublishers.ofByteArrays(parts)),
                headers);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request, String... headers) throws Exception {
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient()
                .send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return JSON.readTree(response.body());
    }

    @Test
    void recording_isAnsweredWithItsText() throws Exception {
        try (var server = builder().start()) {
            assertThat(server.uri(SttProtocol.OPENAI_TRANSCRIPTIONS))
                    .isEqualTo(URI.create("http://127.0.0.1:" + server.port() + "/v1/audio/transcriptions"));
            var response = file(wav()).field("model", "whisper-1").post(server);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("content-type")).contains("application/json");
            assertThat(response.body()).isEqualTo("{\"text\":\"" + SAID + "\"}");
            assertThat(server.stats().finals()).isEqualTo(1);
            assertThat(server.connections().get(0).received()).containsExactly("recording");
        }
    }

    @Test
    void text_isPlain() throws Exception {
        try (var server = builder().start()) {
            var response = file(wav())
                    .field("model", "whisper-1")
                    .field("response_format", "text")
                    .post(server);
            assertThat(response.headers().firstValue("content-type")).contains("text/plain; charset=utf-8");
            assertThat(response.body()).isEqualTo(SAID + "\n");
        }
    }

    @Test
    void verboseJson_hasWordsWhereTheyWereSaid() throws Exception {
        try (var server = builder().start()) {
            var answer = json(file(wav())
                    .field("model", "whisper-1")
                    .field("language", "en")
                    .field("response_format", "verbose_json")
                    .field("timestamp_granularities[]", "word")
                    .field("timestamp_granularities[]", "segment")
                    .post(server));
            assertThat(answer.path("task").asText()).isEqualTo("transcribe");
            assertThat(answer.path("language").asText()).isEqualTo("english");
            assertThat(answer.path("text").asText()).isEqualTo(SAID);
            assertThat(answer.path("words")).hasSize(3);
            assertThat(answer.path("words").path(0).path("start").asDouble()).isBetween(0.28, 0.32);
            assertThat(answer.path("segments")).hasSize(1);
            assertThat(answer.path("duration").asDouble())
                    .isGreaterThan(answer.path("words").path(2).path("end").asDouble());
        }
    }

    @Test
    void verboseJsonWithoutGranularities_hasSegmentsAlone() throws Exception {
        try (var server = builder().start()) {
            var answer = json(file(wav())
                    .field("model", "whisper-1")
                    .field("response_format", "verbose_json")
                    .post(server));
            assertThat(answer.path("segments").path(0).path("no_speech_prob").asDouble())
                    .isLessThan(0.1);
            assertThat(answer.has("words")).isFalse();
        }
    }

    @Test
    void recordingWithoutAnyQuiet_isHeardWhole() throws Exception {
        var tight = SyntheticCaller.builder(16_000).turn(SAID).build();
        try (var server = builder().start()) {
            var answer = json(file(wav(tight, AudioFormat.linear16(16_000)))
                    .field("model", "whisper-1")
                    .post(server));
            assertThat(answer.path("text").asText()).isEqualTo(SAID);
        }
    }

    @Test
    void severalUtterances_areOneText() throws Exception {
        var two = SyntheticCaller.builder(16_000)
                .turn("at nine")
                .silence(Duration.ofSeconds(2))
                .turn("thank you")
                .build();
        try (var server = builder().start()) {
            var answer = json(file(wav(two, AudioFormat.linear16(16_000)))
                    .field("model", "whisper-1")
                    .post(server));
            assertThat(answer.path("text").asText()).isEqualTo("at nine thank you");
        }
    }

    @Test
    void silence_isNoText() throws Exception {
        var silent =
                SyntheticCaller.builder(16_000).silence(Duration.ofSeconds(1)).build();
        try (var server = builder().start()) {
            var answer = json(file(wav(silent, AudioFormat.linear16(16_000)))
                    .field("model", "whisper-1")
                    .post(server));
            assertThat(answer.path("text").asText("none")).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "file, the field file is missing",
        "model, the field model is missing",
        "response_format, srt",
        "temperature, 2",
        "timestamp_granularities[], word needs response_format=verbose_json",
        "wav, the audio cannot be decoded"
    })
    void whatIsWrong_isToldAsOpenAiDoes(String wrong, String said) throws Exception {
        if (!wrong.equals("file")) {
            file(wrong.equals("wav") ? "no audio".getBytes(StandardCharsets.UTF_8) : wav());
        }
        if (!wrong.equals("model")) {
            field("model", "whisper-1");
        }
        for (var value : Map.of("response_format", "srt", "temperature", "2", "timestamp_granularities[]", "word")
                .entrySet()) {
            if (value.getKey().equals(wrong)) {
                field(wrong, value.getValue());
            }
        }
        try (var server = builder().start()) {
            var response = post(server);
            var error = json(response).path("error");
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(error.path("message").asText()).contains(said);
            assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
            assertThat(error.path("param").asText()).isEqualTo(wrong.equals("wav") ? "file" : wrong);
            assertThat(error.has("code")).isTrue();
        }
    }

    @Test
    void bodyThatIsNoForm_isRefused() throws Exception {
        try (var server = builder().start()) {
            var response = send(HttpRequest.newBuilder(server.uri(SttProtocol.OPENAI_TRANSCRIPTIONS))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{}")));
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(json(response).path("error").path("message").asText()).contains("multipart/form-data");
        }
    }

    @Test
    void wrongKey_is401() throws Exception {
        try (var server = builder().apiKeys(ApiKeys.exactly("sk-right")).start()) {
            var response = file(wav()).field("model", "whisper-1").post(server, "Authorization", "Bearer sk-wrong");
            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(json(response).path("error").path("code").asText()).isEqualTo("invalid_api_key");
            parts.clear();
            assertThat(file(wav())
                            .field("model", "whisper-1")
                            .post(server, "Authorization", "Bearer sk-right")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void fileAbove25Megabytes_is413() throws Exception {
        try (var server = builder().start()) {
            var response =
                    file(new byte[(25 << 20) + 1]).field("model", "whisper-1").post(server);
            assertThat(response.statusCode()).isEqualTo(413);
            assertThat(json(response).path("error").path("param").asText()).isEqualTo("file");
        }
    }

    @Test
    void longRequestElsewhere_isNotTaken() throws Exception {
        try (var server = builder().start()) {
            var response = send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/v1/listen"))
                    .expectContinue(true)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[1 << 20])));
            assertThat(response.statusCode()).isEqualTo(413);
        }
    }

    @Test
    void otherMethod_is405() throws Exception {
        try (var server = builder().start()) {
            assertThat(send(HttpRequest.newBuilder(server.uri(SttProtocol.OPENAI_TRANSCRIPTIONS))
                                    .GET())
                            .statusCode())
                    .isEqualTo(405);
        }
    }

    @Test
    void protocolNotAskedFor_is404() throws Exception {
        try (var server = builder().protocols(Set.of(SttProtocol.DEEPGRAM)).start()) {
            assertThat(file(wav()).field("model", "whisper-1").post(server).statusCode())
                    .isEqualTo(404);
        }
    }

    @ParameterizedTest
    @CsvSource({"REFUSED_429, 429", "REFUSED_503, 503", "REFUSED_401, 401", "REDIRECTED, 302", "HTML_PAGE, 200"})
    void refusalByFault_isSeen(SttFault fault, int status) throws Exception {
        try (var server = builder().fault(fault).start()) {
            var response = file(wav()).field("model", "whisper-1").post(server);
            assertThat(response.statusCode()).isEqualTo(status);
            assertThat(response.headers().firstValue("retry-after").isPresent())
                    .isEqualTo(status == 429 || status == 503);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = SttFault.class,
            mode = Mode.INCLUDE,
            names = {"RESET", "CUT_IN_MESSAGE", "CLOSED_WITHOUT_TEXT"})
    void brokenConnection_isSeen(SttFault fault) throws Exception {
        try (var server = builder().fault(fault).start()) {
            file(wav()).field("model", "whisper-1");
            assertThatThrownBy(() -> post(server)).isInstanceOf(IOException.class);
            server.fault();
            parts.clear();
            assertThat(file(wav()).field("model", "whisper-1").post(server).statusCode())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "MALFORMED_JSON, '{\"type\":\"transcription\",\"transcript\":\"un'",
        "NO_OBJECT, '[\"transcription\",null,3]'",
        "EMPTY_MESSAGE, ''"
    })
    void oddAnswer_comesInPlaceOfTheRightOne(SttFault fault, String body) throws Exception {
        try (var server = builder().fault(fault).start()) {
            var response = file(wav()).field("model", "whisper-1").post(server);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo(body);
        }
    }

    @Test
    void wrongFieldTypes_areSeen() throws Exception {
        try (var server = builder().fault(SttFault.WRONG_FIELD_TYPES).start()) {
            var answer = json(file(wav()).field("model", "whisper-1").post(server));
            assertThat(answer.path("text").isNumber()).isTrue();
        }
    }

    @Test
    void faultsOfTheProtocol_areThoseThatHttpCanHave() {
        var own = new ArrayList<SttFault>();
        var others = new ArrayList<SttFault>();
        for (var fault : SttFault.values()) {
            (fault.protocols().contains(SttProtocol.OPENAI_TRANSCRIPTIONS) ? own : others).add(fault);
        }
        assertThat(Collections.disjoint(own, others)).isTrue();
        assertThat(own)
                .contains(SttFault.STALL, SttFault.LATE, SttFault.OVERSIZED, SttFault.INVALID_UTF8, SttFault.NO_WORDS);
        assertThat(others)
                .contains(
                        SttFault.ERROR_THEN_1008,
                        SttFault.NET_0000,
                        SttFault.BINARY_MESSAGE,
                        SttFault.FINALS_TWICE,
                        SttFault.CLOSED_WITHOUT_LAST);
    }
}
