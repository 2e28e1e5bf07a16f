package dev.baton.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.journal.JournalEntry;
import dev.baton.journal.JournalReader;
import dev.baton.journal.Replay;
import dev.baton.turn.TurnAction;
import dev.baton.vad.VoiceActivityDetectorProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A process that is killed in the middle of a call leaves a journal of the call up to there. */
@Timeout(90)
class KilledCallTest {
    @TempDir
    private Path folder;

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void callOfAProcessThatIsKilled_isTheSameAgainUpToThere() throws Exception {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.awt.headless=true",
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Baton.class.getName(),
                        "call",
                        "--record",
                        folder.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var journal = folder.resolve(CallFolder.JOURNAL);
        try {
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> hasCommitted(journal));
        } finally {
            process.destroyForcibly(); // SIGKILL
        }
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();

        var decisions = Replay.ofDecisions(journal);
        assertThat(decisions.difference()).isEmpty();
        assertThat(decisions.complete()).isFalse();
        try (var reader = JournalReader.open(journal)) {
            var header = reader.header();
            var audio = Replay.ofAudio(
                    journal,
                    SttService.listeningAgain(header.recogniser()),
                    VoiceActivityDetectorProvider.named(header.detector()));
            assertThat(audio.difference()).isEmpty();
            assertThat(audio.decisions()).isEqualTo(decisions.decisions()).isGreaterThan(10);
        }
    }

    /** Anybody may read it while the call goes on. */
    private static boolean hasCommitted(Path journal) {
        if (!Files.exists(journal) || journal.toFile().length() < 20_000) {
            return false;
        }
        try (var reader = JournalReader.open(journal)) {
            for (var entry = reader.next(); entry != null; entry = reader.next()) {
                if (entry instanceof JournalEntry.Decided decided
                        && decided.actions().stream().anyMatch(TurnAction.Commit.class::isInstance)) {
                    return true;
                }
            }
        }
        return false;
    }
}
