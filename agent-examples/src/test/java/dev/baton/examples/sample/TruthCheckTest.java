package dev.baton.examples.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.examples.sample.CallTruth.Trigger;
import dev.baton.turn.CommitReason;
import dev.baton.turn.Utterance;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TruthCheckTest {
    private static final CallTruth.Turn FIRST = turn("day", "on monday");
    private static final CallTruth.Turn SECOND = turn("number", "one two three");
    private static final CallTruth TRUTH = new CallTruth(
            1, -20, -62, List.of(FIRST, SECOND), List.of(new CallTruth.Noise("knock", "number", 100, 80)));
    private static final CallerReport REPORT = new CallerReport(
            TRUTH,
            CallerReport.Ending.SAID_EVERYTHING,
            List.of(new CallerReport.Said(FIRST, 2000, 3000), new CallerReport.Said(SECOND, 8000, 12_000)),
            List.of(new CallerReport.Sounded(TRUTH.noises().get(0), 6000, 6080)));

    private static CallTruth.Turn turn(String id, String text) {
        var words = WordAccuracy.words(text).stream()
                .map(word -> new CallTruth.Word(word, 0, 1000))
                .toList();
        return new CallTruth.Turn(id, text, Trigger.afterAgent(600), 1000, words, List.of());
    }

    private static Utterance commit(int turn, int revision, String text, long startMs, long endMs) {
        return new Utterance(
                turn,
                revision,
                Utterance.Kind.SPEECH,
                text,
                CommitReason.QUIET,
                Duration.ofMillis(startMs),
                Duration.ofMillis(endMs),
                false,
                false);
    }

    @Test
    void everyTurnOnceWithItsWords_perfect() {
        var check = TruthCheck.of(
                REPORT, List.of(commit(1, 0, "on monday", 1990, 3010), commit(2, 0, "one two three", 7990, 12_010)));

        assertThat(check.isPerfect()).isTrue();
        assertThat(check.summary()).isEqualTo("5/5 words, 0 split, 0 lost, 1 noise, 0 of them committed");
    }

    @Test
    void turnInTwoCommits_splitButItsWordsCount() {
        var check = TruthCheck.of(
                REPORT,
                List.of(
                        commit(1, 0, "on monday", 1990, 3010),
                        commit(2, 0, "one", 7990, 9000),
                        commit(3, 0, "two three", 9800, 12_010)));

        assertThat(check.isPerfect()).isFalse();
        assertThat(check.split()).isEqualTo(1);
        assertThat(check.words().right()).isEqualTo(5);
        assertThat(check.turns().get(1).heard()).isEqualTo("one two three");
    }

    @Test
    void turnWithoutCommit_lostWithAllItsWords() {
        var check = TruthCheck.of(REPORT, List.of(commit(1, 0, "on monday", 1990, 3010)));

        assertThat(check.lost()).isEqualTo(1);
        assertThat(check.words()).isEqualTo(new WordAccuracy(5, 0, 3, 0));
    }

    @Test
    void commitWhereNothingWasSaid_strayWithInventedWords() {
        var check = TruthCheck.of(
                REPORT,
                List.of(
                        commit(1, 0, "on monday", 1990, 3010),
                        commit(2, 0, "eight", 6000, 6080),
                        commit(3, 0, "one two three", 7990, 12_010)));

        assertThat(check.strays()).hasSize(1);
        assertThat(check.words().inserted()).isEqualTo(1);
        assertThat(check.isPerfect()).isFalse();
        assertThat(check.summary()).isEqualTo("5/5 words (1 invented), 0 split, 0 lost, 1 noise, 1 of them committed");
    }

    @Test
    void revisedTurn_countsOnceWithItsLastText() {
        var check = TruthCheck.of(
                REPORT,
                List.of(
                        commit(1, 0, "on", 1990, 3010),
                        commit(1, 1, "on monday", 1990, 3010),
                        commit(2, 0, "one two three", 7990, 12_010)));

        assertThat(check.isPerfect()).isTrue();
    }

    @Test
    void callThatEndedEarly_countsWhatWasNeverSaidAsLost() {
        var report = new CallerReport(
                TRUTH, CallerReport.Ending.CLOSED, List.of(new CallerReport.Said(FIRST, 2000, 3000)), List.of());

        var check = TruthCheck.of(report, List.of(commit(1, 0, "on monday", 1990, 3010)));

        assertThat(check.lost()).isEqualTo(1);
        assertThat(check.words().expected()).isEqualTo(5);
    }
}
