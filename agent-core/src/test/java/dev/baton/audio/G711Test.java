package dev.baton.audio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class G711Test {
    @ParameterizedTest
    @CsvSource({"0xFF, 0", "0x7F, 0", "0x80, 32124", "0x00, -32124", "0xF0, 120", "0x55, -716"})
    void mulawCode_decodesToItsLevel(int code, int sample) {
        assertThat(G711.decodeMulaw((byte) code)).isEqualTo((short) sample);
    }

    @ParameterizedTest
    @CsvSource({"0xD5, 8", "0x55, -8", "0xAA, 32256", "0x2A, -32256", "0x80, 5504"})
    void alawCode_decodesToItsLevel(int code, int sample) {
        assertThat(G711.decodeAlaw((byte) code)).isEqualTo((short) sample);
    }

    @Test
    void decodedCode_encodesToItself() {
        for (int code = 0; code < 256; code++) {
            // Minus zero of mu-law is the one code that no sample gives.
            int expected = code == 0x7F ? 0xFF : code;
            assertThat(G711.encodeMulaw(G711.decodeMulaw((byte) code)) & 0xFF).isEqualTo(expected);
            assertThat(G711.encodeAlaw(G711.decodeAlaw((byte) code)) & 0xFF).isEqualTo(code);
        }
    }

    // Both laws decide in the middle between two levels of a segment, and otherwise where two segments meet.
    @Test
    void everySample_encodesToTheMulawLevelOfItsStep() {
        for (int sample = 0; sample <= Short.MAX_VALUE; sample++) {
            int level = G711.decodeMulaw(G711.encodeMulaw((short) sample));
            int halfStep = 4;
            while (level + 132 >= 64 * halfStep) {
                halfStep *= 2;
            }
            assertThat(Math.min(sample, 32_635))
                    .as("mu-law level %d", level)
                    .isBetween(level - halfStep, level + halfStep - 1);
            assertThat((int) G711.decodeMulaw(G711.encodeMulaw((short) -sample)))
                    .isEqualTo(-level);
        }
        assertThat(G711.encodeMulaw(Short.MIN_VALUE)).isEqualTo((byte) 0x00);
    }

    @Test
    void everySample_encodesToTheAlawLevelOfItsStep() {
        for (int sample = 0; sample <= Short.MAX_VALUE; sample++) {
            int level = G711.decodeAlaw(G711.encodeAlaw((short) sample));
            int halfStep = 8;
            while (level >= 64 * halfStep) {
                halfStep *= 2;
            }
            assertThat(sample).as("A-law level %d", level).isBetween(level - halfStep, level + halfStep - 1);
            assertThat((int) G711.decodeAlaw(G711.encodeAlaw((short) ~sample))).isEqualTo(-level);
        }
    }

    @Test
    void silenceBytes_decodeToTheLeastLevel() {
        assertThat(G711.decodeMulaw(G711.MULAW_SILENCE)).isZero();
        assertThat(G711.decodeAlaw(G711.ALAW_SILENCE)).isEqualTo((short) 8);
    }
}
