package dev.baton.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.turn.CommitReason;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnScoreTest {
    private static final long MINUTE = 60_000_000_000L;

    private static TrueTurn turn(double from, double to) {
        return new TrueTurn(nanos(from), nanos(to));
    }

    private static TurnOutcome heard(double from, double to, double committed) {
        return new TurnOutcome(1, "", CommitReason.QUIET, nanos(from), nanos(to), nanos(committed), -1, false);
    }

    private static long nanos(double seconds) {
        return Math.round(seconds * 1e9);
    }

    private static TurnScore score(List<TurnOutcome> heard, TrueTurn... truth) {
        return TurnScore.of(new CallOutcome(heard, 0, 0, 0), List.of(truth), MINUTE);
    }

    @Test
    void oneCommitForATurn_isOnceAndHasADelay() {
        var score = score(List.of(heard(1.1, 2.9, 3.6)), turn(1, 3));
        assertThat(score.once()).isEqualTo(1);
        assertThat(score.delaysNanos()).containsExactly(600_000_000L);
        assertThat(score.percent(score.once())).hasValue(100);
    }

    @Test
    void twoCommitsForATurn_areASplit() {
        var score = score(List.of(heard(1, 1.5, 2), heard(2.2, 3, 3.5)), turn(1, 3));
        assertThat(score.split()).isEqualTo(1);
        assertThat(score.once()).isZero();
        assertThat(score.delaysNanos()).isEmpty();
    }

    @Test
    void oneCommitForTwoTurns_mergesBoth() {
        assertThat(score(List.of(heard(1, 6, 6.5)), turn(1, 3), turn(4, 6)).merged())
                .isEqualTo(2);
        assertThat(score(List.of(heard(1, 2, 2.5), heard(2.6, 6, 6.5)), turn(1, 3), turn(4, 6))
                        .merged())
                .as("a split turn whose end is merged is merged")
                .isEqualTo(2);
    }

    @Test
    void turnWithoutACommit_isMissed() {
        assertThat(score(List.of(heard(3, 4, 4.5)), turn(1, 3)).missed()).isEqualTo(1);
    }

    @Test
    void commitWellBeforeTheEnd_isACut() {
        assertThat(score(List.of(heard(1, 2, 2.89)), turn(1, 3)).cut()).isEqualTo(1);
        assertThat(score(List.of(heard(1, 2, 2.9)), turn(1, 3)).once()).isEqualTo(1);
    }

    @Test
    void commitOutsideAllTurns_isFalse() {
        var score = score(List.of(heard(10, 11, 11.5), heard(31, 32, 33)), turn(30, 60));
        assertThat(score.falseTurns()).isEqualTo(1);
        assertThat(score.falsePerMinute()).hasValue(2);
    }

    @Test
    void severalRecordings_addUp() {
        var one = score(List.of(heard(1, 3, 3.4)), turn(1, 3));
        var two = score(List.of(heard(1, 3, 3.8)), turn(1, 3), turn(5, 6));
        var both = one.plus(two);
        assertThat(both.turns()).isEqualTo(3);
        assertThat(both.once()).isEqualTo(2);
        assertThat(both.missed()).isEqualTo(1);
        assertThat(both.delayNanos(0.5)).hasValue(600_000_000);
        assertThat(both.delayNanos(0)).hasValue(400_000_000);
        assertThat(TurnScore.NONE.percent(0)).isEmpty();
        assertThat(TurnScore.NONE.falsePerMinute()).isEmpty();
        assertThat(TurnScore.NONE.delayNanos(0.5)).isEmpty();
    }
}
