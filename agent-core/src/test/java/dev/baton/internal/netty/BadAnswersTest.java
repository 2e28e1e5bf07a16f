package dev.baton.internal.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.BatonException;
import dev.baton.internal.netty.RawServer.Peer;
import dev.baton.internal.netty.RawServer.Script;
import dev.baton.stt.ConnectionOptions;
import dev.baton.stt.Deepgram;
import dev.baton.stt.SmallestPulse;
import dev.baton.stt.SpeechToText;
import dev.baton.stt.SttEvent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a service, or what stands in its place, answers: one error with service, code and remedy, and never the key, which the server repeats wherever it can. Over real sockets. */
@Timeout(60)
class BadAnswersTest {
    private static final String KEY = "sk_9876543210";

    private static EventLoops loops;

    @BeforeAll
    static void start() {
        loops = EventLoops.create(1, "baton-test");
    }

    @AfterAll
    static void stop() {
        loops.close();
    }

    private enum Service {
        PULSE,
        DEEPGRAM;

        SpeechToText at(URI uri) {
            return this == PULSE
                    ? SmallestPulse.builder().url(uri).apiKey(KEY).build()
                    : Deepgram.builder().url(uri).apiKey(KEY).build();
        }

        /** A refusal's body as the service writes it. */
        String body(String reason) {
            return this == PULSE
                    ? "{\"status\":\"error\",\"message\":\"" + reason + "\"}"
                    : "{\"err_code\":\"SOME_CODE\",\"err_msg\":\"" + reason + "\",\"request_id\":\"q-1\"}";
        }

        String text(String text) {
            return this == PULSE
                    ? "{\"type\":\"transcription\",\"transcript\":\"" + text + "\"}"
                    : "{\"type\":\"Results\",\"is_final\":false,\"channel\":{\"alternatives\":[{\"transcript\":\""
                            + text + "\"}]}}";
        }
    }

    private record Refusal(int status, String reason, String code, String words, String remedy) {}

    private static final List<Refusal> REFUSALS = List.of(
            new Refusal(401, "invalid credentials", "BT-201", "refused the key (HTTP 401): invalid", "check the key"),
            new Refusal(402, "balance is zero", "BT-201", "wants to be paid first (HTTP 402)", "add credit"),
            new Refusal(
                    403, "no access to it", "BT-201", "does not let this key in (HTTP 403)", "what the key may use"),
            new Refusal(400, "bad parameter x", "BT-203", "refused the settings (HTTP 400): bad parameter x", "change"),
            new Refusal(400, "no rate 7", "BT-203", "refused the settings (HTTP 400): no rate 7", "change"),
            new Refusal(400, "no language xx", "BT-203", "refused the settings (HTTP 400): no language xx", "change"),
            new Refusal(400, "no encoding z", "BT-203", "refused the settings (HTTP 400): no encoding z", "change"),
            new Refusal(404, "no such path", "BT-203", "no recogniser at this address (HTTP 404)", "own address is"),
            new Refusal(429, "too many", "BT-207", "takes no more sessions now (HTTP 429): too many", "hold fewer"),
            new Refusal(500, "oops", "BT-203", "failed (HTTP 500): oops", "try again later"));

