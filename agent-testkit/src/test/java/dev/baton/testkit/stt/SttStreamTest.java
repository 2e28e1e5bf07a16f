package dev.baton.testkit.stt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.audio.AudioSink;
import dev.baton.call.VoiceAgent;
import dev.baton.stt.SmallestPulse;
import dev.baton.stt.SttEvent;
import dev.baton.stt.SttStream;
import dev.baton.stt.SttStreamError;
import dev.baton.stt.SttStreamError.Kind;
import dev.baton.testkit.audio.SoundDetector;
import dev.baton.testkit.audio.SyntheticCaller;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The stream of an application over real sockets, against the local server. */
@Timeout(60)
@SuppressWarnings("FutureReturnValueIgnored") // the end of the stream is waited for
class SttStreamTest {
    private static final String FIRST = "on wednesday please";
    private static final String SECOND = "at half past nine";

    private final List<SttStreamError> errors = new CopyOnWriteArrayList<>();
    private final List<SttEvent> events = new CopyOnWriteArrayList<>();

    @Test
    void twoTurns_giveFinalsAndTheWholeText() throws Exception {
        try (var server = server().start();
                var stream = SttStream.builder(pulse(server.pulseUri()))
                        .onEvent(events::add)
                        .onError(errors::add)
                        .open()) {
            var finals = new CopyOnWriteArrayList<String>();
            stream.on(SttEvent.Final.class, text -> finals.add(text.text()));
            stream.ready().get(10, TimeUnit.SECONDS);

            stream.send(speech(FIRST)).get(10, TimeUnit.SECONDS);
            stream.finalizeTurn();
            await().until(() -> finals.contains(FIRST));
            stream.send(bytes(speech(SECOND))).get(10, TimeUnit.SECONDS);
            var closed = stream.closeStream().get(10, TimeUnit.SECONDS);

            assertThat(closed.asked()).isTrue();
            assertThat(stream.fullTranscript()).isEqualTo(FIRST + " " + SECOND);
            assertThat(events.get(0)).isInstanceOf(SttEvent.Ready.class);
            assertThat(events.get(events.size() - 1)).isEqualTo(closed);
            assertThat(errors).isEmpty();
            assertThat(server.stats().finalizes()).isEqualTo(1);
            assertThat(server.stats().closeStreams()).isEqualTo(1);
        }
    }

    @Test
    void sentBeforeTheStreamIsReady_arrivesInOrder() throws Exception {
        try (var server = server().start();
                var stream = SttStream.open(pulse(server.pulseUri()))) {
            var first = stream.send(speech(FIRST));
            stream.finalizeTurn();
            var second = stream.send(speech(SECOND));
            assertThat(stream.closeStream().get(10, TimeUnit.SECONDS).asked()).isTrue();
            assertThat(first).isCompleted();
            assertThat(second).isCompleted();
            assertThat(stream.fullTranscript()).isEqualTo(FIRST + " " + SECOND);
        }
    }

    @Test
    void singleShot_givesTheText() throws Exception {
        try (var server = server().start()) {
            assertThat(SttStream.transcribe(pulse(server.pulseUri()), speech(FIRST + " " + SECOND))
                            .get(20, TimeUnit.SECONDS))
                    .isEqualTo(FIRST + " " + SECOND);
        }
    }

    /** Step one: what the server's new message says. */
    record Weather(String forecast) implements SttEvent.Extension {}

    /** As a server that says something new does. */
    @Test
    void newServerEvent_isAddedInThreeSteps() throws Exception {
        try (var server = server().fault(SttFault.UNKNOWN_TYPE).start()) {
            var service = SmallestPulse.builder()
                    .url(server.pulseUri())
                    .apiKey("test-key")
                    .event("weather", SttStreamTest::weather) // step two: its type on the wire, and its parser
                    .build();
            try (var stream = SttStream.open(service)) {
                var forecasts = new CopyOnWriteArrayList<String>();
                stream.on(Weather.class, weather -> forecasts.add(weather.forecast())); // step three: who listens
                stream.send(speech(FIRST));
                stream.closeStream().get(10, TimeUnit.SECONDS);
                assertThat(forecasts).containsExactly("fine");
                assertThat(stream.fullTranscript()).isEqualTo(FIRST);
            }
        }
    }

    private static Weather weather(String json) {
        return new Weather(json.replaceFirst(".*\"forecast\":\"([^\"]*)\".*", "$1"));
    }

