package dev.baton.testkit.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.baton.testkit.journal.CheckedJournal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Random calls, written down and had again. */
class ReplayedSchedulesTest {
    private static final long SEEDS = Long.getLong("baton.replays", 300);

    private static @Nullable Level before;

    @BeforeAll
    static void silenceTheLog() {
        before = log().getLevel();
        log().setLevel(Level.OFF);
    }

    @AfterAll
    static void restoreTheLog() {
        log().setLevel(before);
    }

    private static Logger log() {
        return (Logger) LoggerFactory.getLogger("dev.baton.internal");
    }

    private static final class Recorded {
        final CheckedJournal journal;
        final ScheduledCall call;

        Recorded(long seed, boolean redacted) {
            journal = new CheckedJournal(redacted);
            call = new ScheduledCall(RandomSchedules.create().schedule(seed), real -> real, journal);
            call.hold();
        }
    }

    @Test
    void randomCalls_areTheSameAgainAtBothLevels() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            var recorded = new Recorded(seed, false);
            var decisions = recorded.journal.replayDecisions();
            assertThat(decisions.difference()).as("decisions of seed %d", seed).isEmpty();
            assertThat(decisions.complete()).isTrue();

            var audio = recorded.journal.replayAudio(
                    null, CheckedJournal.detectors(rateHz -> recorded.call.detectorAgain()));
            assertThat(audio.difference()).as("audio of seed %d", seed).isEmpty();
            assertThat(audio).as("audio of seed %d", seed).isEqualTo(decisions);
        }
    }

    @Test
    void redactedCalls_decideTheSameAgain() {
        for (long seed = 1; seed <= SEEDS / 3; seed++) {
            var result = new Recorded(seed, true).journal.replayDecisions();

            assertThat(result.difference()).as("seed %d", seed).isEmpty();
            assertThat(result.decisions()).isPositive();
        }
    }
}
