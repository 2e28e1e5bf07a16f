package dev.baton.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.call.MemoryJournal;
import dev.baton.testkit.call.TestCall;
import dev.baton.turn.TurnConfig;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./baton replay} and {@code ./baton tune}, on calls whose caller pauses for 700 ms in a turn. */
class ReplayAndTuneTest {
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

    private void record(String name, boolean redacted) throws Exception {
        var journal = new MemoryJournal(redacted);
        try (var call = TestCall.builder((utterance, reply) -> reply.say("very well"))
                .turns(TurnConfig.builder().set("turn.min-endpointing", "900ms").build())
                .journal(journal)
                .start()) {
            call.say("i would like")
                    .pause(Duration.ofMillis(700))
                    .say("two of them")
                    .awaitReply();
            call.pause(Duration.ofSeconds(1)).say("thank you").awaitReply();
        }
        var directory = Files.createDirectory(folder.resolve(name));
        Files.write(directory.resolve(CallFolder.JOURNAL), journal.bytes());
    }

    @BeforeEach
    void recordTwoCalls() throws Exception {
        record("one", false);
        record("two", false);
    }

    @Test
    void decisionsOfARedactedCall_areTheSameAgain() throws Exception {
        record("masked", true);

        assertThat(run("replay", folder.resolve("masked").toString())).isEqualTo(Baton.DONE);
        assertThat(shown()).contains("decisions  identical", "none: the journal is redacted");
    }

    @Test
    void callWithADetectorThatNobodyHas_saysWhichThereAre() {
        assertThat(run("replay", folder.resolve("one").toString())).isEqualTo(Baton.FAILED);

        assertThat(shown()).contains("decisions  identical");
        assertThat(complaint()).contains("BT-002", "energy");
    }

    @Test
    void otherDetector_isADifferenceWithItsPlace() {
        assertThat(run("replay", "--detector", "level", folder.resolve("one").toString()))
                .isEqualTo(Baton.FAILED);

        assertThat(shown())
                .contains("audio      DIFFERENT")
                .containsPattern("at 0:0\\d\\.\\d")
                .contains("recorded  ");
    }

    @Test
    void shorterQuiet_isToldTurnByTurn() {
        assertThat(run("replay", folder.resolve("one").toString(), "--set", "turn.min-endpointing=500ms"))
                .isEqualTo(Baton.DONE);

        assertThat(shown())
                .contains("turn.min-endpointing=500ms (was 900ms)")
                .contains("would be split into 2: \"i would like\", \"two of them\"  (modelled)")
                .contains("400 ms earlier")
                .contains("modelled: the recogniser's answer placed by word times");
    }

    @Test
    void sameSettings_changeNothing() {
        assertThat(run("replay", folder.resolve("one").toString(), "--set", "turn.min-endpointing=900ms"))
                .isEqualTo(Baton.DONE);

        assertThat(shown()).contains("nothing would have changed").doesNotContain("modelled");
    }

    @Test
    void unknownSetting_isRefusedBeforeAnythingIsRead() {
        assertThat(run("replay", "nowhere", "--set", "turn.min-endpoint=500ms")).isEqualTo(Baton.BAD_USAGE);

        assertThat(complaint()).contains("turn.min-endpointing");
    }

    @Test
    void sweep_showsTheTradeOffAndDrawsIt() throws Exception {
        Path picture = folder.resolve("pictures/trade-off.svg");

        assertThat(run(
                        "tune",
                        folder.toString(),
                        "--sweep",
                        "turn.min-endpointing=500ms..900ms:200ms",
                        "--compare",
                        "turn.endpointing=adaptive",
                        "--out",
                        picture.toString()))
                .isEqualTo(Baton.DONE);

        assertThat(shown())
                .contains(" 2 calls, 4 turns")
                .containsPattern(" 500ms +50\\.0 +50\\.0")
                .containsPattern("> +900ms +100\\.0 +0\\.0 .* 900 ")
                .contains("turn.endpointing=adaptive");
        assertThat(picture).content().contains("<title>chosen: 900ms</title>", "turn.endpointing=adaptive");
    }

    @Test
    void callsThatCannotBeAsked_areNamedAndTheOthersAsked() throws Exception {
        record("masked", true);

        assertThat(run("tune", folder.toString(), "--sweep", "turn.min-endpointing=900ms"))
                .isEqualTo(Baton.FAILED);

        assertThat(shown()).contains(" 2 calls, 4 turns");
        assertThat(complaint()).contains("masked", "redacted");
    }

    @Test
    void folderWithoutCalls_saysHowToRecordOne() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));

        assertThat(run("tune", empty.toString(), "--sweep", "turn.min-endpointing=900ms"))
                .isNotEqualTo(Baton.DONE);

        assertThat(complaint()).contains("holds no call.journal", "--record");
    }
}
