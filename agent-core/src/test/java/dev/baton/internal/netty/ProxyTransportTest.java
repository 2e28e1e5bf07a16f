package dev.baton.internal.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.BatonException;
import dev.baton.internal.netty.RawServer.Peer;
import dev.baton.stt.ConnectionOptions;
import dev.baton.stt.SttTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ways through an HTTP proxy, and what goes wrong on them in words. */
@Timeout(30)
class ProxyTransportTest {
    private static final String ESTABLISHED = "HTTP/1.1 200 Connection established\r\n\r\n";

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
    void tunnel_carriesTheConnectionAndLeavesTheNameToTheProxy() throws Exception {
        var asked = new CompletableFuture<String>();
        try (var service = RawServer.playing(peer -> {
                    peer.upgrade();
                    peer.text("through");
                    peer.untilClientEnds();
                });
                var proxy = RawServer.playing(peer -> {
                    asked.complete(peer.readRequest());
                    peer.write(ESTABLISHED);
                    peer.relay(service.port());
                })) {
            var heard = new Heard();
            connect("ws://recogniser.invalid:8123/live", through(proxy).build(), heard);
            heard.awaitLine("text through");
            assertThat(asked.join()).startsWith("CONNECT recogniser.invalid:8123 HTTP/1.1\r\n");
            assertThat(asked.join()).doesNotContainIgnoringCase("authorization");
            abort(heard);
        }
    }

    @Test
    void tunnel_carriesARequest() throws Exception {
        var asked = new CompletableFuture<String>();
        try (var service = RawServer.playing(peer -> {
                    PostTest.request(peer);
                    peer.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
                    peer.untilClientEnds();
                });
                var proxy = RawServer.playing(peer -> {
                    asked.complete(peer.readRequest());
                    peer.write(ESTABLISHED);
                    peer.relay(service.port());
                })) {
            var uri = URI.create("http://recogniser.invalid:8123/v1/audio/transcriptions");
            var transport =
                    new NettySttTransport(loops, loops.next(), through(proxy).build());
            assertThat(PostTest.post(transport, uri, Duration.ofSeconds(20), 10).one())
                    .isEqualTo("200 [] {}");
            assertThat(asked.join()).startsWith("CONNECT recogniser.invalid:8123 HTTP/1.1\r\n");
        }
    }

