package dev.baton.internal.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.internal.netty.RawServer.Peer;
import dev.baton.internal.netty.RawServer.Script;
import dev.baton.stt.ConnectionOptions;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsTransportTest {
    private static final ConnectionOptions LONG =
            ConnectionOptions.builder().connectTimeout(Duration.ofSeconds(20)).build();
    private static final ConnectionOptions SHORT =
            ConnectionOptions.builder().connectTimeout(Duration.ofMillis(300)).build();
    private static final char[] PASSWORD = "changeit".toCharArray();

    private static EventLoops loops;
    private static ServerSocketFactory sockets;
    private static Trust trust;
    private static Path authorities;
    private static KeyStore keyStore;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        loops = EventLoops.create(1, "baton-test");
        var keys = certificateForLocalhost(directory.resolve("keys.p12"));
        var keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(keys, PASSWORD);
        var server = SSLContext.getInstance("TLS");
        server.init(keyManagers.getKeyManagers(), null, null);
        sockets = server.getServerSocketFactory();
        var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        var believed = KeyStore.getInstance("PKCS12");
        believed.load(null, null);
        believed.setCertificateEntry("local", keys.getCertificate("local"));
        trusted.init(believed);
        var client = SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .trustManager(trusted)
                .build();
        trust = () -> CompletableFuture.completedFuture(client);
        keyStore = keys;
        authorities = Files.writeString(
                directory.resolve("authorities.pem"),
                "the test's own\n-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(keys.getCertificate("local").getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
    }

    @AfterAll
    static void stop() {
        loops.close();
    }

    @Test
    void trustedService_isTalkedTo() throws Exception {
        try (var server = RawServer.playing(sockets, peer -> {
            peer.upgrade();
            peer.text("got " + peer.read().payload().length);
            peer.untilClientEnds();
        })) {
            var heard = connect("localhost", server, LONG, trust, true);
            heard.awaitLine("text got 3200");
            loops.next().submit(heard.connection::abort).syncUninterruptibly();
        }
    }

    @Test
    void request_isEncryptedAndTheHostsNameChecked() throws Exception {
        var seen = new CompletableFuture<String>();
        Script script = peer -> {
            seen.complete(PostTest.request(peer));
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
            peer.untilClientEnds();
        };
        var transport = new NettySttTransport(loops, loops.next(), LONG, trust);
        try (var server = RawServer.playing(sockets, script)) {
            var right = URI.create("https://localhost:" + server.port() + "/v1");
            assertThat(PostTest.post(transport, right, Duration.ofSeconds(20), 10)
                            .one())
                    .isEqualTo("200 [] {}");
            assertThat(seen.join()).endsWith("xxxxxxxxxx");
            var wrong = URI.create("https://127.0.0.1:" + server.port() + "/v1");
            assertThat(PostTest.post(transport, wrong, Duration.ofSeconds(20), 10)
                            .one())
                    .startsWith("failed javax.net.ssl.SSLHandshakeException");
        }
    }

    @Test
    void certificateOfAnotherHost_isNotBelieved() throws Exception {
        try (var server = RawServer.playing(sockets, Peer::upgrade)) {
            var heard = connect("127.0.0.1", server, LONG, trust, false);
            heard.awaitLine("failed javax.net.ssl.SSLHandshakeException");
            assertThat(heard.lines).hasSize(1);
        }
    }

    @Test
    void certificateUnknownToTheJdk_isNotBelieved() throws Exception {
        try (var server = RawServer.playing(sockets, Peer::upgrade)) {
            connect("localhost", server, LONG, Trust.ofJdk(), false)
                    .awaitLine("failed javax.net.ssl.SSLHandshakeException");
        }
    }

    @Test
    void authoritiesInAPemFile_areBelieved() throws Exception {
        var pem = Trust.of(ConnectionOptions.builder().trust(authorities).build());
        try (var server = RawServer.playing(sockets, Peer::upgrade)) {
            connect("localhost", server, LONG, pem, false).awaitLine("open");
        }
        try (var server = RawServer.playing(sockets, Peer::upgrade)) {
            connect("127.0.0.1", server, LONG, pem, false).awaitLine("failed javax.net.ssl.SSLHandshakeException");
        }
    }

    @Test
    void sslContext_isBelievedAndShowsOurCertificate() throws Exception {
        var context = SSLContext.getInstance("TLS");
        var keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(keyStore, PASSWORD);
        var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keyStore);
        context.init(keyManagers.getKeyManagers(), trusted.getTrustManagers(), null);
        var mutual = Trust.of(ConnectionOptions.builder().trust(context).build());
        var demanding = new AskingForCertificates(context.getServerSocketFactory());
        try (var server = RawServer.playing(demanding, Peer::upgrade)) {
            connect("localhost", server, LONG, mutual, false).awaitLine("open");
        }
        try (var server = RawServer.playing(demanding, Peer::upgrade)) {
            connect("127.0.0.1", server, LONG, mutual, false).awaitLine("failed javax.net.ssl.SSLHandshakeException");
        }
        try (var server = RawServer.playing(demanding, Peer::upgrade)) {
            connect("localhost", server, LONG, trust, false).awaitLine("failed");
        }
    }

    @Test
    void pemFileMissing_isToldAndLookedForAgain(@TempDir Path directory) throws Exception {
        var file = directory.resolve("late.pem");
        var pem = Trust.of(ConnectionOptions.builder().trust(file).build());
        try (var server = RawServer.playing(sockets, Peer::upgrade)) {
            connect("localhost", server, LONG, pem, false)
                    .awaitLine("failed dev.baton.BatonException: the file of certificate authorities " + file
                            + " cannot be read: there is no such file");
            Files.copy(authorities, file);
            connect("localhost", server, LONG, pem, false).awaitLine("open");
        }
    }

    @Test
    void pemFileWithoutCertificate_isTold(@TempDir Path directory) throws Exception {
        var file = Files.writeString(directory.resolve("empty.pem"), "no certificate here");
        var pem = Trust.of(ConnectionOptions.builder().trust(file).build());
        try (var server = RawServer.playing(sockets, Peer::upgrade)) {
            connect("localhost", server, LONG, pem, false)
                    .awaitLine("failed dev.baton.BatonException: the file of certificate authorities " + file
                            + " holds no certificate that can be read (19 bytes)");
        }
    }

    @Test
    void tunnelThroughAProxy_isEncryptedToTheService() throws Exception {
        try (var server = RawServer.playing(sockets, peer -> {
                    peer.upgrade();
                    peer.text("got " + peer.read().payload().length);
                    peer.untilClientEnds();
                });
                var proxy = RawServer.playing(peer -> {
                    peer.readRequest();
                    peer.write("HTTP/1.1 200 OK\r\n\r\n");
                    peer.relay(server.port());
                })) {
            var options =
                    ConnectionOptions.builder().proxy("127.0.0.1", proxy.port()).build();
            var heard = connect("localhost", server, options, trust, true);
            heard.awaitLine("text got 3200");
            loops.next().submit(heard.connection::abort).syncUninterruptibly();
        }
    }

    @Test
    void tlsNeverAnswered_failsInTime() throws Exception {
        try (var server = RawServer.playing(Peer::untilClientEnds)) {
            connect("localhost", server, SHORT, trust, false)
                    .awaitLine("failed java.net.SocketTimeoutException: no connection within 300 ms");
        }
    }

    @Test
    void serviceWithoutTls_fails() throws Exception {
        try (var server = RawServer.playing(peer -> peer.write("HTTP/1.1 400 Bad Request\r\n\r\n"))) {
            connect("localhost", server, LONG, trust, false).awaitLine("failed");
        }
    }

    private static Heard connect(String host, RawServer server, ConnectionOptions limits, Trust trust, boolean speak) {
        var heard = new Heard(it -> {
            if (speak) {
                it.connection.sendBinary(ByteBuffer.allocate(3_200));
            }
        });
        var uri = URI.create("wss://" + host + ":" + server.port() + "/live");
        loops.next()
                .submit(() -> heard.connection =
                        new NettySttTransport(loops, loops.next(), limits, trust).connect(uri, Map.of(), heard))
                .syncUninterruptibly();
        return heard;
    }

    private static final class AskingForCertificates extends ServerSocketFactory {
        private final ServerSocketFactory sockets;

        AskingForCertificates(ServerSocketFactory sockets) {
            this.sockets = sockets;
        }

        @Override
        public ServerSocket createServerSocket(int port) throws IOException {
            return demanding(sockets.createServerSocket(port));
        }

        @Override
        public ServerSocket createServerSocket(int port, int backlog) throws IOException {
            return demanding(sockets.createServerSocket(port, backlog));
        }

        @Override
        public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
            return demanding(sockets.createServerSocket(port, backlog, address));
        }

        private static ServerSocket demanding(ServerSocket socket) {
            ((SSLServerSocket) socket).setNeedClientAuth(true);
            return socket;
        }
    }

    /** The JDK makes certificates only through its command. */
    private static KeyStore certificateForLocalhost(Path file) throws Exception {
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var made = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "local",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        var output = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(made.waitFor()).as(output).isZero();
        var keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }
}
