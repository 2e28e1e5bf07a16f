package dev.baton.internal.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.internal.netty.RawServer.Peer;
import dev.baton.stt.ConnectionOptions;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class NettySttTransportTest {
    private static final ConnectionOptions SHORT = ConnectionOptions.builder()
            .connectTimeout(Duration.ofMillis(300))
            .upgradeTimeout(Duration.ofMillis(300))
            .closeTimeout(Duration.ofMillis(200))
            .maxMessageBytes(64 * 1024)
            .build();
    private static final ConnectionOptions LONG = ConnectionOptions.builder()
            .connectTimeout(Duration.ofSeconds(20))
            .upgradeTimeout(Duration.ofSeconds(20))
            .closeTimeout(Duration.ofSeconds(20))
            .maxMessageBytes(64 * 1024)
            .build();

    private static EventLoops loops;

    @BeforeAll
    static void start() {
        loops = EventLoops.create(1, "baton-test");
    }

    @AfterAll
    static void stop() {
        loops.close();
    }

    @Test
    void accepted_opensWithOurHeadersAndQuery() throws Exception {
        var request = new CompletableFuture<String>();
        try (var server = RawServer.playing(peer -> {
            request.complete(peer.upgrade());
            peer.untilClientEnds();
        })) {
            var heard = connect(server.uri("/live?model=pulse&q=a%20b"), LONG, new Heard());
            heard.awaitLine("open");
            assertThat(request.join()).startsWith("GET /live?model=pulse&q=a%20b HTTP/1.1\r\n");
            assertThat(Peer.names(request.join(), "authorization", "Bearer sk_secret"))
                    .isTrue();
            assertThat(request.join().toLowerCase(Locale.ROOT)).doesNotContain("origin:");
            onLoop(heard.connection::abort);
        }
    }

    @Test
    void messages_travelBothWaysInOrder() throws Exception {
        try (var server = RawServer.playing(peer -> {
            peer.upgrade();
            var audio = peer.read();
            var control = peer.read();
            peer.text(audio.opcode() + ":" + audio.payload().length + " " + control.text());
            peer.untilClientEnds();
        })) {
            var heard = connect(server.uri("/"), LONG, new Heard(it -> {
                var reused = ByteBuffer.allocate(3_200);
                it.connection.sendBinary(reused);
                reused.clear().put(new byte[3_200]); // ours again once sendBinary has returned
                it.connection.sendText("finalize");
            }));
            heard.awaitLine("text 2:3200 finalize");
            onLoop(heard.connection::abort);
        }
    }

    @Test
    void closedByUs_waitsForTheClosingFrame() throws Exception {
        try (var server = RawServer.playing(peer -> {
            peer.upgrade();
            var close = peer.read();
            peer.text("late");
            peer.close(close.code(), "bye");
        })) {
            var heard = connect(server.uri("/"), LONG, new Heard(it -> it.connection.close(1000, "done")));
            heard.awaitLine("closed");
            assertThat(heard.lines).containsExactly("open", "text late", "closed 1000 bye");
        }
    }

    @Test
    void closedByUsWithoutAnswer_endsInTime() throws Exception {
        try (var server = RawServer.playing(peer -> {
            peer.upgrade();
            peer.untilClientEnds();
        })) {
            var heard = connect(server.uri("/"), SHORT, new Heard(it -> it.connection.close(1000, "")));
            heard.awaitLine("closed 1006 no closing frame within 200 ms");
        }
    }

    @Test
    void closedByService_isToldWithItsCodeAndAnswered() throws Exception {
        var answer = new CompletableFuture<Integer>();
        try (var server = RawServer.playing(peer -> {
            peer.upgrade();
            peer.close(1008, "too many sockets");
            answer.complete(peer.read().code());
        })) {
            var heard = connect(server.uri("/"), LONG, new Heard());
            heard.awaitLine("closed 1008 too many sockets");
            assertThat(answer.join()).isEqualTo(1008);
        }
    }

    @Test
    void closedByServiceWithoutCode_is1005() throws Exception {
        try (var server = RawServer.playing(peer -> {
            peer.upgrade();
            peer.write(Peer.frame(true, Peer.CLOSE, new byte[0]));
            peer.read();
        })) {
            connect(server.uri("/"), LONG, new Heard()).awaitLine("closed 1005");
        }
    }

    @Test
    void serviceForgetsToEndTcp_weDo() throws Exception {
        var ended = new CountDownLatch(1);
        try (var server = RawServer.playing(peer -> {
            peer.upgrade();
            peer.close(1000, "");
            peer.untilClientEnds();
            ended.countDown();
        })) {
            connect(server.uri("/"), SHORT, new Heard()).awaitLine("closed 1000");
            assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void ping_isAnsweredWithItsPayload() throws Exception {
        var pong = new CompletableFuture<RawServer.Frame>();
        try (var server = RawServer.playing(peer -> {
            peer.upgrade();
            peer.write(Peer.frame(true, Peer.PING, "beat".getBytes(StandardCharsets.UTF_8)));
            pong.complete(peer.read());
        })) {
            connect(server.uri("/"), LONG, new Heard()).awaitLine("closed 1006");
            assertThat(pong.join().opcode()).isEqualTo(Peer.PONG);
            assertThat(pong.join().text()).isEqualTo("beat");
        }
    }

    @Test
    void fragmentsWithAPingBetween_becomeOneMessage() throws Exception {
        try (var server = RawServer.playing(peer -> {
            peer.upgrade();
            byte[] umlaut = "ü".getBytes(StandardCharsets.UTF_8);
            peer.write(Peer.frame(false, Peer.TEXT, new byte[] {'a', umlaut[0]}));
            peer.write(Peer.frame(true, Peer.PING, new byte[0]));
            peer.write(Peer.frame(true, Peer.CONTINUATION, new byte[] {umlaut[1], 'b'}));
            peer.untilClientEnds();
        })) {
            var heard = connect(server.uri("/"), LONG, new Heard());
            heard.awaitLine("text aüb");
            onLoop(heard.connection::abort);
        }
    }

    @Test
    void messageWrittenByteByByteRightAfterTheUpgrade_arrives() throws Exception {
        try (var server = RawServer.playing(peer -> {
            var head = Peer.accepting(peer.readRequest()).getBytes(StandardCharsets.ISO_8859_1);
            for (byte one : head) {
                peer.write(new byte[] {one});
            }
            for (byte one : Peer.frame(true, Peer.TEXT, "hello".getBytes(StandardCharsets.UTF_8))) {
                peer.write(new byte[] {one});
            }
            peer.untilClientEnds();
        })) {
            var heard = connect(server.uri("/"), LONG, new Heard());
            heard.awaitLine("text hello");
            onLoop(heard.connection::abort);
        }
    }

    @Test
    void messageInTheSamePacketAsTheUpgrade_arrives() throws Exception {
        try (var server = RawServer.playing(peer -> {
            var head = Peer.accepting(peer.readRequest()).getBytes(StandardCharsets.ISO_8859_1);
            var text = Peer.frame(true, Peer.TEXT, "hello".getBytes(StandardCharsets.UTF_8));
            peer.write(ByteBuffer.allocate(head.length + text.length)
                    .put(head)
                    .put(text)
                    .array());
            peer.untilClientEnds();
        })) {
            var heard = connect(server.uri("/"), LONG, new Heard());
            heard.awaitLine("text hello");
            onLoop(heard.connection::abort);
        }
    }

    @Test
    void refused_tellsStatusRetryAfterAndBody() throws Exception {
        try (var server = RawServer.playing(peer -> {
            peer.readRequest();
            peer.write("HTTP/1.1 429 Too Many Requests\r\nRetry-After: 7\r\nContent-Length: 9\r\n\r\nslow down");
            peer.untilClientEnds();
        })) {
            var heard = connect(server.uri("/"), LONG, new Heard());
            heard.awaitLine("refused");
            assertThat(heard.lines).containsExactly("refused 429 [7] slow down");
        }
    }

    @Test
    void refusedWithEndlessBody_isCutAt4KiB() throws Exception {
        try (var server = RawServer.playing(peer -> {
            peer.readRequest();
            peer.write("HTTP/1.1 503 Busy\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (true) {
                peer.write("400\r\n" + "x".repeat(1024) + "\r\n");
            }
        })) {
            var heard = connect(server.uri("/"), LONG, new Heard());
            heard.awaitLine("refused");
            assertThat(heard.lines).containsExactly("refused 503 [] " + "x".repeat(4096));
        }
    }

    @Test
    void refusedWithBodyThatNeverCompletes_isToldInTime() throws Exception {
        try (var server = RawServer.playing(peer -> {
            peer.readRequest();
            peer.write("HTTP/1.1 401 No\r\nContent-Length: 100\r\n\r\nwho are");
            peer.untilClientEnds();
        })) {
            connect(server.uri("/"), SHORT, new Heard()).awaitLine("refused 401 [] who are");
        }
    }

    @Test
    void webPageInsteadOfUpgrade_isARefusal() throws Exception {
        try (var server = RawServer.playing(peer -> {
            peer.readRequest();
            peer.write("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<html>log in</html>");
        })) {
            connect(server.uri("/"), LONG, new Heard()).awaitLine("refused 200 [] <html>log in</html>");
        }
    }

    @Test
    void earlyHintsBeforeTheUpgrade_areSkipped() throws Exception {
        try (var server = RawServer.playing(peer -> {
            var request = peer.readRequest();
            peer.write("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n");
            peer.write(Peer.accepting(request));
            peer.untilClientEnds();
        })) {
            var heard = connect(server.uri("/"), LONG, new Heard());
            heard.awaitLine("open");
            onLoop(heard.connection::abort);
        }
    }

    @Test
    void upgradeNeverAnswered_failsInTime() throws Exception {
        try (var server = RawServer.playing(Peer::untilClientEnds)) {
            connect(server.uri("/"), SHORT, new Heard())
                    .awaitLine("failed java.net.SocketTimeoutException: the upgrade was not answered within 300 ms");
        }
    }

    @Test
    void upgradeHalfWritten_failsInTime() throws Exception {
        try (var server = RawServer.playing(peer -> {
            peer.readRequest();
            peer.write("HTTP/1.1 101 Switching Protocols\r\nUpgr");
            peer.untilClientEnds();
        })) {
            connect(server.uri("/"), SHORT, new Heard())
                    .awaitLine("failed java.net.SocketTimeoutException: the upgrade was not answered within 300 ms");
        }
    }

    @Test
    void upgradeHalfWrittenThenEnded_fails() throws Exception {
        try (var server = RawServer.playing(peer -> {
            peer.readRequest();
            peer.write("HTTP/1.1 101 Switching Protocols\r\nUpgr");
        })) {
            connect(server.uri("/"), LONG, new Heard()).awaitLine("failed");
        }
    }

    @Test
    void upgradeWithAWrongAcceptValue_fails() throws Exception {
        try (var server = RawServer.playing(peer -> {
            peer.readRequest();
            peer.write(String.join(
                    "\r\n",
                    "HTTP/1.1 101 Switching Protocols",
                    "Upgrade: websocket",
                    "Connection: Upgrade",
                    "Sec-WebSocket-Accept: bm90IGl0",
                    "",
                    ""));
            peer.untilClientEnds();
        })) {
            connect(server.uri("/"), LONG, new Heard())
                    .awaitLine("failed io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException");
        }
    }

    @Test
    void answerThatIsNotHttp_fails() throws Exception {
        try (var server = RawServer.playing(peer -> {
            peer.readRequest();
            peer.write("SSH-2.0-OpenSSH_9.2\r\n\r\n");
            peer.untilClientEnds();
        })) {
            connect(server.uri("/"), LONG, new Heard())
                    .awaitLine("failed java.io.IOException: the upgrade was not answered in HTTP");
        }
    }

    @Test
    void nobodyListens_fails() throws Exception {
        int port;
        try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        connect(URI.create("ws://127.0.0.1:" + port), LONG, new Heard()).awaitLine("failed");
    }

    @Test
    void nameUnknown_failsWithinTheLimit() {
        connect(URI.create("ws://recogniser.invalid/"), SHORT, new Heard()).awaitLine("failed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://127.0.0.1/?token=sk_secret", "ws:nowhere?token=sk_secret", "ws:///x?token=sk_secret"})
    void addressOfNoWebSocket_failsWithoutItsQuery(String address) {
        var heard = connect(URI.create(address), LONG, new Heard());
        heard.awaitLine("failed");
        assertThat(heard.lines).noneMatch(line -> line.contains("sk_secret"));
    }

    @Test
    void headerThatCannotBeSent_failsWithoutItsValue() {
        var heard = new Heard();
        onLoop(() -> heard.connection = transport(LONG)
                .connect(URI.create("ws://127.0.0.1:9/"), Map.of("Authorization", "Bearer sk_secret\r\nX: y"), heard));
        heard.awaitLine("failed");
        assertThat(heard.lines).noneMatch(line -> line.contains("sk_secret"));
    }

    @Test
    void localhostByName_isResolvedBesideTheLoop() throws Exception {
        try (var server = RawServer.playing(peer -> {
            peer.upgrade();
            peer.untilClientEnds();
        })) {
            var heard = connect(URI.create("ws://localhost:" + server.port() + "/"), LONG, new Heard());
            heard.awaitLine("open");
            onLoop(heard.connection::abort);
        }
    }

    @Test
    void connectionReset_is1006() throws Exception {
        try (var server = RawServer.playing(peer -> {
            peer.upgrade();
            peer.read();
            peer.reset();
        })) {
            var heard = connect(server.uri("/"), LONG, new Heard(it -> it.connection.sendText("go")));
            heard.awaitLine("closed 1006");
            assertThat(heard.lines).hasSize(2);
        }
    }

    @Test
    void connectionResetBeforeTheUpgrade_fails() throws Exception {
        try (var server = RawServer.playing(peer -> {
            peer.readRequest();
            peer.reset();
        })) {
            connect(server.uri("/"), LONG, new Heard()).awaitLine("failed");
        }
    }

    @Test
    void messageAboveTheLimit_isClosedWith1009() throws Exception {
        var code = new CompletableFuture<Integer>();
        try (var server = RawServer.playing(peer -> {
            peer.upgrade();
            peer.text("x".repeat(64 * 1024 + 1));
            code.complete(peer.read().code());
        })) {
            connect(server.uri("/"), LONG, new Heard()).awaitLine("closed 1009 message above 65536 bytes");
            assertThat(code.join()).isEqualTo(1009);
        }
    }

    @Test
    void fragmentsAboveTheLimitTogether_areClosedWith1009() throws Exception {
        var code = new CompletableFuture<Integer>();
        try (var server = RawServer.playing(peer -> {
            peer.upgrade();
            peer.write(Peer.frame(false, Peer.TEXT, new byte[40_000]));
            peer.write(Peer.frame(true, Peer.CONTINUATION, new byte[40_000]));
            code.complete(peer.read().code());
        })) {
            connect(server.uri("/"), LONG, new Heard()).awaitLine("closed 1009 message above 65536 bytes");
            assertThat(code.join()).isEqualTo(1009);
        }
    }

    @Test
    void messageAtTheLimit_arrives() throws Exception {
        try (var server = RawServer.playing(peer -> {
            peer.upgrade();
            peer.text("x".repeat(64 * 1024));
            peer.untilClientEnds();
        })) {
            var heard = connect(server.uri("/"), LONG, new Heard());
            heard.awaitLine("text xxx");
            onLoop(heard.connection::abort);
        }
    }

    @Test
    void invalidUtf8_isClosedWith1007() throws Exception {
        var code = new CompletableFuture<Integer>();
        try (var server = RawServer.playing(peer -> {
            peer.upgrade();
            peer.write(Peer.frame(true, Peer.TEXT, new byte[] {'a', (byte) 0xc3, (byte) 0x28}));
            code.complete(peer.read().code());
        })) {
            connect(server.uri("/"), LONG, new Heard()).awaitLine("closed 1007");
            assertThat(code.join()).isEqualTo(1007);
        }
    }

    @Test
    void frameOfReservedKind_isClosedWith1002() throws Exception {
        var code = new CompletableFuture<Integer>();
        try (var server = RawServer.playing(peer -> {
            peer.upgrade();
            peer.write(Peer.frame(true, 5, new byte[3]));
            code.complete(peer.read().code());
        })) {
            connect(server.uri("/"), LONG, new Heard()).awaitLine("closed 1002");
            assertThat(code.join()).isEqualTo(1002);
        }
    }

    @Test
    void binaryFromTheService_isToldAsSuchWhateverIsInIt() throws Exception {
        try (var server = RawServer.playing(peer -> {
            peer.upgrade();
            peer.write(Peer.frame(true, Peer.BINARY, "{}".getBytes(StandardCharsets.US_ASCII)));
            peer.write(Peer.frame(false, Peer.BINARY, new byte[] {1}));
            peer.write(Peer.frame(true, Peer.CONTINUATION, new byte[] {2, 3}));
            peer.text("after");
            peer.untilClientEnds();
        })) {
            var heard = connect(server.uri("/"), LONG, new Heard());
            heard.awaitLine("text after");
            assertThat(heard.lines).containsExactly("open", "binary [123, 125]", "binary [1, 2, 3]", "text after");
            onLoop(heard.connection::abort);
        }
    }

    @Test
    void aborted_saysNothingMoreAndEndsTcp() throws Exception {
        var ended = new CountDownLatch(1);
        try (var server = RawServer.playing(peer -> {
            peer.upgrade();
            peer.untilClientEnds();
            ended.countDown();
        })) {
            var heard = connect(server.uri("/"), LONG, new Heard(it -> it.connection.abort()));
            assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
            onLoop(() -> {
                heard.connection.sendText("ignored");
                heard.connection.sendBinary(ByteBuffer.allocate(10));
                heard.connection.close(1000, "");
                assertThat(heard.connection.pendingBytes()).isZero();
            });
            assertThat(heard.lines).containsExactly("open");
        }
    }

    @Test
    void abortedWhileConnecting_saysNothing() throws Exception {
        var ended = new CountDownLatch(1);
        try (var server = RawServer.playing(peer -> {
            peer.untilClientEnds();
            ended.countDown();
        })) {
            var heard = connect(server.uri("/"), LONG, new Heard());
            onLoop(() -> {}); // dialled
            onLoop(heard.connection::abort);
            await().until(() -> ended.getCount() == 0 || heard.lines.isEmpty());
            assertThat(heard.lines).isEmpty();
        }
    }

    @Test
    void receiverThrows_closesInsteadOfGoingOnHalfDeaf() throws Exception {
        var code = new CompletableFuture<Integer>();
        try (var server = RawServer.playing(peer -> {
            peer.upgrade();
            code.complete(peer.read().code());
        })) {
            var heard = connect(server.uri("/"), LONG, new Heard(it -> {
                throw new IllegalStateException("deliberate");
            }));
            heard.awaitLine("closed 1011");
            assertThat(code.join()).isEqualTo(1011);
        }
    }

    @Test
    void connecting_tellsNothingBeforeItReturns() {
        var heard = new Heard();
        onLoop(() -> {
            heard.connection = transport(LONG).connect(URI.create("http://nowhere"), Map.of(), heard);
            assertThat(heard.lines).isEmpty();
        });
        heard.awaitLine("failed");
    }

    private static Heard connect(URI uri, ConnectionOptions limits, Heard heard) {
        onLoop(() ->
                heard.connection = transport(limits).connect(uri, Map.of("Authorization", "Bearer sk_secret"), heard));
        return heard;
    }

    private static NettySttTransport transport(ConnectionOptions limits) {
        return new NettySttTransport(loops, loops.next(), limits);
    }

    private static void onLoop(Runnable task) {
        loops.next().submit(task).syncUninterruptibly();
    }
}
