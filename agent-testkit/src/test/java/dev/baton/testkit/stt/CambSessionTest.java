package dev.baton.testkit.stt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.audio.AudioEncoding;
import dev.baton.audio.SampleEncoder;
import dev.baton.audio.resample.Resamplers;
import dev.baton.testkit.audio.SyntheticCaller;
import dev.baton.testkit.stt.CambSettings.UtteranceEnd;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire once the upgrade is done; the caller's audio comes as fast as the server takes it. */
class CambSessionTest {
    private static final String LISTEN = "/apis/transcription/listen?model=boli-v5&language=en-us";
    private static final String FIRST = "on wednesday at half past nine please";
    private static final String SECOND = "yes please";
    private static final Duration PAUSE = Duration.ofMillis(1500);

    private static LocalSttServer server(CambSettings settings) {
        return LocalSttServer.builder(new ScriptedRecognizer()).camb(settings).start();
    }

    private static LocalSttServer server() {
        return server(CambSettings.defaults());
    }

    private static SyntheticCaller twoTurns() {
        return SyntheticCaller.builder(16_000)
                .silence(Duration.ofMillis(400))
                .turn(FIRST)
                .silence(PAUSE)
                .turn(SECOND)
                .silence(PAUSE)
                .build();
    }

    /** Ends in the middle of the pause that would make a final. */
    private static SyntheticCaller oneTurnCutShort() {
        return SyntheticCaller.builder(16_000)
                .silence(Duration.ofMillis(400))
                .turn(SECOND)
                .silence(Duration.ofMillis(200))
                .build();
    }

    private static void end(WireClient client) {
        client.text("{\"type\":\"CloseStream\"}");
    }

    private static List<JsonNode> all(WireClient client) {
        int code = client.closeCode();
        assertThat(code).isEqualTo(1000);
        assertThat(client.closeReason()).isEmpty();
        return client.rest();
    }

    private static String type(JsonNode message) {
        return message.path("type").asText();
    }

    private static JsonNode guess(JsonNode message) {
        return message.path("channel").path("alternatives").path(0);
    }

    private static String transcript(JsonNode message) {
        return guess(message).path("transcript").asText();
    }

    private static boolean isFinal(JsonNode message) {
        return message.path("is_final").asBoolean();
    }

    private static List<String> finals(List<JsonNode> messages) {
        return messages.stream()
                .filter(CambSessionTest::isFinal)
                .map(CambSessionTest::transcript)
                .toList();
    }

    private static List<JsonNode> interims(List<JsonNode> messages) {
        return messages.stream()
                .filter(each -> type(each).equals("Results") && !isFinal(each))
                .toList();
    }

    private static List<JsonNode> hear(CambSettings settings, SyntheticCaller caller) {
        try (var server = server(settings);
                var client = WireClient.connect(server, LISTEN)) {
            client.audio(caller.bytes(), 3_200);
            end(client);
            return all(client);
        }
    }

