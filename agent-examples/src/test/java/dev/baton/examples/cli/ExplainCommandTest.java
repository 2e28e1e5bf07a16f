package dev.baton.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.testkit.call.BadCall;
import dev.baton.testkit.call.MemoryJournal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./baton explain}, and the page that shows what it prints. */
class ExplainCommandTest {
    private static final Path PAGE = Path.of("..", "docs", "tuning-by-symptom.md");
    private static final Pattern SHOWN = Pattern.compile("```\n\\$ \\./baton (explain .*)\n([^`]*)```");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    private int run(String... arguments) {
        out.reset();
        err.reset();
        return Baton.run(
                new Console(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Map.of()),
                arguments);
    }

    private String shown() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String complaint() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private Path recorded(BadCall bad, String name) throws Exception {
        var journal = new MemoryJournal();
        bad.hold(journal);
        Path directory = Files.createDirectory(folder.resolve(name));
        Files.write(directory.resolve(CallFolder.JOURNAL), journal.bytes());
        return directory;
    }

    private List<JsonNode> lines() {
        var json = new ObjectMapper();
        return shown().lines()
                .map(line -> {
                    try {
                        return json.readTree(line);
                    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
                        throw new AssertionError(line, e);
                    }
                })
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> whatThePageShows_isWhatIsPrinted() throws Exception {
        var blocks = SHOWN.matcher(Files.readString(PAGE)).results().toList();
        assertThat(blocks).hasSizeGreaterThan(8);
        return blocks.stream()
                .map(block -> dynamicTest(block.group(1), () -> {
                    assertThat(run(block.group(1).split(" ", -1))).isZero();
                    assertThat(shown().stripTrailing()).isEqualTo(block.group(2).stripTrailing());
                }));
    }

    @Test
    void everySymptomOfThePage_hasAnExample() throws Exception {
        String page = Files.readString(PAGE);

        assertThat(Arrays.stream(dev.baton.explain.Symptom.values()).map(symptom -> "`" + symptom.label() + "`"))
                .allSatisfy(label -> assertThat(page).contains(label));
    }

    @Test
    void unknownTurn_saysWhichThereAre() throws Exception {
        assertThat(run("explain", recorded(BadCall.CUT_OFF, "a").toString(), "--turn", "7"))
                .isEqualTo(2);
        assertThat(complaint()).contains("BT-002", "has no turn 7", "it has turn 1, 2");
    }

    @Test
    void oneTurnOfSeveralCalls_isRefused() throws Exception {
        recorded(BadCall.CUT_OFF, "a");
        recorded(BadCall.ECHO, "b");

        assertThat(run("explain", folder.toString())).isZero();
        assertThat(shown()).contains("the caller was cut off", "the agent heard itself");
        assertThat(run("explain", folder.toString(), "--turn", "1")).isEqualTo(2);
        assertThat(complaint()).contains("BT-003", "there are 2 here");
    }

    @Test
    void nothingToExplain_saysHowToRecord() {
        assertThat(run("explain")).isEqualTo(2);
        assertThat(complaint()).contains("./baton call --record", "--example cut-off");
        assertThat(run("explain", "--example", "cut-of")).isEqualTo(2);
        assertThat(complaint()).contains("did you mean \"cut-off\"?");
    }

    @Test
    void journalOfAKilledProcess_saysWhereItWasCutOff() throws Exception {
        Path journal = recorded(BadCall.CUT_OFF, "a").resolve(CallFolder.JOURNAL);
        byte[] whole = Files.readAllBytes(journal);
        Files.write(journal, Arrays.copyOf(whole, whole.length / 2));

        assertThat(run("explain", journal.toString())).isZero();
        assertThat(shown()).contains("the journal was cut off there");
    }

    @Test
    void json_carriesTheReasonsOfTheCallAndTheSettingToChange() throws Exception {
        assertThat(run("explain", "--json", recorded(BadCall.CUT_OFF, "a").toString()))
                .isZero();
        var lines = lines();

        assertThat(lines)
                .extracting(line -> line.get("type").asText())
                .containsExactly("explanation", "explanation", "diagnosis", "call_explained");
        assertThat(lines.get(0).get("reason").asText()).isEqualTo("quiet");
        assertThat(lines.get(0).get("why").asText()).startsWith("the caller had been quiet");
        assertThat(lines.get(2).get("setting").asText()).isEqualTo("turn.min-endpointing");
        assertThat(lines.get(2).get("value").asText()).isEqualTo("750ms");
        var causes = lines.get(0).get("causes");
        assertThat(causes.get(causes.size() - 1).get("reason").asText()).isEqualTo("interrupted");
        assertThat(causes.get(causes.size() - 1).get("why").asText()).isEqualTo("the caller talked over it");
    }

    @Test
    void fastCall_isRecordedWholeAndHasNothingToComplainAbout() {
        Path kept = folder.resolve("kept");
        assertThat(run("call", "--fast", "--json", "--record", kept.toString())).isZero();
        String told = shown();

        assertThat(run("explain", kept.toString())).isZero();
        assertThat(shown())
                .contains("7 turns", "Nothing here that a caller would complain about.")
                .doesNotContain("cut off there");
        assertThat(run("explain", kept.toString(), "--json")).isZero();
        assertThat(lines())
                .filteredOn(line -> line.has("outcome"))
                .allSatisfy(line -> assertThat(told)
                        .contains("\"reason\":\"" + line.get("reason").asText() + "\",\"why\":\""
                                + line.get("why").asText() + "\""));
        assertThat(run("replay", kept.toString())).isZero();
        assertThat(shown()).contains("decisions  identical", "audio      identical");
        assertThat(kept.resolve("call.wav").toFile().length()).isGreaterThan(3_000_000);
    }
}
