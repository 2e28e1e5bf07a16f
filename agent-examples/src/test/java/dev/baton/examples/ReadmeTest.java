package dev.baton.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the README shows is the program that {@link TenLinesTest} runs. */
class ReadmeTest {
    @Test
    void programInTheReadme_isTheOneThatIsTested() throws IOException {
        String readme = Files.readString(Path.of("..", "README.md"));
        int begin = readme.indexOf("```java\n") + "```java\n".length();
        var shown =
                readme.substring(begin, readme.indexOf("```", begin)).lines().toList();
        String tested = squeezed(Files.readString(Path.of("src/main/java/dev/baton/examples/TenLines.java")));

        assertThat(shown).hasSizeBetween(8, 12);
        assertThat(shown).allSatisfy(line -> assertThat(tested).contains(squeezed(line.replaceAll(" //.*", ""))));
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s", "");
    }
}