    @Test
    void ready_comesFirst_thenWholeWordsAddUpToAFinalWithTimes() {
        var caller = twoTurns();
        var messages = hear(CambSettings.defaults(), caller);

        assertThat(messages.get(0).toString()).isEqualTo("{\"type\":\"Ready\"}");
        assertThat(messages).filteredOn(each -> type(each).equals("Ready")).hasSize(1);
        assertThat(finals(messages)).containsExactly(FIRST, SECOND);
        assertThat(interims(messages).stream().limit(3).map(CambSessionTest::transcript))
                .containsExactly("on", "on wednesday", "on wednesday at");
        assertThat(interims(messages)).allSatisfy(each -> {
            assertThat(guess(each).path("words").isArray()).isTrue();
            assertThat(guess(each).path("words")).isEmpty();
            assertThat(each.path("duration").asDouble(1)).isZero();
        });
        var words = messages.stream()
                .filter(CambSessionTest::isFinal)
                .flatMap(each -> StreamSupport.stream(guess(each).path("words").spliterator(), false))
                .toList();
        assertThat(words).hasSameSizeAs(caller.words());
        for (int i = 0; i < words.size(); i++) {
            var truth = caller.words().get(i);
            assertThat(words.get(i).path("word").asText()).isEqualTo(truth.text());
            assertThat(words.get(i).path("start").asDouble())
                    .isCloseTo(caller.millis(truth.startPosition()) / 1e3, within(0.015));
            assertThat(words.get(i).path("confidence").asDouble()).isBetween(0.5, 1.0);
        }
        var last =
                messages.stream().filter(CambSessionTest::isFinal).findFirst().orElseThrow();
        assertThat(last.path("start").asDouble())
                .isEqualTo(words.get(0).path("start").asDouble());
        assertThat(last.path("metadata").path("model_info").path("name").asText())
                .isEqualTo("boli-v5");
        assertThat(last.path("metadata").path("request_id").asText()).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void utteranceEnd_comesWhereToldTo(UtteranceEnd where) {
        var types = hear(CambSettings.defaults().withUtteranceEnd(where), twoTurns()).stream()
                .filter(each -> isFinal(each) || type(each).equals("UtteranceEnd"))
                .map(CambSessionTest::type)
                .toList();
        switch (where) {
            case BEFORE_FINAL ->
                assertThat(types).containsExactly("UtteranceEnd", "Results", "UtteranceEnd", "Results");
            case AFTER_FINAL -> assertThat(types).containsExactly("Results", "UtteranceEnd", "Results", "UtteranceEnd");
            case NEVER -> assertThat(types).containsExactly("Results", "Results");
        }
    }

    @Test
    void utteranceEnd_carriesTheEndOfTheLastWord() {
        var messages = hear(CambSettings.defaults(), oneTurnCutShort());
        var mark = messages.get(messages.size() - 1);
        var words = guess(messages.get(messages.size() - 2)).path("words");
        assertThat(type(mark)).isEqualTo("UtteranceEnd");
        assertThat(mark.path("channel").toString()).isEqualTo("[0]");
        assertThat(mark.path("last_word_end").asDouble())
                .isEqualTo(words.path(words.size() - 1).path("end").asDouble());
    }

    @Test
    void withoutFinals_theLastInterimHasAllWordsAndTheNextOneStartsAnew() {
        var messages = hear(CambSettings.defaults().withFinals(false).withInterimWords(true), twoTurns());
        assertThat(finals(messages)).isEmpty();
        var texts = interims(messages).stream().map(CambSessionTest::transcript).toList();
        assertThat(texts).contains(FIRST).endsWith("yes", SECOND);
        assertThat(interims(messages))
                .allSatisfy(each -> assertThat(guess(each).path("words"))
                        .hasSize(transcript(each).split(" ").length));
    }

    @Test
    void pause_isAsLongAsToldTo() {
        var hesitating = SyntheticCaller.builder(16_000)
                .silence(Duration.ofMillis(400))
                .turn(Duration.ofMillis(700), "my number is", "five one")
                .silence(PAUSE)
                .build();
        assertThat(finals(hear(CambSettings.defaults(), hesitating))).containsExactly("my number is", "five one");
        assertThat(finals(hear(CambSettings.defaults().withPause(Duration.ofSeconds(1)), hesitating)))
                .containsExactly("my number is five one");
    }

    @Test
    void audioBeforeReady_isHeard_andNothingIsSaidBefore() {
        long began = System.nanoTime();
        try (var server = server(CambSettings.defaults().withReadyDelay(Duration.ofMillis(500)));
                var client = WireClient.connect(server, LISTEN)) {
            client.audio(twoTurns().bytes(), 3_200);
            end(client);
            var messages = all(client);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(400));
            assertThat(type(messages.get(0))).isEqualTo("Ready");
            assertThat(finals(messages)).containsExactly(FIRST, SECOND);
            assertThat(server.connections().get(0).sent())
                    .startsWith("Ready", "final")
                    .endsWith("close 1000");
        }
    }

    @Test
    void closeStream_flushesTheOpenUtterance() {
        assertThat(finals(hear(CambSettings.defaults(), oneTurnCutShort()))).containsExactly(SECOND);
    }

    @Test
    void closeStreamOfNothing_closesInOrder() {
        try (var server = server();
                var client = WireClient.connect(server, LISTEN)) {
            end(client);
            assertThat(all(client)).hasSize(1);
        }
    }

