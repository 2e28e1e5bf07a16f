package dev.baton.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The written reasons are those of {@link CommitReason}. */
class HowATurnEndsTest {
    private static final Path PAGE = Path.of("..", "docs", "how-a-turn-ends.md");

    @Test
    void page_hasEveryReasonAsItIsTold() throws IOException {
        String rows = Arrays.stream(CommitReason.values())
                .map(reason -> "| `" + reason.label() + "` | " + reason.prose() + " |\n")
                .collect(Collectors.joining());
        assertThat(Files.readString(PAGE))
                .contains("| Reason | Because |\n|---|---|\n" + rows + "<!-- end of reasons -->");
    }
}
