package dev.baton.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds docs/complaints.md to tests that exist. */
class ComplaintsTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern ROW = Pattern.compile("^\\| (\\d+) \\|.*\\| ([^|]*) \\|$", Pattern.MULTILINE);
    private static final Pattern METHOD = Pattern.compile("`(\\w+)\\.(\\w+)`");
    private static final Pattern SCENARIO = Pattern.compile("(?<![\\w-])[a-z]+-\\d\\d(?!\\d)");

    @Test
    void everyComplaint_namesTestsThatExist() throws IOException {
        var scenarios =
                ScenarioSuite.scenarios().stream().map(Scenario::id).collect(Collectors.toCollection(HashSet::new));
        var rows = new ArrayList<Integer>();
        for (var row = ROW.matcher(Files.readString(ROOT.resolve("docs/complaints.md"))); row.find(); ) {
            rows.add(Integer.parseInt(row.group(1)));
            var named = SCENARIO.matcher(METHOD.matcher(row.group(2)).replaceAll(""))
                    .results()
                    .map(match -> match.group())
                    .toList();
            assertThat(scenarios).as("complaint %s", row.group(1)).containsAll(named);
            for (var method = METHOD.matcher(row.group(2)); method.find(); ) {
                assertThat(testsNamed(method.group(1)))
                        .as("complaint %s: %s", row.group(1), method.group())
                        .anyMatch(source -> source.contains("void " + method.group(2) + "("));
            }
            assertThat(named.size() + METHOD.matcher(row.group(2)).results().count())
                    .as("tests of complaint %s", row.group(1))
                    .isPositive();
        }
        assertThat(rows).hasSize(34).doesNotHaveDuplicates();
    }

    private static List<String> testsNamed(String className) throws IOException {
        try (var modules = Files.list(ROOT)) {
            var sources = new ArrayList<String>();
            for (var module : modules.filter(path -> Files.isDirectory(path.resolve("src/test/java")))
                    .toList()) {
                try (var files = Files.walk(module.resolve("src/test/java"))) {
                    for (var file : files.filter(path -> path.endsWith(className + ".java"))
                            .toList()) {
                        sources.add(Files.readString(file));
                    }
                }
            }
            return sources;
        }
    }
}
