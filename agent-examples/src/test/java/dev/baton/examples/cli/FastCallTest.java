package dev.baton.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.examples.sample.CallFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./baton call --fast}: a minute of call in seconds, and the same bytes each time. */
class FastCallTest {
    private static String run(String... arguments) {
        var out = new ByteArrayOutputStream();
        var console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                Map.of());
        assertThat(Baton.run(console, arguments)).isZero();
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void sampleCallTwice_printsTheSameBytesAndEveryWord() {
        String first = run("call", "--fast", "--json");

        assertThat(first).contains("\"percent\":100.0", "\"committed\":7");
        assertThat(run("call", "--fast", "--json")).isEqualTo(first);
    }

    @Test
    void file_isHeldOnVirtualTimeToo(@TempDir Path folder) throws IOException {
        CallFiles.main(new String[] {"0", folder.toString()});
        Path file;
        try (var files = Files.newDirectoryStream(folder, "turn-2-*.wav")) {
            file = files.iterator().next();
        }

        assertThat(run("call", file.toString(), "--fast", "--json")).contains("\"text\":\"at nine thirty a m please\"");
    }
}