    static Stream<Arguments> refusals() {
        return Stream.of(Service.values())
                .flatMap(service -> REFUSALS.stream().map(refusal -> Arguments.of(service, refusal)));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusal_isOneErrorInWords(Service service, Refusal refusal) throws Exception {
        refused(
                service,
                http(refusal.status, "", service.body(refusal.reason + ", not " + KEY)),
                refusal.code,
                refusal.words,
                refusal.remedy);
    }

    static Stream<Service> services() {
        return Stream.of(Service.values());
    }

    @ParameterizedTest
    @MethodSource("services")
    void redirect_isNotFollowed(Service service) throws Exception {
        refused(
                service,
                http(302, "Location: https://elsewhere.test/?" + KEY + "\r\n", ""),
                "BT-203",
                "sends us elsewhere (HTTP 302)",
                "set the host and path");
    }

    @ParameterizedTest
    @MethodSource("services")
    void pageInsteadOfAnUpgrade_isTold(Service service) throws Exception {
        refused(
                service,
                http(200, "Content-Type: text/html\r\n", "<!doctype html><p>Log in, " + KEY + "</p>"),
                "BT-203",
                "answered with a page instead of a WebSocket (HTTP 200)",
                "a proxy or a log-in page");
    }

    @Test
    void reasonInAHeaderAlone_isToldAllTheSame() throws Exception {
        refused(
                Service.DEEPGRAM,
                http(400, "dg-error: no model x, not " + KEY + "\r\n", ""),
                "BT-203",
                "refused the settings (HTTP 400): no model x",
                "change");
    }

    @ParameterizedTest
    @MethodSource("services")
    void notHttpAtAll_isTold(Service service) throws Exception {
        refused(service, peer -> peer.write("SSH-2.0-" + KEY + "\r\n\r\n"), "BT-202", "cannot reach", "check address");
    }

    private static Stream<Arguments> unreadable() {
        var texts = Stream.of(
                "not json, " + KEY,
                "[\"" + KEY + "\"]",
                "{\"a\":".repeat(10_000),
                "{\"type\":\"Results\",\"type2\":" + "[".repeat(200_000) + "]".repeat(200_000) + "}");
        return texts.flatMap(text -> Stream.of(Service.values()).map(service -> Arguments.of(service, text)));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void unreadableMessage_isToldAndTheSessionGoesOn(Service service, String message) throws Exception {
        Script script = peer -> {
            peer.upgrade();
            peer.text(message);
            peer.text(service.text("on we go"));
            peer.untilClientEnds();
        };
        try (var server = RawServer.playing(script)) {
            var session = new Session(service.at(server.uri("/")));
            session.await(SttEvent.Interim.class);
            session.soleError(service, "BT-205", "that is not one JSON object", "check that the address");
            session.abort();
        }
    }

    @ParameterizedTest
    @MethodSource("services")
    void errorMessage_isTold(Service service) throws Exception {
        var error = service == Service.PULSE
                ? "{\"type\":\"error\",\"status\":\"error\",\"message\":\"rate 7, not " + KEY + "\"}"
                : "{\"type\":\"Error\",\"description\":\"rate 7, not " + KEY + "\",\"variant\":\"V\"}";
        Script script = peer -> {
            peer.upgrade();
            peer.text(error);
            peer.untilClientEnds();
        };
        try (var server = RawServer.playing(script)) {
            var session = new Session(service.at(server.uri("/")));
            session.await(SttEvent.Error.class);
            session.soleError(service, "BT-203", "reports: rate 7, not [key]", "change the setting");
            session.abort();
        }
    }

    @ParameterizedTest
    @MethodSource("services")
    void oversizedMessage_endsTheSession(Service service) throws Exception {
        ends(
                service,
                peer -> peer.text("{\"type\":\"" + "x".repeat(2 << 20) + "\"}"),
                "BT-205",
                "broke the WebSocket protocol (1009");
    }

    @ParameterizedTest
    @MethodSource("services")
    void invalidUtf8_endsTheSession(Service service) throws Exception {
        ends(
                service,
                peer -> peer.write(Peer.frame(true, Peer.TEXT, new byte[] {'{', (byte) 0xc3, (byte) 0x28, '}'})),
                "BT-205",
                "broke the WebSocket protocol (1007");
    }

    @Test
    void closeOfDeepgrams_isToldInWords() throws Exception {
        ends(Service.DEEPGRAM, peer -> peer.close(1011, "NET-0001 " + KEY), "BT-204", "neither audio nor a keep-alive");
        ends(Service.DEEPGRAM, peer -> peer.close(1011, "NET-0000"), "BT-204", "had nothing to say for too long");
        ends(
                Service.DEEPGRAM,
                peer -> peer.close(1008, "DATA-0000"),
                "BT-205",
                "cannot read the audio (1008: DATA-0000)");
    }

    private static void refused(Service service, Script answer, String code, String words, String remedy)
            throws Exception {
        Script script = peer -> {
            peer.readRequest();
            answer.play(peer);
        };
        try (var server = RawServer.playing(script)) {
            var session = new Session(service.at(server.uri("/")));
            session.await(SttEvent.Closed.class);
            session.soleError(service, code, words, remedy);
        }
    }

    private static void ends(Service service, Script after, String code, String words) throws Exception {
        Script script = peer -> {
            peer.upgrade();
            after.play(peer);
            peer.untilClientEnds();
        };
        try (var server = RawServer.playing(script)) {
            var session = new Session(service.at(server.uri("/")));
            session.await(SttEvent.Closed.class);
            session.soleError(service, code, words, "");
        }
    }

    private static Script http(int status, String headers, String body) {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        return peer -> {
            peer.write("HTTP/1.1 " + status + " X\r\n" + headers + "Content-Length: " + bytes.length + "\r\n\r\n");
            peer.write(bytes);
        };
    }

    private static final class Session {
        private final List<SttEvent> events = new CopyOnWriteArrayList<>();
        private final Runnable abort;

        Session(SpeechToText service) {
            var transport = new NettySttTransport(loops, loops.next(), ConnectionOptions.defaults());
            var session = loops.next()
                    .submit(() -> service.open(transport, events::add))
                    .syncUninterruptibly()
                    .getNow();
            abort = session::abort;
        }

        void await(Class<? extends SttEvent> type) {
            Awaitility.await().until(() -> events.stream().anyMatch(type::isInstance));
        }

        void abort() {
            loops.next().submit(abort).syncUninterruptibly();
        }

        void soleError(Service service, String code, String words, String remedy) {
            var errors = events.stream()
                    .filter(SttEvent.Error.class::isInstance)
                    .map(event -> ((SttEvent.Error) event).reason())
                    .toList();
            assertThat(errors).singleElement().satisfies(error -> told(error, service, code, words, remedy));
            assertThat(events.toString()).doesNotContain(KEY);
        }

        private static void told(BatonException error, Service service, String code, String words, String remedy) {
            assertThat(error.report())
                    .startsWith("error " + code)
                    .contains(service == Service.PULSE ? "smallest-pulse" : "deepgram", words)
                    .doesNotContain(KEY);
            assertThat(error.remedy()).isNotEmpty().contains(remedy);
            if (service == Service.DEEPGRAM) {
                assertThat(error.report().toLowerCase(Locale.ROOT)).doesNotContain("smallest");
            }
        }
    }
}
