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
    private static final Pattern CONFIGURATION = Pattern.compile("```ini\n(.*?)```", Pattern.DOTALL);

    @ParameterizedTest
    @CsvSource({
        "README.md, 0, src/main/java/dev/baton/examples/TenLines.java",
        "README.md, 1, src/test/java/dev/baton/examples/PizzaLineTest.java",
        "docs/testing.md, 0, src/test/java/dev/baton/examples/PizzaLineTest.java",
        "docs/testing.md, 1, src/test/java/dev/baton/examples/PizzaLineTest.java",
        "docs/testing.md, 2, ../agent-testkit/src/test/java/dev/baton/testkit/proxy/ProxiedCallTest.java",
        "docs/recipes/spring.md, 0, hosts/src/main/java/host/TwilioHandler.java",
        "docs/recipes/spring.md, 1, hosts/src/main/java/host/SpringHost.java",
        "docs/recipes/spring.md, 2, hosts/src/main/java/host/SpringSocket.java"
    })
    void programThatIsShown_isTheOneThatIsTested(String page, int number, String source) throws IOException {
        var shown = programs(Path.of("..", page)).get(number).lines().toList();
        String tested = squeezed(Files.readString(Path.of(source)));

        assertThat(shown).hasSizeBetween(6, 12);
        assertThat(shown).allSatisfy(line -> assertThat(tested).contains(squeezed(line.replaceAll(" //.*", ""))));
    }

    @ParameterizedTest
    @CsvSource({"0, extensions.conf", "1, websocket_client.conf"})
    void configurationThatIsShown_isTheOneThatAsteriskWasTriedWith(int number, String file) throws IOException {
        String page = Files.readString(Path.of("..", "docs/recipes/asterisk.md"));
        var shown = CONFIGURATION.matcher(page).results().toList().get(number);

        assertThat(shown.group(1)).isEqualTo(Files.readString(Path.of("hosts/asterisk", file)));
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
