package dev.baton.testkit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.stt.SttProtocol;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Holds README's table of services to docs/services.md, which names a test for each of its cells, and that to tests that exist. */
class ServicesTest {
    private static final String BEGIN = "<!-- services -->";
    private static final String END = "<!-- end of services -->";

    /** One cell of the table. */
    private record Cell(String feature, String service) {}

    private static List<List<String>> table(String document) throws IOException {
        var text = Files.readString(NamedTests.ROOT.resolve(document));
        return text.substring(text.indexOf(BEGIN) + BEGIN.length(), text.indexOf(END))
                .strip()
                .lines()
                .filter(line -> !line.startsWith("|---"))
                .map(line -> Arrays.stream(line.substring(1, line.length() - 1).split("\\|", -1))
                        .map(String::strip)
                        .toList())
                .toList();
    }

    private static Map<Cell, String> readme() throws IOException {
        var rows = table("README.md");
        var services = rows.get(0);
        var cells = new HashMap<Cell, String>();
        for (var row : rows.subList(1, rows.size())) {
            for (int column = 1; column < services.size(); column++) {
                cells.put(new Cell(row.get(0), services.get(column).replace("`", "")), row.get(column));
            }
        }
        return cells;
    }

    @Test
    void everyCell_isBackedByTestsThatExist() throws IOException {
        var cells = readme();
        var backed = new ArrayList<Cell>();
        var rows = table("docs/services.md");
        for (var row : rows.subList(1, rows.size())) {
            for (var service : row.get(1).equals("all")
                    ? services(cells)
                    : List.of(row.get(1).split(", "))) {
                var cell = new Cell(row.get(0), service);
                assertThat(cells).as("README has no such cell").containsKey(cell);
                assertThat(NamedTests.count(row.get(2))).as("tests of %s", cell).isPositive();
                backed.add(cell);
            }
            assertThat(NamedTests.missing(row.get(2)))
                    .as("tests that are not there, of %s", row)
                    .isEmpty();
        }
        assertThat(backed).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(cells.keySet());
    }

    private static List<String> services(Map<Cell, String> cells) {
        return cells.keySet().stream().map(Cell::service).distinct().toList();
    }

    @Test
    void everyServiceOfTheServer_hasAColumn() throws IOException {
        assertThat(services(readme()))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(SttProtocol.values())
                        .map(SttProtocol::label)
                        .toList());
    }

    @Test
    void textToSpeech_isBackedByTestsThatExist() throws IOException {
        var text = Files.readString(NamedTests.ROOT.resolve("docs/services.md"));
        var shown = text.substring(text.indexOf("| Shown by |"));

        assertThat(NamedTests.count(shown)).isGreaterThan(10);
        assertThat(NamedTests.missing(shown)).isEmpty();
    }

    @Test
    void everyCell_saysSomething() throws IOException {
        assertThat(readme().values()).noneMatch(String::isBlank);
    }
}
