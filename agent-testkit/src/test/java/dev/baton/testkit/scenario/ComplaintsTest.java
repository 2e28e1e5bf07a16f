package dev.baton.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.docs.NamedTests;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds docs/complaints.md to tests that exist. */
class ComplaintsTest {
    private static final Pattern ROW = Pattern.compile("^\\| (\\d+) \\|.*\\| ([^|]*) \\|$", Pattern.MULTILINE);
    private static final Pattern SCENARIO = Pattern.compile("(?<![\\w-])[a-z]+-\\d\\d(?!\\d)");

    @Test
    void everyComplaint_namesTestsThatExist() throws IOException {
        var scenarios =
                ScenarioSuite.scenarios().stream().map(Scenario::id).collect(Collectors.toCollection(HashSet::new));
        var rows = new ArrayList<Integer>();
        for (var row = ROW.matcher(Files.readString(NamedTests.ROOT.resolve("docs/complaints.md"))); row.find(); ) {
            rows.add(Integer.parseInt(row.group(1)));
            var named = SCENARIO.matcher(NamedTests.without(row.group(2)))
                    .results()
                    .map(match -> match.group())
                    .toList();
            assertThat(scenarios).as("complaint %s", row.group(1)).containsAll(named);
            assertThat(NamedTests.missing(row.group(2)))
                    .as("tests of complaint %s that are not there", row.group(1))
                    .isEmpty();
            assertThat(named.size() + NamedTests.count(row.group(2)))
                    .as("tests of complaint %s", row.group(1))
                    .isPositive();
        }
        assertThat(rows).hasSize(37).doesNotHaveDuplicates();
    }
}
