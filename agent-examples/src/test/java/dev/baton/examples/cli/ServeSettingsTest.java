package dev.baton.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line changes of what is configured. */
class ServeSettingsTest {
    private static final String URL = "ws://127.0.0.1:1/listen";

    @TempDir
    private Path directory;

    @Test
    void addressOfAServer_leavesTheConfiguredServiceAlone() throws Exception {
        Path config = Files.writeString(
                directory.resolve("baton.yml"),
                "baton:\n  stt: {service: deepgram}\n  routes: [{transport: pcm, path: /pcm}]\n");

        assertThat(printed("--config", config.toString(), "--stt-url", URL))
                .containsPattern("stt.service +deepgram +# baton.yml, line 2")
                .containsPattern("stt.url +" + URL + " +# command line");
    }

    @Test
    void addressOfAServer_meansPulseWhereNoServiceIsNamed() {
        assertThat(printed("--stt-url", URL)).containsPattern("stt.service +smallest-pulse +# command line");
        assertThat(printed("--stt-url", URL, "--stt", "deepgram"))
                .containsPattern("stt.service +deepgram +# command line");
    }

    @Test
    void recordOption_switchesRecordingOn() {
        assertThat(printed("--record", "calls"))
                .containsPattern("record.when +always +# --record")
                .containsPattern("record.dir +calls +# --record");
    }

    private static String printed(String... options) {
        var out = new ByteArrayOutputStream();
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        var arguments = new String[options.length + 2];
        arguments[0] = "serve";
        arguments[1] = "--print-config";
        System.arraycopy(options, 0, arguments, 2, options.length);
        int status = Baton.run(new Console(stream, stream, Map.of()), arguments);
        String text = out.toString(StandardCharsets.UTF_8);

        assertThat(status).as(text).isEqualTo(Baton.DONE);
        return text;
    }
}
