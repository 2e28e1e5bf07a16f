package dev.baton.vad.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpperBandTest {
    private final UpperBand band = new UpperBand();

    private static float[] powers(TestSignal signal) {
        short[] pcm = signal.pcm();
        var input = new LineInput(signal.sampleRateHz());
        var scratch = new float[input.scratchLength()];
        var powers = new float[pcm.length / input.windowSamples()];
        for (int i = 0; i < powers.length; i++) {
            input.take(pcm, i * input.windowSamples(), scratch);
            powers[i] = input.upperPower();
        }
        return powers;
    }

    private int standOut(int windows, double dbfs) {
        int count = 0;
        for (int i = 0; i < windows; i++) {
            count += band.standsOut((float) Math.pow(10, dbfs / 10)) ? 1 : 0;
        }
        return count;
    }

    @ParameterizedTest
    @CsvSource({"5000, true", "6500, true", "7900, true", "3200, false", "1000, false", "100, false"})
    void upperPower_isThatAbove4Khz(double hz, boolean above) {
        float[] powers = powers(new TestSignal(16_000).tone(500, hz, -20));

        double db = 10 * Math.log10(powers[20]) + 20;
        if (above) {
            assertThat(db).isCloseTo(0, within(0.1));
        } else {
            assertThat(db).isLessThan(-40);
        }
    }

    @Test
    void telephone_hasNone() {
        assertThat(powers(new TestSignal(8000).noise(500, -20))).containsOnly(0);
    }

    @Test
    void soundAboveItsBackground_standsOutWhileItLasts() {
        assertThat(standOut(100, -60)).isZero();
        assertThat(standOut(20, -45)).isBetween(18, 19);
        assertThat(standOut(5, -60)).isBetween(0, 2);
        assertThat(standOut(100, -60)).isZero();
        assertThat(standOut(20, -52)).as("8 dB").isZero();
    }

    @Test
    void lostPackets_areNoBackground() {
        standOut(100, -60);
        assertThat(standOut(2, -200)).isZero();
        assertThat(standOut(100, -60)).isZero();
        assertThat(standOut(20, -45)).as("what stands out behind it").isBetween(18, 19);
    }

    @Test
    void bandThatIsAlmostSilent_isABackgroundToo() {
        assertThat(standOut(50, -95)).isZero();
        assertThat(standOut(20, -60)).isBetween(18, 19);
    }

    @Test
    void louderBackground_isKnownAfterSomeSeconds() {
        standOut(100, -60);
        assertThat(standOut(1000, -35)).isBetween(400, 600);
        assertThat(standOut(100, -35)).isZero();
        band.reset();
        assertThat(standOut(100, -20)).isZero();
    }
}
