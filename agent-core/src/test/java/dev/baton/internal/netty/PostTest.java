package dev.baton.internal.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.baton.internal.netty.RawServer.Peer;
import dev.baton.internal.netty.RawServer.Script;
import dev.baton.stt.ConnectionOptions;
import dev.baton.stt.SttTransport;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests over loopback, against servers written without Netty. What TLS and a proxy do to them is in {@link TlsTransportTest} and {@link ProxyTransportTest}. */
@Timeout(60)
class PostTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private static EventLoops loops;

    @BeforeAll
    static void start() {
        loops = EventLoops.create(1, "baton-test");
    }

    @AfterAll
    static void stop() {
        loops.close();
    }

    /** Keeps what a request was answered, as text lines. */
    static final class Answers implements SttTransport.AnswerListener {
        final List<String> lines = new CopyOnWriteArrayList<>();
        Runnable giveUp = () -> {};

        @Override
        public void onAnswer(int httpStatus, String retryAfter, String body) {
            lines.add(httpStatus + " [" + retryAfter + "] " + body);
        }

        @Override
        public void onFailed(Throwable cause) {
            lines.add("failed " + cause);
        }

        String one() {
            await().pollInterval(Duration.ofMillis(2)).until(() -> !lines.isEmpty());
            return lines.get(0);
        }
    }

    private static Answers post(URI uri, ConnectionOptions options, Duration timeout, int bodyBytes) {
        return post(new NettySttTransport(loops, loops.next(), options), uri, timeout, bodyBytes);
    }

    static Answers post(NettySttTransport transport, URI uri, Duration timeout, int bodyBytes) {
        var answers = new Answers();
        loops(transport, () -> {
            answers.giveUp = transport.post(
                    uri,
                    Map.of("Authorization", "Bearer k", "Content-Type", "text/plain"),
                    ByteBuffer.wrap("x".repeat(bodyBytes).getBytes(StandardCharsets.US_ASCII)),
                    timeout,
                    answers);
            assertThat(answers.lines).isEmpty();
        });
        return answers;
    }

    private static void loops(NettySttTransport transport, Runnable task) {
        var done = new CompletableFuture<Void>();
        transport.after(Duration.ZERO, () -> {
            try {
                task.run();
                done.complete(null);
            } catch (RuntimeException | AssertionError e) {
                done.completeExceptionally(e);
            }
        });
        done.join();
    }

    private static Answers answered(Script script, ConnectionOptions options, Duration timeout) throws Exception {
        try (var server = RawServer.playing(script)) {
            var answers = post(http(server), options, timeout, 10);
            answers.one();
            return answers;
        }
    }

    static URI http(RawServer server) {
        return URI.create("http://127.0.0.1:" + server.port() + "/v1/audio/transcriptions?a=b");
    }

    /** Reads a request and its body. */
    static String request(Peer peer) throws Exception {
        var head = peer.readRequest();
        int length = Integer.parseInt(head.replaceFirst("(?is).*content-length: *(\\d+).*", "$1"));
        return head + peer.readBytes(length);
    }

    @Test
    void request_isOneWithItsHeadersAndBody() throws Exception {
        var seen = new CompletableFuture<String>();
        var answers = answered(
                peer -> {
                    seen.complete(request(peer));
                    peer.write("HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n{\"text\":\"yes\"");
                    peer.untilClientEnds();
                },
                ConnectionOptions.defaults(),
                LONG);

        assertThat(answers.lines).containsExactly("200 [] {\"text\":\"yes\"");
        assertThat(seen.join())
                .startsWith("POST /v1/audio/transcriptions?a=b HTTP/1.1\r\n")
                .endsWith("\r\n\r\nxxxxxxxxxx");
        for (var header : List.of(
                "host: 127.0.0.1:",
                "connection: close",
                "authorization: Bearer k",
                "content-type: text/plain",
                "content-length: 10",
                "accept: application/json",
                "user-agent: baton")) {
            assertThat(seen.join()).containsIgnoringCase(header);
        }
    }

    @Test
    void longBody_arrivesWhole() throws Exception {
        var length = new CompletableFuture<Integer>();
        try (var server = RawServer.playing(peer -> {
            length.complete(request(peer).length());
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
            peer.untilClientEnds();
        })) {
            assertThat(post(http(server), ConnectionOptions.defaults(), LONG, 3_000_000)
                            .one())
                    .isEqualTo("200 [] {}");
            assertThat(length.join()).isGreaterThan(3_000_000);
        }
    }

    @Test
    void answerInChunksByteByByte_isOne() throws Exception {
        var answers = answered(
                peer -> {
                    request(peer);
                    var whole = String.join(
                            "\r\n",
                            "HTTP/1.1 100 Continue",
                            "",
                            "HTTP/1.1 200 OK",
                            "Transfer-Encoding: chunked",
                            "",
                            "3",
                            "{\"a",
                            "4",
                            "\":1}",
                            "0",
                            "",
                            "");
                    for (int i = 0; i < whole.length(); i++) {
                        peer.write(whole.substring(i, i + 1));
                    }
                    peer.untilClientEnds();
                },
                ConnectionOptions.defaults(),
                LONG);
        assertThat(answers.lines).containsExactly("200 [] {\"a\":1}");
    }

    @Test
    void answerThatEndsWithTheConnection_isOne() throws Exception {
        var answers = answered(
                peer -> {
                    request(peer);
                    peer.write("HTTP/1.0 200 OK\r\n\r\n{\"text\":\"yes\"}");
                },
                ConnectionOptions.defaults(),
                LONG);
        assertThat(answers.lines).containsExactly("200 [] {\"text\":\"yes\"}");
    }

    @Test
    void refusal_hasItsReasonAndTime() throws Exception {
        var answers = answered(
                peer -> {
                    request(peer);
                    peer.write("HTTP/1.1 429 Slow down\r\nRetry-After: 7\r\nContent-Length: 5000\r\n\r\n"
                            + "r".repeat(5_000));
                    peer.untilClientEnds();
                },
                ConnectionOptions.defaults(),
                LONG);
        assertThat(answers.lines).containsExactly("429 [7] " + "r".repeat(4_096));
    }

    @Test
    void halfAnAnswer_isAFailure() throws Exception {
        assertThat(answered(
                                peer -> {
                                    request(peer);
                                    peer.write("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{\"text\":");
                                },
                                ConnectionOptions.defaults(),
                                LONG)
                        .lines)
                .hasSize(1)
                .allMatch(line -> line.startsWith("failed ") && line.contains("ended before"));
    }

    @Test
    void reset_isAFailure() throws Exception {
        assertThat(answered(
                                peer -> {
                                    request(peer);
                                    peer.reset();
                                },
                                ConnectionOptions.defaults(),
                                LONG)
                        .lines)
                .hasSize(1)
                .allMatch(line -> line.startsWith("failed "));
    }

    @Test
    void answerThatIsTooLong_isNotKept() throws Exception {
        var small = ConnectionOptions.builder().maxMessageBytes(1_000).build();
        for (var head : List.of("Content-Length: 1001", "Transfer-Encoding: chunked")) {
            assertThat(answered(
                                    peer -> {
                                        request(peer);
                                        peer.write("HTTP/1.1 200 OK\r\n" + head + "\r\n\r\n"
                                                + (head.startsWith("C") ? "" : "3E9\r\n") + "x".repeat(1_001));
                                        peer.untilClientEnds();
                                    },
                                    small,
                                    LONG)
                            .lines)
                    .hasSize(1)
                    .allMatch(line -> line.contains("longer than 1000 bytes"));
        }
    }

    @Test
    void answerThatIsNoHttp_isAFailure() throws Exception {
        assertThat(answered(
                                peer -> {
                                    request(peer);
                                    peer.write("SSH-2.0-OpenSSH_9.9\r\n\r\n");
                                    peer.untilClientEnds();
                                },
                                ConnectionOptions.defaults(),
                                LONG)
                        .lines)
                .hasSize(1)
                .allMatch(line -> line.startsWith("failed ") && line.contains("not answered in HTTP"));
    }

    @Test
    void requestThatIsNeverAnswered_isLeftInTime() throws Exception {
        assertThat(answered(Peer::untilClientEnds, ConnectionOptions.defaults(), Duration.ofMillis(200)).lines)
                .containsExactly("failed java.net.SocketTimeoutException: the request was not answered within 200 ms");
    }

    @Test
    void answerThatDripsIn_isLeftInTimeAllTheSame() throws Exception {
        assertThat(answered(
                                peer -> {
                                    request(peer);
                                    peer.write("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{");
                                    peer.untilClientEnds();
                                },
                                ConnectionOptions.defaults(),
                                Duration.ofMillis(200))
                        .lines)
                .containsExactly("failed java.net.SocketTimeoutException: the request was not answered within 200 ms");
    }

    @Test
    void nobodyThere_isAFailure() throws Exception {
        int port;
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        assertThat(post(URI.create("http://127.0.0.1:" + port + "/"), ConnectionOptions.defaults(), LONG, 10)
                        .one())
                .startsWith("failed ")
                .contains("Connection refused");
    }

    @Test
    void givenUp_endsTheConnectionAndSaysNothing() throws Exception {
        var arrived = new CompletableFuture<Void>();
        var ended = new CompletableFuture<Void>();
        try (var server = RawServer.playing(peer -> {
            request(peer);
            arrived.complete(null);
            peer.untilClientEnds();
            ended.complete(null);
        })) {
            var transport = new NettySttTransport(loops, loops.next(), ConnectionOptions.defaults());
            var answers = post(transport, http(server), LONG, 10);
            arrived.join();
            loops(transport, answers.giveUp);
            ended.join();
            loops(transport, () -> {});
            assertThat(answers.lines).isEmpty();
        }
    }

    @Test
    void addressOfAWebSocket_isRefusedWithoutItsQuery() {
        assertThat(post(URI.create("ws://127.0.0.1:1/?api_key=secret"), ConnectionOptions.defaults(), LONG, 10)
                        .one())
                .contains("http://host or https://host")
                .doesNotContain("secret");
    }

    @Test
    void transportWithoutRequests_saysSo() {
        var webSocketsOnly = new SttTransport() {
            @Override
            public Connection connect(URI uri, Map<String, String> headers, Listener listener) {
                throw new AssertionError();
            }
        };
        assertThatThrownBy(() -> webSocketsOnly.post(
                        URI.create("http://127.0.0.1:1"), Map.of(), ByteBuffer.allocate(0), LONG, new Answers()))
                .hasMessageContaining("opens WebSockets only");
    }
}