    /** As the vendor's own clients end a session: they read on until their close is answered. */
    @Test
    void closeFrameRightBehindCloseStream_waitsForTheLastWords() {
        try (var server = LocalSttServer.builder(new ScriptedRecognizer())
                        .answerDelay(Duration.ofMillis(300))
                        .start();
                var client = WireClient.connect(server, LISTEN)) {
            client.audio(oneTurnCutShort().bytes(), 3_200);
            end(client);
            client.sendClose();
            assertThat(finals(all(client))).containsExactly(SECOND);
            assertThat(server.connections().get(0).sent()).endsWith("final", "UtteranceEnd", "close 1000");
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void closeFrameBehindWordsThatNeverCome_isAnsweredAllTheSame() {
        var recognizer = new FakeRecognizer();
        try (var server = LocalSttServer.builder(recognizer).start();
                var client = WireClient.connect(server, LISTEN)) {
            client.audio(oneTurnCutShort().bytes(), 3_200);
            end(client);
            client.sendClose();
            long began = System.nanoTime();
            assertThat(client.closeCode()).isEqualTo(1000);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(4_500));
            assertThat(recognizer.first().finished).isTrue();
            await().untilAsserted(() -> assertThat(recognizer.first().cancelled).isTrue());
        }
    }

    @Test
    void closeFrameAlone_isAnsweredAtOnce() {
        try (var server = server();
                var client = WireClient.connect(server, LISTEN)) {
            client.audio(oneTurnCutShort().bytes(), 3_200);
            client.sendClose();
            assertThat(finals(all(client))).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LINEAR16", "LINEAR32", "MULAW", "ALAW"})
    void audioOfEveryEncoding_isHeard(AudioEncoding encoding) {
        assertThat(heard(encoding, 8_000, 1)).containsExactly(FIRST, SECOND);
    }

    @ParameterizedTest
    @ValueSource(ints = {8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000})
    void audioOfEveryRate_isHeard(int rate) {
        assertThat(heard(AudioEncoding.LINEAR16, rate, 1)).containsExactly(FIRST, SECOND);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8})
    void severalChannels_areMixedDown(int channels) {
        assertThat(heard(AudioEncoding.LINEAR16, 16_000, channels)).containsExactly(FIRST, SECOND);
    }

    private static short[] resampled(short[] samples, int rate) {
        var resampler = Resamplers.create(16_000, rate);
        var out = new short[resampler.maxOutput(samples.length)];
        return Arrays.copyOf(out, resampler.resample(samples, 0, samples.length, out, 0));
    }

    /** Each channel has the same. */
    private static List<String> heard(AudioEncoding encoding, int rate, int channels) {
        var samples = resampled(twoTurns().samples(), rate);
        var bytes = ByteBuffer.allocate(samples.length * channels * encoding.bytesPerSample())
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < samples.length; i++) {
            for (int channel = 0; channel < channels; channel++) {
                SampleEncoder.encode(encoding, samples, i, 1, bytes);
            }
        }
        var query = "&encoding=%s&sample_rate=%d&channels=%d"
                .formatted(encoding.name().toLowerCase(Locale.ROOT), rate, channels);
        try (var server = server();
                var client = WireClient.connect(server, LISTEN + query)) {
            client.audio(bytes.flip(), 3_200);
            end(client);
            return finals(all(client));
        }
    }

    @Test
    void keepAlive_isCountedAndGetsNoReply_andWhatIsUnknownIsIgnored() {
        try (var server = server();
                var client = WireClient.connect(server, LISTEN)) {
            client.text("{\"type\":\"KeepAlive\",\"because\":\"it is quiet\"}");
            client.text("{\"type\":\"Finalize\"}");
            client.text("no json");
            client.text("{}");
            client.text("{\"type\":\"KeepAlive\"}");
            client.audio(twoTurns().bytes(), 3_200);
            end(client);
            assertThat(finals(all(client))).containsExactly(FIRST, SECOND);
            assertThat(server.connections().get(0).received())
                    .containsExactly(
                            "KeepAlive", "ignored text", "ignored text", "ignored text", "KeepAlive", "CloseStream");
            assertThat(server.stats().finalizes()).isZero();
            assertThat(server.stats().closeStreams()).isEqualTo(1);
        }
    }

    @Test
    void audioBehindCloseStream_isNotHeard() {
        var recognizer = new FakeRecognizer(); // which keeps the connection open
        try (var server = LocalSttServer.builder(recognizer).start();
                var client = WireClient.connect(server, LISTEN)) {
            client.audio(oneTurnCutShort().bytes(), 3_200);
            end(client);
            client.audio(twoTurns().bytes(), 3_200);
            client.text("{\"type\":\"KeepAlive\"}");
            await().until(() -> server.connections().get(0).received().contains("KeepAlive"));
            long sent = oneTurnCutShort().duration().toMillis();
            assertThat(server.connections().get(0).audioMillis()).isBetween(sent - 20, sent); // in whole frames
        }
    }

    @Test
    void recognizerFails_isAnErrorThen1011() {
        var recognizer = new FakeRecognizer();
        try (var server = LocalSttServer.builder(recognizer).start();
                var client = WireClient.connect(server, LISTEN)) {
            client.audio(oneTurnCutShort().bytes(), 3_200);
            recognizer.first().results.failed("out of order");
            var error = client.next(each -> type(each).equals("Error"));
            assertThat(error.path("code").asText()).isEqualTo("model_failure");
            assertThat(error.path("message").asText()).isEqualTo("out of order");
            assertThat(client.closeCode()).isEqualTo(1011);
        }
    }

    /** What a recogniser takes back is closed with an empty final; where nothing was said of it, nothing is. */
    @Test
    void utteranceWithoutWords_isClosedWhereItWasToldOf() {
        var recognizer = new FakeRecognizer();
        try (var server = LocalSttServer.builder(recognizer).start();
                var client = WireClient.connect(server, LISTEN)) {
            client.audio(oneTurnCutShort().bytes(), 3_200);
            recognizer.first().results.interim(FakeRecognizer.transcript("uh"));
            assertThat(transcript(client.next(each -> type(each).equals("Results"))))
                    .isEqualTo("uh");
            end(client);
            recognizer.first().complete();
            var last = client.next(CambSessionTest::isFinal);
            assertThat(transcript(last)).isEmpty();
            assertThat(guess(last).path("words")).isEmpty();
            assertThat(client.closeCode()).isEqualTo(1000);
        }
    }
}
