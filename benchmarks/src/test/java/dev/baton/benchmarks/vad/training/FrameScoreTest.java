package dev.baton.benchmarks.vad.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class FrameScoreTest {
    /** Of the pairs of speech and something else, 2.5 of 4 are in order. */
    @Test
    void figures_areThoseWorkedOutByHand() {
        var score = new FrameScore();
        score.add(true, 0.9f);
        score.add(true, 0.4f);
        score.add(false, 0.6f);
        score.add(false, 0.4f);

        assertThat(score.auc()).isCloseTo(2.5 / 4, within(1e-9));
        assertThat(score.f1()).isCloseTo(0.5, within(1e-9));
        assertThat(score.falseAlarms()).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void noSpeech_hasFalseAlarmsOnly() {
        var score = new FrameScore();
        score.add(false, 0.6f);

        assertThat(score.auc()).isNaN();
        assertThat(score.f1()).isNaN();
        assertThat(score.falseAlarms()).isEqualTo(1);
    }
}
