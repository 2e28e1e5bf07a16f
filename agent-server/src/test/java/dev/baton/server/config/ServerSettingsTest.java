package dev.baton.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page about serving shows the settings as the table has them. */
class ServerSettingsTest {
    private static final Path PAGE = Path.of("..", "docs", "serve.md");
    private static final String BEGIN =
            "<!-- server settings: from the table in ConfigKey, held by ServerSettingsTest -->\n";
    private static final String END = "<!-- end of server settings -->\n";

    /** Where they differ, copy {@code target/serve.md} to the page. */
    @Test
    void page_showsEverySettingAsTheTableHasIt() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(page).containsOnlyOnce(BEGIN).containsOnlyOnce(END);
        String wanted = page.substring(0, page.indexOf(BEGIN)) + BEGIN + table() + page.substring(page.indexOf(END));
        Files.writeString(Path.of("target", "serve.md"), wanted);

        assertThat(page).isEqualTo(wanted);
    }

    private static String table() {
        return "| Setting | Default | Meaning |\n|---|---|---|\n"
                + Arrays.stream(ConfigKey.values())
                        .map(key -> "| `%s` | %s | %s |\n"
                                .formatted(
                                        key.label,
                                        key.defaultText.isEmpty() ? "none" : "`" + key.defaultText + "`",
                                        key.meaning))
                        .collect(Collectors.joining());
    }
}
