package dev.baton.turn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IntervalsTest {
    private final Intervals open = Intervals.NONE.begunAt(100);
    private final Intervals ended = open.endedAt(200);

    @Test
    void openStretch_goesOn() {
        assertThat(Intervals.NONE.isOpen()).isFalse();
        assertThat(open.isOpen()).isTrue();
        assertThat(ended.isOpen()).isFalse();
        assertThat(open.cover(100, 1_000_000)).isTrue();
        assertThat(open.cover(99, 150)).isFalse();
    }

    @Test
    void endedStretch_coversWhatIsInside() {
        assertThat(ended.cover(100, 200)).isTrue();
        assertThat(ended.cover(100, 201)).isFalse();
        assertThat(ended.cover(99, 150)).isFalse();
    }

    @Test
    void touching_isAnyCommonTime() {
        assertThat(ended.touch(0, 100)).isFalse();
        assertThat(ended.touch(0, 101)).isTrue();
        assertThat(ended.touch(199, 300)).isTrue();
        assertThat(ended.touch(200, 300)).isFalse();
    }

    @Test
    void endWithoutBeginning_changesNothing() {
        assertThat(Intervals.NONE.endedAt(100)).isEqualTo(Intervals.NONE);
        assertThat(ended.endedAt(300)).isEqualTo(ended);
    }

    @Test
    void beginningWhileOneIsOpen_endsThatOne() {
        var two = open.begunAt(150);

        assertThat(two.cover(110, 149)).isTrue();
        assertThat(two.cover(110, 160)).isFalse();
        assertThat(two.cover(150, 160)).isTrue();
    }

    @Test
    void onlyTheLatestEight_areKept() {
        var intervals = Intervals.NONE;
        for (int i = 0; i < 9; i++) {
            intervals = intervals.begunAt(i * 100L).endedAt(i * 100L + 50);
        }

        assertThat(intervals.latest()).hasSize(8);
        assertThat(intervals.touch(0, 50)).isFalse();
        assertThat(intervals.cover(100, 149)).isTrue();
        assertThat(intervals.cover(800, 849)).isTrue();
    }
}
