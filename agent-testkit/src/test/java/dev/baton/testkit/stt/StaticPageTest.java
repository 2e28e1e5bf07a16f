package dev.baton.testkit.stt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser gets beside the services' paths. */
class StaticPageTest {
    private static final String LIGHTNING = "/api/v1/lightning/get_text";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final LocalSttServer server = LocalSttServer.builder(new ScriptedRecognizer())
            .apiKeys(ApiKeys.exactly("sk_right"))
            .page("/", "text/html; charset=utf-8", bytes("<!doctype html><title>b\u00e2ton</title>"))
            .page("/js/page.js", "text/javascript", bytes("export const a = 1;"))
            .start();

    @AfterEach
    void close() {
        server.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private HttpResponse<String> ask(String method, String path) throws Exception {
        var request = HttpRequest.newBuilder(server.pageUri(path))
                .method(method, BodyPublishers.noBody())
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }

    @Test
    void get_isThePageWithSafeHeaders() throws Exception {
        var page = ask("GET", "/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).isEqualTo("<!doctype html><title>b\u00e2ton</title>");
        assertThat(page.headers().map().keySet())
                .contains("content-security-policy", "x-content-type-options", "referrer-policy");
        assertThat(page.headers().firstValue("content-type")).contains("text/html; charset=utf-8");
        assertThat(page.headers().firstValue("cache-control")).contains("no-store");
        assertThat(page.headers().firstValue("x-content-type-options")).contains("nosniff");
        assertThat(page.headers().firstValue("content-security-policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("default-src 'none'", "connect-src 'self'", "frame-ancestors 'none'")
                        .doesNotContain("unsafe", "*"));
        assertThat(ask("GET", "/js/page.js?v=1").body()).isEqualTo("export const a = 1;");
        assertThat(server.stats().refused()).isZero();
    }

    @Test
    void head_isItsHeadersAlone() throws Exception {
        var head = ask("HEAD", "/js/page.js");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("content-length")).contains("19");
        assertThat(head.body()).isEmpty();
        assertThat(ask("HEAD", "/nothing").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS"})
    void otherMethod_is405(String method) throws Exception {
        var answer = ask(method, "/");
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("allow")).contains("GET, HEAD");
    }

    /** Sent as they are: clients tidy them up before. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/js/../js/page.js",
                "/js//page.js",
                "//",
                "/js/%2e%2e/page.js",
                "/js/",
                "/../etc/passwd",
                "*",
                "js/page.js"
            })
    void pathThatIsNotThere_is404(String path) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(WireClient.SECONDS * 1000);
            socket.getOutputStream().write(bytes("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n"));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 404 ");
        }
    }

    /** A browser does not tell a page why its WebSocket was refused; a page that asks again without one is told. */
    @Test
    void askedWithoutWebSocket_aServicesPathTellsWhatItWouldRefuse() throws Exception {
        assertThat(ask("GET", LIGHTNING + "?token=sk_wrong").statusCode()).isEqualTo(401);
        assertThat(ask("GET", LIGHTNING + "?token=sk_right&language=xx").statusCode())
                .isEqualTo(400);
        assertThat(ask("GET", LIGHTNING + "?token=sk_right").statusCode()).isEqualTo(426);
    }

    @Test
    void pagesAndServices_areSideBySide() throws Exception {
        try (var client = WireClient.connect(server, LIGHTNING + "?token=sk_right")) {
            client.text("{\"type\":\"end\"}");
            assertThat(client.next().path("is_last").asBoolean()).isTrue();
            assertThat(ask("GET", "/").statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "page", "/a//b", "/a/", "/a?b", "/a b", "/%2e"})
    void pathThatIsNone_isRefused(String path) {
        var builder = LocalSttServer.builder(new ScriptedRecognizer());
        assertThatThrownBy(() -> builder.page(path, "text/plain", new byte[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("path=" + path);
    }

    @Test
    void pageThatIsTooLong_isRefused() {
        var builder = LocalSttServer.builder(new ScriptedRecognizer());
        assertThatThrownBy(() -> builder.page("/", "text/plain", new byte[(1 << 20) + 1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bytes=1048577");
    }
}
