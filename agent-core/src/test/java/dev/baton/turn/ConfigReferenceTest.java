package dev.baton.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The written explanations of the settings are those of the table. */
class ConfigReferenceTest {
    private static final Path PAGE = Path.of("..", "docs", "config-reference.md");
    private static final String BEGIN =
            "<!-- settings: from the table in TurnSettings, held by ConfigReferenceTest -->\n";
    private static final String END = "<!-- end of settings -->\n";

    /** Where they differ, copy the table that the failure shows, or {@code target/config-reference.md}, to the page. */
    @Test
    void page_showsEverySettingAsTheTableHasIt() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(page).containsOnlyOnce(BEGIN).containsOnlyOnce(END);
        String head = page.substring(0, page.indexOf(BEGIN));
        String wanted = head + BEGIN + table() + END;
        Files.writeString(Path.of("target", "config-reference.md"), wanted);

        assertThat(page).isEqualTo(wanted);
    }

    @ParameterizedTest
    @MethodSource("dev.baton.turn.TurnConfigTest#settings")
    void accessor_isExplainedByTheMeaningInTheTable(Setting<?> setting) throws IOException {
        String source = Files.readString(Path.of("src/main/java/dev/baton/turn/TurnConfig.java"));
        String meaning = Character.toUpperCase(setting.meaning().charAt(0))
                + setting.meaning().substring(1);

        assertThat(source.replaceAll("\\s+", " "))
                .containsPattern("\\Q/** " + meaning + ". */\\E public [A-Za-z<>]+ "
                        + TurnConfigTest.accessorOf(setting) + "\\(\\)");
    }

    private static String table() {
        return "| Setting | Takes | Default | Meaning |\n|---|---|---|---|\n"
                + TurnConfig.settings().stream()
                        .map(setting -> "| `%s` | %s | %s | %s |\n"
                                .formatted(
                                        setting.name(),
                                        setting.type(),
                                        setting.defaultText().isEmpty() ? "none" : "`" + setting.defaultText() + "`",
                                        setting.meaning()))
                        .collect(Collectors.joining());
    }
}
