package dev.baton.examples.endpointing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.examples.detection.Interval;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnScoreTest {
    private static final long MINUTE = 60_000_000;

    private static Interval turn(double from, double to) {
        return new Interval(micros(from), micros(to));
    }

    private static HeardTurn heard(double from, double to, double committed) {
        return new HeardTurn(micros(from), micros(to), micros(committed), "");
    }

    private static long micros(double seconds) {
        return Math.round(seconds * 1e6);
    }

    private static TurnScore score(List<HeardTurn> heard, Interval... truth) {
        return TurnScore.of(heard, List.of(truth), MINUTE);
    }

    @Test
    void oneCommitForATurn_isOnceAndHasADelay() {
        var score = score(List.of(heard(1.1, 2.9, 3.6)), turn(1, 3));
        assertThat(score.once()).isEqualTo(1);
        assertThat(score.delaysMicros()).containsExactly(600_000L);
        assertThat(score.percent(score.once())).hasValue(100);
    }

    @Test
    void twoCommitsForATurn_areASplit() {
        var score = score(List.of(heard(1, 1.5, 2), heard(2.2, 3, 3.5)), turn(1, 3));
        assertThat(score.split()).isEqualTo(1);
        assertThat(score.once()).isZero();
        assertThat(score.delaysMicros()).isEmpty();
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
        assertThat(both.delayMicros(0.5)).hasValue(600_000);
        assertThat(both.delayMicros(0)).hasValue(400_000);
        assertThat(TurnScore.NONE.percent(0)).isEmpty();
        assertThat(TurnScore.NONE.falsePerMinute()).isEmpty();
        assertThat(TurnScore.NONE.delayMicros(0.5)).isEmpty();
    }
}