    @Test
    void parserOfAnApplicationThatThrows_isToldAndTheStreamGoesOn() throws Exception {
        try (var server = server().fault(SttFault.UNKNOWN_TYPE).start()) {
            var service = SmallestPulse.builder()
                    .url(server.pulseUri())
                    .apiKey("test-key")
                    .event("weather", json -> {
                        throw new IllegalStateException("planted");
                    })
                    .build();
            try (var stream = SttStream.builder(service).onError(errors::add).open()) {
                stream.send(speech(FIRST));
                stream.closeStream().get(10, TimeUnit.SECONDS);
                assertThat(stream.fullTranscript()).isEqualTo(FIRST);
                assertThat(errors)
                        .singleElement()
                        .satisfies(error ->
                                assertThat(error.reason().report()).contains("BT-504", "messages of type weather"));
            }
        }
    }

    @Test
    void keyRefused_failsReadyAndTellsTheErrorListener() {
        try (var server = server().apiKeys(ApiKeys.exactly("another-key")).start();
                var stream = SttStream.builder(pulse(server.pulseUri()))
                        .onError(errors::add)
                        .open()) {
            assertThatThrownBy(() -> stream.ready().get(10, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            BatonException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STT_KEY_REFUSED));
            assertThat(stream.closed().join().asked()).isFalse();
            assertThat(errors).singleElement().satisfies(error -> {
                assertThat(error.kind()).isEqualTo(Kind.SERVICE_ERROR);
                assertThat(error.reason().report()).doesNotContain("test-key");
            });
            assertThatThrownBy(() -> stream.send(new short[160]).join())
                    .isInstanceOf(CompletionException.class)
                    .hasRootCauseInstanceOf(BatonException.class);
        }
    }

    @Test
    void nobodyListens_isATransportError() throws Exception {
        int port;
        try (var unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = unused.getLocalPort();
        }
        try (var stream = SttStream.builder(pulse(URI.create("ws://127.0.0.1:" + port + "/")))
                .onError(errors::add)
                .open()) {
            stream.closed().get(10, TimeUnit.SECONDS);
            assertThat(errors)
                    .extracting(SttStreamError::kind, error -> error.reason().code())
                    .containsExactly(tuple(Kind.TRANSPORT_ERROR, ErrorCode.STT_UNREACHABLE));
        }
    }

    @Test
    void connectionCut_isATransportErrorAndEndsTheStream() throws Exception {
        try (var server = server().start();
                var stream = SttStream.builder(pulse(server.pulseUri()))
                        .onError(errors::add)
                        .open()) {
            stream.ready().get(10, TimeUnit.SECONDS);
            server.cutConnections();
            assertThat(stream.closed().get(10, TimeUnit.SECONDS).asked()).isFalse();
            assertThat(errors)
                    .extracting(SttStreamError::kind, error -> error.reason().code())
                    .containsExactly(tuple(Kind.TRANSPORT_ERROR, ErrorCode.STT_LOST));
        }
    }

    @Test
    void listenerThrows_isToldAndEndsNothing() throws Exception {
        try (var server = server().start();
                var stream = SttStream.builder(pulse(server.pulseUri()))
                        .on(SttEvent.Final.class, text -> {
                            throw new IllegalStateException("deliberate");
                        })
                        .onError(error -> {
                            throw new IllegalStateException("deliberate, too");
                        })
                        .onError(errors::add)
                        .onEvent(events::add)
                        .open()) {
            stream.send(speech(FIRST));
            assertThat(stream.closeStream().get(10, TimeUnit.SECONDS).asked()).isTrue();
            assertThat(events).hasAtLeastOneElementOfType(SttEvent.Final.class);
            assertThat(stream.fullTranscript()).isEqualTo(FIRST);
            assertThat(errors).isNotEmpty().allSatisfy(error -> {
                assertThat(error.kind()).isEqualTo(Kind.HANDLER_EXCEPTION);
                assertThat(error.reason())
                        .hasMessageContaining("failed at Final")
                        .hasRootCauseMessage("deliberate");
            });
        }
    }

    @Test
    void unsubscribed_hearsNothingMore() throws Exception {
        try (var server = server().start();
                var stream = SttStream.open(pulse(server.pulseUri()))) {
            var heard = new CopyOnWriteArrayList<SttEvent>();
            var kept = new CopyOnWriteArrayList<SttEvent>();
            var subscription = stream.onEvent(heard::add);
            stream.onEvent(kept::add);
            stream.send(speech(FIRST));
            await().until(() -> kept.stream().anyMatch(SttEvent.Interim.class::isInstance));
            subscription.unsubscribe();
            subscription.unsubscribe();
            stream.closeStream().get(10, TimeUnit.SECONDS);
            assertThat(heard).isNotEmpty().noneMatch(SttEvent.Closed.class::isInstance);
            assertThat(kept).hasAtLeastOneElementOfType(SttEvent.Closed.class);
        }
    }

