package dev.baton.testkit.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is given in the service's place. */
class UpgradeFaultTest {
    private static final String REQUEST = String.join(
            "\r\n",
            "GET /v1/listen HTTP/1.1",
            "Host: 127.0.0.1",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "",
            "");

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 500, 503})
    void refusal_isAnsweredInPlaceOfTheService(int status) throws IOException {
        try (var ends = Ends.with(Fault.refuseUpgrade(status));
                var client = ends.connect()) {
            assertThat(answer(client))
                    .startsWith("HTTP/1.1 " + status + " ")
                    .endsWith("{\"error\":\"refused with " + status + "\"}");
            assertThat(ends.isReached()).isFalse();
            assertThat(ends.proxy.stats().faults("http")).isEqualTo(1);
        }
    }

    @Test
    void tooManyRequests_saysWhenToComeAgain() throws IOException {
        try (var ends = Ends.with(Fault.refuseUpgrade(429, Duration.ofSeconds(7)));
                var client = ends.connect()) {
            assertThat(answer(client)).startsWith("HTTP/1.1 429 ").containsIgnoringCase("\r\nretry-after: 7\r\n");
        }
    }

    @Test
    void redirect_saysWhereTo() throws IOException {
        try (var ends = Ends.with(Fault.redirect(URI.create("https://example.com/login")));
                var client = ends.connect()) {
            assertThat(answer(client))
                    .startsWith("HTTP/1.1 302 ")
                    .containsIgnoringCase("\r\nlocation: https://example.com/login\r\n");
        }
    }

    @Test
    void page_isHtml() throws IOException {
        try (var ends = Ends.with(Fault.htmlPage(200));
                var client = ends.connect()) {
            assertThat(answer(client))
                    .startsWith("HTTP/1.1 200 ")
                    .containsIgnoringCase("content-type: text/html")
                    .endsWith("</html>");
        }
    }

    @Test
    void requestInPieces_isAnsweredWhenItIsWhole() throws IOException {
        try (var ends = Ends.with(Fault.refuseUpgrade(503));
                var client = ends.connect()) {
            for (byte value : REQUEST.getBytes(StandardCharsets.US_ASCII)) {
                client.getOutputStream().write(value);
            }
            assertThat(new String(Ends.readAll(client).bytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 503 ");
        }
    }

    @Test
    void silence_acceptsAndReadsAndNeverAnswers() throws IOException {
        try (var ends = Ends.with(Fault.silence());
                var client = ends.connect()) {
            client.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
            client.getOutputStream().write(Ends.bytes(1 << 20)); // would block if nobody read
            client.shutdownOutput();

            assertThat(Ends.readAll(client).bytes()).isEmpty();
            assertThat(ends.isReached()).isFalse();
        }
    }

    @Test
    void silentConnection_isCutLikeAnyOther() throws IOException {
        try (var ends = Ends.with(Fault.silence());
                var client = ends.connect()) {
            client.getOutputStream().write(1);
            org.awaitility.Awaitility.await().until(() -> ends.proxy.stats().faults("silence") == 1);
            ends.proxy.cutAll();
            assertThat(Ends.readAll(client).end()).isEqualTo(Ends.End.RESET);
        }
    }

    @Test
    void firstIsRefused_secondPasses() throws IOException {
        try (var ends = Ends.with(Fault.refuseUpgrade(503).onConnection(1));
                var first = ends.connect()) {
            assertThat(answer(first)).startsWith("HTTP/1.1 503 ");
            try (var second = ends.connect();
                    var server = ends.accept()) {
                second.getOutputStream().write(Ends.bytes(10));
                assertThat(Ends.read(server, 10)).isEqualTo(Ends.bytes(10));
            }
        }
    }

    private static String answer(Socket client) throws IOException {
        client.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
        var received = Ends.readAll(client);
        assertThat(received.end()).isEqualTo(Ends.End.IN_ORDER);
        return new String(received.bytes(), StandardCharsets.UTF_8);
    }
}
