package dev.baton.examples.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.testkit.stt.LocalSttServer;
import dev.baton.testkit.stt.SttProtocol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;

/** The page that {@code stt-server} has for browsers: a recording or the microphone in, text out, over the protocols that the server speaks. */
final class ListeningPage {
    static final String PATH = "/";

    private static final String DIRECTORY = "/dev/baton/examples/page/";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SCRIPT = "text/javascript; charset=utf-8";

    private static final Map<String, String> FILES = Map.of(
            "index.html", "text/html; charset=utf-8",
            "page.css", "text/css; charset=utf-8",
            "page.js", SCRIPT,
            "services.js", SCRIPT,
            "stream.js", SCRIPT,
            "audio.js", SCRIPT,
            "microphone.js", SCRIPT);

    private ListeningPage() {}

    /** @param note for people, of what the server understands */
    static LocalSttServer.Builder on(LocalSttServer.Builder server, Collection<SttProtocol> protocols, String note) {
        FILES.forEach((file, type) -> server.page(file.equals("index.html") ? PATH : "/" + file, type, read(file)));
        return server.page("/services.json", "application/json", services(protocols, note));
    }

    private static byte[] services(Collection<SttProtocol> protocols, String note) {
        var services = JSON.createObjectNode().put("note", note);
        var spoken = services.putArray("spoken");
        protocols.forEach(
                each -> spoken.addObject().put("protocol", each.label()).put("path", each.path()));
        return services.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] read(String file) {
        try (var in = ListeningPage.class.getResourceAsStream(DIRECTORY + file)) {
            return Objects.requireNonNull(in, file).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
