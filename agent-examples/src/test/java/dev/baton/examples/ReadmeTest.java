package dev.baton.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the README and its neighbours show are the programs that other tests run. */
class ReadmeTest {
    private static final Pattern PROGRAM = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @ParameterizedTest
    @CsvSource({
        "README.md, 0, src/main/java/dev/baton/examples/TenLines.java",
        "README.md, 2, src/test/java/dev/baton/examples/PizzaLineTest.java",
        "docs/testing.md, 0, src/test/java/dev/baton/examples/PizzaLineTest.java",
        "docs/testing.md, 1, src/test/java/dev/baton/examples/PizzaLineTest.java",
        "docs/testing.md, 2, ../agent-testkit/src/test/java/dev/baton/testkit/proxy/ProxiedCallTest.java"
    })
    void programThatIsShown_isTheOneThatIsTested(String page, int number, String source) throws IOException {
        var shown = programs(Path.of("..", page)).get(number).lines().toList();
        String tested = squeezed(Files.readString(Path.of(source)));

        assertThat(shown).hasSizeBetween(6, 12);
        assertThat(shown).allSatisfy(line -> assertThat(tested).contains(squeezed(line.replaceAll(" //.*", ""))));
    }

    private static List<String> programs(Path page) throws IOException {
        return PROGRAM.matcher(Files.readString(page))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s", "");
    }
}
