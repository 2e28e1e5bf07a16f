package dev.baton.testkit.carrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.testkit.audio.Vocabulary;
import dev.baton.testkit.audio.WordVoice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SampleCodingTest {
    @ParameterizedTest
    @CsvSource({"0xFF, 0", "0x7F, 0", "0x80, 32124", "0x00, -32124", "0xF0, 120", "0x55, -716"})
    void muLawCode_hasTheValueOfThePage(int code, short sample) {
        assertThat(SampleCoding.MU_LAW.decode(new byte[] {(byte) code})).containsExactly(sample);
    }

    @ParameterizedTest
    @CsvSource({"0xD5, 8", "0x55, -8", "0xAA, 32256", "0x2A, -32256", "0x80, 5504"})
    void aLawCode_hasTheValueOfThePage(int code, short sample) {
        assertThat(SampleCoding.A_LAW.decode(new byte[] {(byte) code})).containsExactly(sample);
        assertThat(SampleCoding.A_LAW.encode(new short[] {sample})).containsExactly((byte) code);
    }

    @ParameterizedTest
    @EnumSource(
            value = SampleCoding.class,
            names = {"MU_LAW", "A_LAW"})
    void everyCodesValue_isCodedAsItself(SampleCoding coding) {
        for (int code = 0; code < 256; code++) {
            short[] value = coding.decode(new byte[] {(byte) code});
            assertThat(coding.decode(coding.encode(value))).as("code %d", code).containsExactly(value);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = SampleCoding.class,
            names = {"MU_LAW", "A_LAW"})
    void everySample_isCodedAsTheNearestValueWithinAStep(SampleCoding coding) {
        int before = Short.MIN_VALUE;
        for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
            int value = coding.decode(coding.encode(new short[] {(short) sample}))[0];
            assertThat(value).as("monotonous at %d", sample).isGreaterThanOrEqualTo(before);
            assertThat(Math.abs(value - sample))
                    .as("error at %d", sample)
                    .isLessThanOrEqualTo(16 + Math.abs(sample) / 32);
            before = value;
        }
    }

    @Test
    void silence_hasTheBytesOfThePage() {
        assertThat(SampleCoding.MU_LAW.encode(new short[1])).containsExactly((byte) 0xFF);
        assertThat(SampleCoding.A_LAW.encode(new short[1])).containsExactly((byte) 0xD5);
        assertThat(SampleCoding.L16.encode(new short[1])).containsExactly(0, 0);
    }

    @Test
    void linear16_isLittleEndian() {
        assertThat(SampleCoding.L16.encode(new short[] {0x1234, -2})).containsExactly(0x34, 0x12, 0xFE, 0xFF);
        assertThat(SampleCoding.L16.decode(new byte[] {0x34, 0x12, (byte) 0xFE, (byte) 0xFF}))
                .containsExactly((short) 0x1234, (short) -2);
        assertThatThrownBy(() -> SampleCoding.L16.decode(new byte[3])).hasMessageContaining("bytes=3");
    }

    @Test
    void callersWords_areUnderstoodThroughMuLaw() {
        short[] said = CallerSpeech.of(Line.muLaw(), "book a table");
        short[] heard = SampleCoding.MU_LAW.decode(SampleCoding.MU_LAW.encode(said));
        assertThat(WordVoice.words(heard, 8000, Vocabulary.english())).containsExactly("book", "a", "table");
    }
}
