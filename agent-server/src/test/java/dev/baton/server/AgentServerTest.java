package dev.baton.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.agent.CallSummary;
import dev.baton.agent.CallSummary.EndReason;
import dev.baton.carrier.LineTransport;
import dev.baton.testkit.carrier.AudioSocketLeg;
import dev.baton.testkit.carrier.CallerFacts;
import dev.baton.testkit.carrier.CallerSpeech;
import dev.baton.testkit.carrier.CarrierClient;
import dev.baton.testkit.carrier.CarrierLeg;
import dev.baton.testkit.carrier.ChanWebSocketLeg;
import dev.baton.testkit.carrier.ExotelLeg;
import dev.baton.testkit.carrier.Line;
import dev.baton.testkit.carrier.PcmLeg;
import dev.baton.testkit.carrier.PlivoLeg;
import dev.baton.testkit.carrier.TelnyxLeg;
import dev.baton.testkit.carrier.TwilioLeg;
import dev.baton.testkit.carrier.VonageLeg;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.slf4j.LoggerFactory;

/** What peers do that they should not, on real sockets; the server gives them up and nobody else. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class AgentServerTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final CallerFacts CALLER = CallerFacts.of("call-1");
    private static final CallerFacts ASTERISK = CallerFacts.of("4f1c2a9e-3b7d-4c55-9d0a-0e6f8a1b2c3d");
    private static final String START = "{\"type\":\"start\",\"sampleRate\":8000}";
    private static final String TOKEN = "s3cr3t-of-the-test";

    private final ServerFixture fixture = new ServerFixture();

    @AfterEach
    void leavesNothingOpen() {
        try {
            await().atMost(LIMIT)
                    .untilAsserted(
                            () -> assertThat(fixture.server().stats().open()).isZero());
        } finally {
            fixture.close();
        }
    }

    // Who gets in

    @Test
    void requestsThatAreNoWebSockets_areRefusedAndCounted() {
        var uri = start(LineTransport.PCM);
        String good = RawPeer.upgrade(uri, "");

        assertThat(status(uri, RawPeer.upgrade(uri.resolve("/nothing"), ""))).isEqualTo(404);
        assertThat(status(uri, RawPeer.upgrade(uri.resolve(uri.getPath() + "/more"), "")))
                .isEqualTo(404);
        assertThat(status(uri, "GET " + uri.getPath() + " HTTP/1.1\r\nHost: a\r\n\r\n"))
                .isEqualTo(400);
        assertThat(status(uri, good.replace("GET", "PUT"))).isEqualTo(400);
        assertThat(status(uri, good.replace("Upgrade: websocket", "Upgrade: h2c")))
                .isEqualTo(400);
        assertThat(status(uri, good.replaceFirst("Sec-WebSocket-Key.*\r\n", "")))
                .isEqualTo(400);
        assertThat(status(uri, good.replace("Version: 13", "Version: 99"))).isEqualTo(400);
        assertThat(status(uri, "nonsense\r\n\r\n")).isEqualTo(400);
        assertThat(status(uri, RawPeer.upgrade(uri, "X: " + "x".repeat(9_000) + "\r\n")))
                .isEqualTo(400);
        assertThat(status(uri, "GET /" + "x".repeat(9_000) + " HTTP/1.1\r\n\r\n"))
                .isEqualTo(400);
        assertThat(status(uri, "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 20000\r\n\r\n"))
                .isEqualTo(413);

        var stats = fixture.server().stats();
        assertThat(stats.refused()).isEqualTo(Map.of("path", 2L, "http", 8L));
        assertThat(stats.accepted()).isZero();
        assertThat(stats.open()).isZero();
    }

    @Test
    void checksThatFail_areRefusedCountedAndLoggedWithoutTheSecret() {
        var signed = fixture.door(
                LineTransport.TWILIO,
                8000,
                route -> route.withCheck(TwilioSignature.of(TOKEN, URI.create("wss://bot.example.com"))));
        var bearer = fixture.door(LineTransport.PCM, 8000, route -> route.withCheck(SharedToken.bearer(TOKEN)));
        var query = fixture.door(LineTransport.PCM, 8000, route -> route.withCheck(SharedToken.query("t", TOKEN)));
        fixture.start();
        String authorization = "Authorization: Bearer ";
        try (var log = new Log()) {
            assertThat(status(fixture.uri(signed), "")).isEqualTo(403);
            assertThat(status(fixture.uri(signed), "X-Twilio-Signature: wrong-" + TOKEN + "\r\n"))
                    .isEqualTo(403);
            assertThat(status(fixture.uri(bearer), "")).isEqualTo(403);
            assertThat(status(fixture.uri(bearer), authorization + "not-" + TOKEN + "\r\n"))
                    .isEqualTo(403);
            assertThat(status(fixture.uri(query, "?t=not-" + TOKEN), "")).isEqualTo(403);
            assertThat(fixture.server().stats().refused()).isEqualTo(Map.of("check", 5L));
            assertThat(log.lines)
                    .anyMatch(line -> line.startsWith("WARN") && line.contains("X-Twilio-Signature is missing"))
                    .anyMatch(line -> line.contains("X-Twilio-Signature is not that of this address"))
                    .anyMatch(line -> line.contains("a bearer token is missing"))
                    .anyMatch(line -> line.contains("a bearer token is wrong"))
                    .anyMatch(line -> line.contains("the query parameter t is wrong"))
                    .noneMatch(line -> line.contains(TOKEN));
        }

        assertThat(status(fixture.uri(bearer), authorization + TOKEN + "\r\n")).isEqualTo(101);
        try (var peer = RawPeer.webSocket(fixture.uri(query, "?lang=de&t=" + TOKEN))) {
            peer.text(START);
            await().atMost(LIMIT).until(() -> !query.infos.isEmpty());
            assertThat(query.infos.get(0).parameters()).isEqualTo(Map.of("lang", "de"));
        }
    }

    @Test
    void callsBeyondTheLimit_areToldToTryAgain() {
        fixture.limits(ServerLimits.defaults().withCalls(2));
        var door = fixture.door(LineTransport.PCM, 8000);
        var asterisk = fixture.door(LineTransport.AUDIOSOCKET, 8000);
        fixture.start();
        try (var first = RawPeer.webSocket(fixture.uri(door));
                var second = RawPeer.webSocket(fixture.uri(door));
                var third = RawPeer.connect(fixture.uri(door).getPort());
                var fourth = RawPeer.connect(fixture.uri(asterisk).getPort())) {
            assertThat(third.ask(RawPeer.upgrade(fixture.uri(door), "")))
                    .startsWith("HTTP/1.1 503 ")
                    .containsIgnoringCase("retry-after: 1\r\n");
            assertThat(fourth.rest()).containsExactly(0, 0, 0);
            assertThat(fixture.server().stats().refused()).isEqualTo(Map.of("calls", 2L));
            assertThat(fixture.server().stats().open()).isEqualTo(2);
            first.cut();
            await().atMost(LIMIT).until(() -> fixture.server().stats().open() == 1);
            assertThat(status(fixture.uri(door), "")).isEqualTo(101);
            second.cut();
        }
    }

    @Test
    void callsBeyondARoutesLimit_areRefusedThereAlone() {
        var narrow = fixture.door(LineTransport.PCM, 8000, route -> route.withMaxCalls(1));
        var closed = fixture.door(LineTransport.PCM, 8000, route -> route.withMaxCalls(0));
        var wide = fixture.door(LineTransport.PCM, 8000);
        fixture.start();
        try (var first = RawPeer.webSocket(fixture.uri(narrow));
                var other = RawPeer.webSocket(fixture.uri(wide))) {
            assertThat(status(fixture.uri(narrow), "")).isEqualTo(503);
            assertThat(status(fixture.uri(closed), "")).isEqualTo(503);
            assertThat(fixture.server().stats().refused()).isEqualTo(Map.of("route_calls", 2L));
            assertThat(fixture.server().stats().open()).isEqualTo(2);
            assertThat(List.of(first, other)).hasSize(2);
        }
    }

    @Test
    void connectionsThatComeTooFast_areToldToTryAgain() {
        fixture.limits(ServerLimits.defaults().withConnectionsPerSecond(1));
        var uri = start(LineTransport.PCM);
        int accepted = 0;
        while (status(uri, "") == 101) {
            accepted++;
        }
        assertThat(accepted).isBetween(2, 20);
        assertThat(fixture.server().stats().refused()).isEqualTo(Map.of("rate", 1L));
    }

    // Who says nothing, or reads nothing

    @Test
    void peersThatDoNotBegin_areGivenUp() {
        fixture.limits(ServerLimits.defaults().withStartTimeout(Duration.ofMillis(300)));
        var pcm = fixture.door(LineTransport.PCM, 8000);
        var asterisk = fixture.door(LineTransport.AUDIOSOCKET, 8000);
        fixture.start();
        int port = fixture.uri(pcm).getPort();
        try (var silent = RawPeer.connect(port);
                var dripping = RawPeer.connect(port);
                var half = RawPeer.connect(port);
                var upgraded = RawPeer.webSocket(fixture.uri(pcm));
                var tcp = RawPeer.connect(fixture.uri(asterisk).getPort())) {
            half.send("GET / HTTP/1.1\r\nHost: a\r\n".getBytes(StandardCharsets.US_ASCII));
            boolean given = false;
            for (int i = 0; i < 200 && !given; i++) { // a byte every 20 ms
                try {
                    dripping.send(new byte[] {'G'});
                } catch (UncheckedIOException e) {
                    break;
                }
                given = dripping.endsWithin(20);
            }
            assertThat(given).isTrue();
            assertThat(silent.rest()).isEmpty();
            assertThat(half.rest()).isEmpty();
            assertThat(upgraded.closeCode()).isEqualTo(1008);
            assertThat(tcp.rest()).isEmpty();
            assertThat(fixture.server().stats().problems())
                    .isEqualTo(Map.of("pcm/silent", 1L, "audiosocket/silent", 1L));
        }
    }

    @Test
    void peersThatFallSilent_areGivenUp() {
        fixture.limits(ServerLimits.defaults().withSilence(Duration.ofMillis(400)));
        var pcm = fixture.door(LineTransport.PCM, 8000);
        var asterisk = fixture.door(LineTransport.AUDIOSOCKET, 8000);
        fixture.start();
        try (var peer = RawPeer.webSocket(fixture.uri(pcm));
                var tcp = RawPeer.connect(fixture.uri(asterisk).getPort())) {
            peer.text(START);
            tcp.send(audioSocketStart());
            assertThat(peer.closeCode()).isEqualTo(1008);
            assertThat(tcp.rest()).endsWith(0, 0, 0);
        }
        for (var door : List.of(pcm, asterisk)) {
            assertThat(ended(door).reason()).isEqualTo(EndReason.SOURCE_FAILED);
        }
        assertThat(fixture.server().stats().problems()).isEqualTo(Map.of("pcm/silent", 1L, "audiosocket/silent", 1L));
    }

    @Test
    void peerThatReadsNothing_isGivenUpWithoutHoldingUpOthers() throws Exception {
        var deaf = fixture.door(
                LineTransport.PCM,
                48_000,
                route -> route.withOptions(route.options().withMaxPendingBytes(16 * 1024)));
        var other = fixture.door(LineTransport.TWILIO, 8000);
        fixture.sendBuffer(64 * 1024).start();
        try (var peer = RawPeer.webSocket(fixture.uri(deaf), 4096);
                var call = CarrierClient.connect(fixture.uri(other), new TwilioLeg(CALLER))) {
            peer.text("{\"type\":\"start\",\"sampleRate\":48000}");
            peer.text("{\"type\":\"text\",\"text\":\"a question with a long answer\"}");
            assertThat(ended(deaf).reason()).isEqualTo(EndReason.SOURCE_FAILED);
            assertThat(fixture.server().stats().problems()).isEqualTo(Map.of("pcm/not_reading", 1L));
            await().atMost(LIMIT).until(() -> fixture.server().stats().open() == 1);
            hearsTheGreeting(call);
            call.hangUp();
            assertThat(ended(other).reason()).isEqualTo(EndReason.HANGUP);
        }
    }

    @Test
    void peerThatAsksForMoreAnswersThanItReads_isGivenUpAlthoughTheAgentIsSilent() {
        var door = fixture.door(
                LineTransport.PCM,
                8000,
                route -> route.withOptions(route.options().withMaxPendingBytes(16 * 1024)));
        fixture.sendBuffer(64 * 1024).start();
        byte[] ping = RawPeer.frame(0x9, new byte[125]);
        try (var peer = RawPeer.webSocket(fixture.uri(door), 4096)) {
            await().atMost(LIMIT).pollInterval(Duration.ofMillis(1)).until(() -> {
                for (int i = 0; i < 100; i++) {
                    sendUnlessClosed(peer, ping);
                }
                return fixture.server().stats().problems().containsKey("pcm/not_reading");
            });
        }
        assertThat(door.infos).isEmpty();
    }

    private static void sendUnlessClosed(RawPeer peer, byte[] bytes) {
        try {
            peer.send(bytes);
        } catch (UncheckedIOException e) {
            return; // given up already
        }
    }

    // Who says the wrong things

    @Test
    void garbageOnOneCallOfEachLine_doesNotHarmTheOthers() throws Exception {
        var doors = Arrays.stream(LineTransport.values())
                .map(transport -> fixture.door(transport, 8000))
                .toList();
        fixture.start();
        var calls = new ArrayList<CarrierClient<CarrierLeg>>();
        var garbage = new ArrayList<RawPeer>();
        try {
            for (var door : doors) {
                calls.add(CarrierClient.connect(fixture.uri(door), leg(door.transport)));
            }
            var dice = new Random(1);
            for (var door : doors) {
                garbage.add(garbage(door, dice));
            }
            for (var peer : garbage) {
                peer.rest(); // given up
            }
            for (var call : calls) {
                hearsTheGreeting(call);
                call.hangUp();
            }
            for (var door : doors) {
                assertThat(ended(door).reason()).as(door.transport.label()).isEqualTo(EndReason.HANGUP);
            }
            for (var call : calls) { // a late process cannot keep the pace
                assertThat(call.violations())
                        .allMatch(violation -> violation.rule().startsWith("audio must keep the pace"));
            }
        } finally {
            garbage.forEach(RawPeer::close);
            calls.forEach(CarrierClient::close);
        }
        assertThat(fixture.server().stats().problems()).hasSize(LineTransport.values().length);
        assertThat(fixture.server().stats().accepted()).isEqualTo(2L * LineTransport.values().length);
    }

    private RawPeer garbage(ServerFixture.Door door, Random dice) {
        var noise = new byte[300];
        dice.nextBytes(noise);
        if (door.transport == LineTransport.AUDIOSOCKET) {
            noise[0] = (byte) 0x10; // audio without an id
            noise[1] = 0;
            noise[2] = 8;
            return RawPeer.connect(fixture.uri(door).getPort()).send(noise);
        }
        return RawPeer.webSocket(fixture.uri(door)).binary(noise);
    }

    private static CarrierLeg leg(LineTransport transport) {
        return switch (transport) {
            case TWILIO -> new TwilioLeg(CALLER);
            case TELNYX -> new TelnyxLeg(CALLER);
            case PLIVO -> new PlivoLeg(CALLER);
            case VONAGE -> new VonageLeg(CALLER, 8000);
            case EXOTEL -> new ExotelLeg(CALLER);
            case PCM -> new PcmLeg(CALLER, 8000);
            case ASTERISK_WEBSOCKET -> new ChanWebSocketLeg(CALLER, ChanWebSocketLeg.Control.JSON, Line.muLaw());
            case AUDIOSOCKET -> new AudioSocketLeg(ASTERISK);
        };
    }

    @Test
    void brokenWebSocketFrames_endTheCallWithTheirCode() {
        var door = fixture.door(LineTransport.PCM, 8000);
        fixture.start();
        Map<String, byte[]> frames = Map.of(
                "1009 oversized in one frame", RawPeer.frame(0x2, new byte[200_000]),
                "1009 oversized by its head alone",
                        ByteBuffer.allocate(14)
                                .put(new byte[] {(byte) 0x82, (byte) 0xFF})
                                .putLong(1L << 40)
                                .array(),
                "1009 oversized in pieces", pieces(),
                "1007 without a mask", new byte[] {(byte) 0x81, 2, '{', '}'},
                "1007 of an unknown kind", RawPeer.frame(0x3, new byte[4]),
                "1007 no UTF-8", RawPeer.frame(0x1, new byte[] {(byte) 0xFF, (byte) 0xFE}),
                "1007 no JSON", RawPeer.frame(0x1, new byte[] {'{'}));
        var peers = new HashMap<String, RawPeer>();
        frames.forEach((what, bytes) ->
                peers.put(what, RawPeer.webSocket(fixture.uri(door)).text(START).send(bytes)));
        peers.forEach((what, peer) -> {
            try (peer) {
                assertThat(peer.closeCode()).as(what).isEqualTo(Integer.parseInt(what.substring(0, 4)));
            }
        });
        await().atMost(LIMIT).until(() -> door.summaries.size() == frames.size());
        assertThat(door.summaries).allMatch(summary -> summary.reason() == EndReason.SOURCE_FAILED);
        assertThat(fixture.server().stats().problems()).isEqualTo(Map.of("pcm/oversized", 3L, "pcm/malformed", 4L));
    }

    private static byte[] pieces() {
        byte[] piece = RawPeer.frame(0x0, new byte[50_000]);
        piece[0] = 0x00; // not the last
        var pieces = ByteBuffer.allocate(3 * piece.length);
        pieces.put(piece).put(piece).put(piece).put(0, (byte) 0x02);
        return pieces.array();
    }

    // How calls end

    @Test
    void closeFrame_isAnsweredAndEndsTheCall() {
        var door = fixture.door(LineTransport.PCM, 8000);
        fixture.start();
        try (var peer = RawPeer.webSocket(fixture.uri(door))) {
            peer.text(START);
            await().atMost(LIMIT).until(() -> door.infos.size() == 1);
            peer.send(RawPeer.frame(0x8, new byte[] {0x03, (byte) 0xE9}));
            assertThat(peer.closeCode()).isEqualTo(1000);
        }
        assertThat(ended(door).reason()).isEqualTo(EndReason.HANGUP);
    }

    @Test
    void cutInMidCall_commitsWhatWasHeard() throws Exception {
        var twilio = fixture.door(LineTransport.TWILIO, 8000);
        var asterisk = fixture.door(LineTransport.AUDIOSOCKET, 8000);
        fixture.start();
        try (var webSocket = CarrierClient.connect(fixture.uri(twilio), new TwilioLeg(CALLER));
                var tcp = CarrierClient.connect(fixture.uri(asterisk), new AudioSocketLeg(ASTERISK))) {
            for (var call : List.of(webSocket, tcp)) {
                call.say(CallerSpeech.of(call.line(), "nine thirty please"));
            }
            for (var call : List.of(webSocket, tcp)) {
                call.awaitSaid(LIMIT);
            }
            for (var call : List.of(webSocket, tcp)) {
                long said = call.ask(CarrierLeg::millis);
                call.await("the way to the server", LIMIT, leg -> leg.millis() >= said + 200);
                call.close();
            }
        }
        for (var door : List.of(twilio, asterisk)) {
            assertThat(ended(door).reason()).isEqualTo(EndReason.HANGUP);
            assertThat(door.said).containsExactly("speech nine thirty please");
        }
    }

    @Test
    void drain_waitsForRunningCallsAndRefusesNewOnes() throws Exception {
        var uri = start(LineTransport.PCM);
        try (var peer = RawPeer.webSocket(uri)) {
            assertThat(fixture.server().drain(Duration.ofMillis(50))).isFalse();
            assertThat(status(uri, "")).isEqualTo(503);
            assertThat(fixture.server().stats().refused()).isEqualTo(Map.of("draining", 1L));
            var drained = CompletableFuture.supplyAsync(() -> {
                try {
                    return fixture.server().drain(LIMIT);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            assertThat(drained).isNotDone();
            peer.cut();
            assertThat(drained.get()).isTrue();
        }
    }

    @Test
    void close_endsCallsInOrderAndStopsListening() throws Exception {
        var twilio = fixture.door(LineTransport.TWILIO, 8000);
        var asterisk = fixture.door(LineTransport.AUDIOSOCKET, 8000);
        fixture.start();
        int port = fixture.uri(twilio).getPort();
        try (var webSocket = CarrierClient.connect(fixture.uri(twilio), new TwilioLeg(CALLER));
                var tcp = CarrierClient.connect(fixture.uri(asterisk), new AudioSocketLeg(ASTERISK));
                var idle = RawPeer.connect(port)) {
            await().atMost(LIMIT).until(() -> twilio.infos.size() == 1 && asterisk.infos.size() == 1);
            fixture.server().close();

            assertThat(ended(twilio).reason()).isEqualTo(EndReason.HANGUP);
            assertThat(ended(asterisk).reason()).isEqualTo(EndReason.HANGUP);
            assertThat(idle.rest()).isEmpty();
            assertThat(List.of(webSocket, tcp)).hasSize(2);
        }
        assertThatThrownBy(() -> RawPeer.connect(port)).hasRootCauseInstanceOf(ConnectException.class);
    }

    // What cannot be started

    @Test
    void portInUse_isTold() throws Exception {
        var door = fixture.door(LineTransport.PCM, 8000);
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), taken.getLocalPort());
            var builder = AgentServer.builder(fixture.loops).bind(address).route(fixture.route(door));
            assertThatThrownBy(builder::start)
                    .isInstanceOfSatisfying(
                            BatonException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANNOT_LISTEN))
                    .hasMessageContaining(":" + taken.getLocalPort());
        }
        fixture.start();
    }

    @Test
    void routesThatContradict_areRefused() {
        var door = fixture.door(LineTransport.PCM, 8000);
        var builder = AgentServer.builder(fixture.loops)
                .route(fixture.route(door))
                .route(fixture.route(door).withMaxCalls(3));
        assertThatThrownBy(builder::start)
                .isInstanceOfSatisfying(
                        BatonException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_USAGE))
                .hasMessage("two routes have the path " + fixture.route(door).path());
        assertThatThrownBy(AgentServer.builder(fixture.loops)::start).isInstanceOf(BatonException.class);
        fixture.start();
    }

    // Steps

    private URI start(LineTransport transport) {
        var door = fixture.door(transport, 8000);
        fixture.start();
        return fixture.uri(door);
    }

    /** @param request whole, or the headers beyond those of a good upgrade */
    private static int status(URI uri, String request) {
        String whole = request.contains(" HTTP/1.1") || request.startsWith("nonsense")
                ? request
                : RawPeer.upgrade(uri, request);
        try (var peer = RawPeer.connect(uri.getPort())) {
            String head = peer.ask(whole);
            int status = Integer.parseInt(head.substring(9, 12));
            if (status != 101) {
                peer.rest(); // the server closes what it refuses
            }
            return status;
        }
    }

    private static void hearsTheGreeting(CarrierClient<?> call) {
        call.await("the greeting", LIMIT, leg -> leg.farEnd().playedMillis() >= ServerFixture.Door.GREETING.toMillis());
        call.awaitQuiet(Duration.ofMillis(100), LIMIT);
        var heard = call.heardIds();
        // A late process hears gaps; what matters is that nothing is lost or swapped.
        assertThat(heard.orderFaults()).allMatch(fault -> fault.startsWith("a gap of "));
        assertThat(heard.lastBlock(0)).isEqualTo((int) ServerFixture.Door.GREETING.toMillis() / 20 - 1);
    }

    private static CallSummary ended(ServerFixture.Door door) {
        await().atMost(LIMIT).until(() -> !door.summaries.isEmpty());
        return door.summaries.get(0);
    }

    private static byte[] audioSocketStart() {
        return ByteBuffer.allocate(19 + 323)
                .put(new byte[] {0x01, 0, 16})
                .position(19)
                .put(new byte[] {0x10, 0x01, 0x40})
                .array();
    }

    /** What the doors of all servers of this process say. */
    private static final class Log extends AppenderBase<ILoggingEvent> implements AutoCloseable {
        private final Logger logger = (Logger) LoggerFactory.getLogger(Entrance.class);
        final List<String> lines = new CopyOnWriteArrayList<>();

        Log() {
            start();
            logger.addAppender(this);
        }

        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getLevel() + " " + event.getFormattedMessage());
        }

        @Override
        public void close() {
            logger.detachAppender(this);
        }
    }
}
