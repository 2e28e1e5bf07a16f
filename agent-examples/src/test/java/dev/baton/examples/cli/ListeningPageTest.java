package dev.baton.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.testkit.stt.LocalSttServer;
import dev.baton.testkit.stt.ScriptedRecognizer;
import dev.baton.testkit.stt.SttProtocol;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** That the page is whole; what it does is tried in a browser, by {@code browser/verify.sh}. */
class ListeningPageTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern OTHER_FILE =
            Pattern.compile("(?:(?:href|src)=|from |addModule\\(|fetch\\()\"((?!data:)[^\"]+)\"");

    private final LocalSttServer server = ListeningPage.on(
                    LocalSttServer.builder(new ScriptedRecognizer()),
                    List.of(SttProtocol.SMALLEST_LIGHTNING, SttProtocol.DEEPGRAM),
                    "It hears \"lines\" of a\\b.")
            .start();

    @AfterEach
    void close() {
        server.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(server.pageUri(path)).build(), BodyHandlers.ofString());
    }

    /** Whatever the page names is there, and named from this server. */
    @Test
    void page_findsEverythingThatItNames() throws Exception {
        Map<String, String> found = new LinkedHashMap<>();
        var waiting = new ArrayDeque<>(List.of("/"));
        while (!waiting.isEmpty()) {
            String path = waiting.remove();
            if (found.containsKey(path)) {
                continue;
            }
            var answer = get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            found.put(path, answer.headers().firstValue("content-type").orElse(""));
            OTHER_FILE.matcher(answer.body()).results().forEach(each -> {
                assertThat(each.group(1)).as("named in " + path).matches("(\\./)?\\w+\\.\\w+");
                waiting.add("/" + each.group(1).replaceFirst("^\\./", ""));
            });
        }
        assertThat(found)
                .containsOnlyKeys(
                        "/",
                        "/page.css",
                        "/page.js",
                        "/services.json",
                        "/audio.js",
                        "/services.js",
                        "/stream.js",
                        "/microphone.js")
                .containsEntry("/", "text/html; charset=utf-8")
                .containsEntry("/page.css", "text/css; charset=utf-8")
                .containsEntry("/page.js", "text/javascript; charset=utf-8");
    }

    @Test
    void services_areThoseThatTheServerSpeaks() throws Exception {
        var services = new ObjectMapper().readTree(get("/services.json").body());
        assertThat(services.path("note").asText()).isEqualTo("It hears \"lines\" of a\\b.");
        assertThat(services.path("spoken")).hasSize(2);
        assertThat(services.path("spoken").path(0).path("protocol").asText()).isEqualTo("smallest-lightning");
        assertThat(services.path("spoken").path(0).path("path").asText()).isEqualTo("/api/v1/lightning/get_text");
    }
}
