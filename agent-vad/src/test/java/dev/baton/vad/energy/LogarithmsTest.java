package dev.baton.vad.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LogarithmsTest {
    @Test
    void logarithm_isRightToTheFifthDecimal() {
        for (double value = 1e-30; value < 1e30; value *= 1.013) {
            assertThat((double) Logarithms.log10((float) value))
                    .as("log10 of %s", value)
                    .isCloseTo(Math.log10(value), within(2e-5));
        }
    }

    @Test
    void power_isRightToTheFifthDigit() {
        for (double value = -30; value < 30; value += 0.0137) {
            double exact = Math.pow(10, value);
            assertThat(Logarithms.pow10((float) value) / exact)
                    .as("10 to the %s", value)
                    .isCloseTo(1, within(3e-5));
        }
    }
}