    @Test
    void proxyThatLetsNoRequestThrough_isNamed() throws Exception {
        try (var proxy = RawServer.playing(peer -> {
            peer.readRequest();
            peer.write("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
            peer.untilClientEnds();
        })) {
            var transport =
                    new NettySttTransport(loops, loops.next(), through(proxy).build());
            var uri = URI.create("http://recogniser.invalid:8123/v1/audio/transcriptions");
            assertThat(PostTest.post(transport, uri, Duration.ofSeconds(20), 10).one())
                    .contains("does not let us through", "403");
        }
    }

    @Test
    void credentials_areSentToTheProxyAloneAndShownNowhere() throws Exception {
        var asked = new CompletableFuture<String>();
        var upgrade = new CompletableFuture<String>();
        try (var service = RawServer.playing(peer -> {
                    upgrade.complete(peer.upgrade());
                    peer.untilClientEnds();
                });
                var proxy = RawServer.playing(peer -> {
                    asked.complete(peer.readRequest());
                    peer.write(ESTABLISHED);
                    peer.relay(service.port());
                })) {
            var options = ConnectionOptions.builder()
                    .proxy("127.0.0.1", proxy.port(), "alice", "hunter2secret")
                    .build();
            var heard = new Heard();
            connect("ws://recogniser.invalid/", options, heard);
            heard.awaitLine("open");
            var basic = Base64.getEncoder().encodeToString("alice:hunter2secret".getBytes(StandardCharsets.UTF_8));
            assertThat(Peer.names(asked.join(), "proxy-authorization", "Basic " + basic))
                    .isTrue();
            assertThat(upgrade.join()).doesNotContainIgnoringCase("proxy-authorization");
            assertThat(options.toString() + options.proxy()).doesNotContain("alice", "hunter2secret");
            abort(heard);
        }
    }

    @Test
    void asksForCredentials_isTold() throws Exception {
        assertThat(failureOf("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n", ""))
                .startsWith("BT-212 the proxy 127.0.0.1:")
                .endsWith(" asks for credentials (HTTP 407)");
    }

    @Test
    void refusesCredentials_isToldWithoutThem() throws Exception {
        assertThat(failureOf(
                        "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n", "hunter2secret"))
                .endsWith(" refused our credentials (HTTP 407)")
                .doesNotContain("hunter2secret");
    }

    @Test
    void forbids_isTold() throws Exception {
        assertThat(failureOf("HTTP/1.1 403 Forbidden\r\nContent-Length: 4\r\n\r\nno!!", ""))
                .startsWith("BT-212")
                .endsWith(" does not let us through to recogniser.invalid:80 (HTTP 403)");
    }

    @Test
    void cannotReachTheService_isTold() throws Exception {
        assertThat(failureOf("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n", ""))
                .startsWith("BT-202 the proxy 127.0.0.1:")
                .endsWith(" cannot reach recogniser.invalid:80 (HTTP 502)");
    }

    @Test
    void endsWithoutAnAnswer_isTold() throws Exception {
        assertThat(failureOf("", ""))
                .startsWith("BT-211 cannot get through the proxy 127.0.0.1:")
                .endsWith(": it ended the connection without an answer");
    }

    @Test
    void isNoHttpServer_isTold() throws Exception {
        assertThat(failureOf("SSH-2.0-OpenSSH_9.2\r\n\r\n", "")).endsWith(": it does not answer in HTTP");
    }

    @Test
    void silentProxy_failsInTime() throws Exception {
        try (var proxy = RawServer.playing(Peer::untilClientEnds)) {
            var options = through(proxy).connectTimeout(Duration.ofMillis(300)).build();
            assertThat(failure("ws://recogniser.invalid/", options)).endsWith(": it did not answer within 300 ms");
        }
    }

    @Test
    void nobodyListensAtTheProxysPort_isTold() throws Exception {
        int port;
        try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        var options = ConnectionOptions.builder().proxy("127.0.0.1", port).build();
        assertThat(failure("ws://recogniser.invalid/", options))
                .startsWith("BT-211 cannot get through the proxy 127.0.0.1:" + port + ": ")
                .containsIgnoringCase("refused");
    }

    @Test
    void proxyWithoutSuchAName_isTold() {
        var options = ConnectionOptions.builder()
                .proxy("proxy.invalid", 3128)
                .connectTimeout(Duration.ofSeconds(20))
                .build();
        assertThat(failure("ws://127.0.0.1/", options))
                .isEqualTo("BT-211 cannot get through the proxy proxy.invalid:3128: there is no such host");
    }

    @Test
    void serviceSilentBehindTheTunnel_isTheServicesFault() throws Exception {
        try (var proxy = RawServer.playing(peer -> {
            peer.readRequest();
            peer.write(ESTABLISHED);
            peer.untilClientEnds();
        })) {
            var options = through(proxy).upgradeTimeout(Duration.ofMillis(300)).build();
            assertThat(failure("ws://recogniser.invalid/", options))
                    .isEqualTo("java.net.SocketTimeoutException: the upgrade was not answered within 300 ms");
        }
    }

    @Test
    void tlsSilentBehindTheTunnel_failsInTime() throws Exception {
        try (var proxy = RawServer.playing(peer -> {
            peer.readRequest();
            peer.write(ESTABLISHED);
            peer.untilClientEnds();
        })) {
            var options = through(proxy).connectTimeout(Duration.ofMillis(500)).build();
            assertThat(failure("wss://recogniser.invalid/", options)).contains("500 ms, through the proxy 127.0.0.1:");
        }
    }

    @Test
    void systemProxy_isAskedForOnlyWhenWanted() throws Exception {
        var before = ProxySelector.getDefault();
        try (var service = RawServer.playing(Peer::upgrade);
                var proxy = RawServer.playing(peer -> {
                    peer.readRequest();
                    peer.write(ESTABLISHED);
                    peer.relay(service.port());
                })) {
            ProxySelector.setDefault(
                    ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port())));
            var direct = new Heard();
            connect(service.uri("/").toString(), ConnectionOptions.defaults(), direct);
            direct.awaitLine("open");

            var tunnelled = new Heard();
            connect(
                    "ws://recogniser.invalid/",
                    ConnectionOptions.builder().systemProxy().build(),
                    tunnelled);
            tunnelled.awaitLine("open");
        } finally {
            ProxySelector.setDefault(before);
        }
    }

    @Test
    void systemNamesASocksProxy_isRefused() {
        var before = ProxySelector.getDefault();
        try {
            ProxySelector.setDefault(new Socks());
            assertThat(failure(
                            "wss://recogniser.invalid/",
                            ConnectionOptions.builder().systemProxy().build()))
                    .isEqualTo("BT-212 the system names a proxy for recogniser.invalid:443 that is not an HTTP proxy");
        } finally {
            ProxySelector.setDefault(before);
        }
    }

    private static ConnectionOptions.Builder through(RawServer proxy) {
        return ConnectionOptions.builder().proxy("127.0.0.1", proxy.port());
    }

    private static String failureOf(String answer, String password) throws Exception {
        try (var proxy = RawServer.playing(peer -> {
            peer.readRequest();
            peer.write(answer);
            if (!answer.isEmpty()) {
                peer.untilClientEnds();
            }
        })) {
            var options = password.isEmpty()
                    ? through(proxy)
                    : ConnectionOptions.builder().proxy("127.0.0.1", proxy.port(), "alice", password);
            return failure("ws://recogniser.invalid/", options.build());
        }
    }

    private static String failure(String uri, ConnectionOptions options) {
        var failure = new CompletableFuture<Throwable>();
        connect(uri, options, new SttTransport.Listener() {
            @Override
            public void onOpen() {}

            @Override
            public void onRefused(int httpStatus, String retryAfter, String body) {}

            @Override
            public void onFailed(Throwable cause) {
                failure.complete(cause);
            }

            @Override
            public void onText(String text) {}

            @Override
            public void onClosed(int code, String reason) {}
        });
        var cause = failure.join();
        return cause instanceof BatonException ours ? ours.code().label() + " " + ours.getMessage() : cause.toString();
    }

    private static void connect(String uri, ConnectionOptions options, SttTransport.Listener listener) {
        loops.next()
                .submit(() -> {
                    var connection = new NettySttTransport(loops, loops.next(), options)
                            .connect(URI.create(uri), Map.of(), listener);
                    if (listener instanceof Heard heard) {
                        heard.connection = connection;
                    }
                })
                .syncUninterruptibly();
    }

    private static void abort(Heard heard) {
        loops.next().submit(heard.connection::abort).syncUninterruptibly();
    }

    private static final class Socks extends ProxySelector {
        @Override
        public List<Proxy> select(URI uri) {
            return List.of(new Proxy(Proxy.Type.SOCKS, InetSocketAddress.createUnresolved("socks.invalid", 1080)));
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
    }
}
