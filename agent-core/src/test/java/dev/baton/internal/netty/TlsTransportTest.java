package dev.baton.internal.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.internal.netty.RawServer.Peer;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsTransportTest {
    private static final TransportLimits LONG =
            new TransportLimits(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20), 1 << 16);
    private static final TransportLimits SHORT =
            new TransportLimits(Duration.ofMillis(300), Duration.ofSeconds(20), Duration.ofSeconds(20), 1 << 16);
    private static final char[] PASSWORD = "changeit".toCharArray();

    private static EventLoops loops;
    private static ServerSocketFactory sockets;
    private static Trust trust;

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
        var authorities = KeyStore.getInstance("PKCS12");
        authorities.load(null, null);
        authorities.setCertificateEntry("local", keys.getCertificate("local"));
        trusted.init(authorities);
        var client = SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .trustManager(trusted)
                .build();
        trust = () -> CompletableFuture.completedFuture(client);
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

    private static Heard connect(String host, RawServer server, TransportLimits limits, Trust trust, boolean speak) {
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
