package dev.baton.audio.resample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateClockTest {
    @ParameterizedTest
    @CsvSource({"8000, 16000", "48000, 16000", "44100, 16000", "11025, 48000", "24000, 16000", "12000, 32000"})
    void outputsOfAnyInputs_areTheRatioRoundedUp(int inHz, int outHz) {
        var clock = RateClock.between(inHz, outHz);
        var random = new Random(3);
        long inputs = 0;
        long outputs = 0;
        long groups = 0;
        for (int i = 0; i < 10_000; i++) {
            int chunk = random.nextInt(1_000_000);
            assertThat(clock.due(chunk)).isLessThanOrEqualTo(clock.mostDue(chunk));
            outputs += clock.due(chunk);
            groups += clock.advance(chunk);
            inputs += chunk;
            assertThat(outputs).isEqualTo(-Math.floorDiv(-inputs * outHz, inHz));
            assertThat(groups * clock.up() + clock.outputs()).isEqualTo(outputs);
        }
    }
}
