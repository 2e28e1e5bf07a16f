package dev.baton.examples.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineNoiseTest {
    @ParameterizedTest
    @ValueSource(doubles = {-65, -62, -60})
    void tenSeconds_haveTheAskedLevelAndNoSilentFrame(double dbfs) {
        var noise = new LineNoise(3, dbfs);
        var frame = new int[320];
        double power = 0;
        for (int i = 0; i < 500; i++) {
            noise.fill(frame);
            double inFrame = 0;
            for (int sample : frame) {
                inFrame += (double) sample * sample / frame.length;
            }
            assertThat(10 * Math.log10(inFrame / Math.pow(32768, 2))).isBetween(dbfs - 4, dbfs + 4);
            power += inFrame / 500;
        }
        assertThat(10 * Math.log10(power / Math.pow(32768, 2))).isCloseTo(dbfs, within(0.5));
    }
}