    @Test
    void moreThanMayWait_isRefusedAndToldByItsFuture() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var stream = SttStream.builder(pulse(URI.create("ws://127.0.0.1:" + silent.getLocalPort() + "/")))
                    .maxWaiting(Duration.ofMillis(500))
                    .closeLimit(Duration.ZERO)
                    .open();
            var fits = stream.send(new short[8_000]);
            var tooMuch = stream.send(new short[1]);
            assertThatThrownBy(tooMuch::join)
                    .hasRootCauseMessage(
                            "0.0 s of audio were not kept: more than 0.5 s would be waiting for smallest-pulse");
            assertThat(fits).isNotDone();
            stream.close();
            assertThatThrownBy(fits::join).hasRootCauseInstanceOf(BatonException.class);
        }
    }

    @Test
    void serviceNeverAnswers_closeIsBounded() throws IOException {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var stream = SttStream.builder(pulse(URI.create("ws://127.0.0.1:" + silent.getLocalPort() + "/")))
                    .closeLimit(Duration.ofMillis(100))
                    .open();
            stream.close();
            assertThat(stream.closed()).isCompletedWithValueMatching(SttEvent.Closed::asked);
            assertThat(stream.ready()).isCompletedExceptionally();
        }
    }

    @Test
    void closedByAListener_ends() throws Exception {
        try (var server = server().start()) {
            var stream = SttStream.open(pulse(server.pulseUri()));
            stream.on(SttEvent.Ready.class, ready -> stream.close());
            stream.ready().thenRun(stream::close);
            assertThat(stream.closed().get(10, TimeUnit.SECONDS).asked()).isTrue();
        }
    }

    @Test
    void transportOfTheApplication_servesAStream() throws Exception {
        try (var server = server().start();
                var stream = SttStream.builder(pulse(server.pulseUri()))
                        .sttTransport(loop -> new OverJdkHttpClient(HttpClient.newHttpClient(), loop))
                        .onError(errors::add)
                        .open()) {
            stream.send(speech(FIRST));
            stream.finalizeTurn();
            stream.send(speech(SECOND));
            assertThat(stream.closeStream().get(20, TimeUnit.SECONDS).asked()).isTrue();
            assertThat(stream.fullTranscript()).isEqualTo(FIRST + " " + SECOND);
            assertThat(errors).isEmpty();
        }
    }

    @Test
    void transportOfTheApplication_isToldARefusalInWords() throws Exception {
        try (var server = server().apiKeys(ApiKeys.exactly("another-key")).start();
                var stream = SttStream.builder(pulse(server.pulseUri()))
                        .sttTransport(loop -> new OverJdkHttpClient(HttpClient.newHttpClient(), loop))
                        .onError(errors::add)
                        .open()) {
            stream.closed().get(10, TimeUnit.SECONDS);
            assertThat(errors).extracting(error -> error.reason().code()).containsExactly(ErrorCode.STT_KEY_REFUSED);
        }
    }

    @Test
    void transportOfTheApplication_servesACall() throws Exception {
        var heard = new CopyOnWriteArrayList<String>();
        var caller = SyntheticCaller.builder(16_000)
                .silence(Duration.ofMillis(400))
                .turn(FIRST)
                .silence(Duration.ofSeconds(2))
                .build();
        try (var server = server().start();
                var agent = VoiceAgent.builder()
                        .voiceActivityDetector(SoundDetector.provider())
                        .speechGate(SoundDetector.gate())
                        .speechToText(pulse(server.pulseUri()))
                        .sttTransport(loop -> new OverJdkHttpClient(HttpClient.newHttpClient(), loop))
                        .turnHandler((utterance, reply) -> heard.add(utterance.text()))
                        .build()) {
            agent.answer(caller, AudioSink.discard()).completion().get(30, TimeUnit.SECONDS);
            assertThat(heard).containsExactly(FIRST);
        }
    }

    private static LocalSttServer.Builder server() {
        return LocalSttServer.builder(new ScriptedRecognizer());
    }

    private static SmallestPulse pulse(URI url) {
        return SmallestPulse.builder().url(url).apiKey("test-key").build();
    }

    private static short[] speech(String text) {
        return SyntheticCaller.builder(16_000)
                .silence(Duration.ofMillis(400))
                .turn(text)
                .silence(Duration.ofMillis(700))
                .build()
                .samples();
    }

    private static byte[] bytes(short[] samples) {
        var bytes = ByteBuffer.allocate(samples.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(samples);
        return bytes.array();
    }
}
