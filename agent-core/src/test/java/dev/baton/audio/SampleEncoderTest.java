package dev.baton.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleEncoderTest {
    private static final short[] SAMPLES = {99, 0x1234, -1, 120, Short.MIN_VALUE, 99};

    /** By hand: the vectors of G.711, and 1.0f = 3f800000. */
    @ParameterizedTest
    @CsvSource({
        "LINEAR16, BIG_ENDIAN, 1234 ffff 0078 8000",
        "LINEAR16, LITTLE_ENDIAN, 3412 ffff 7800 0080",
        "LINEAR32, BIG_ENDIAN, 12340000 ffff0000 00780000 80000000",
        "FLOAT32, BIG_ENDIAN, 3e11a000 b8000000 3b700000 bf800000",
        "MULAW, BIG_ENDIAN, ad 7f f0 00",
        "ALAW, BIG_ENDIAN, 87 55 d2 2a"
    })
    void samples_becomeTheirBytes(AudioEncoding encoding, String order, String bytes) {
        var out = ByteBuffer.allocate(4 * encoding.bytesPerSample())
                .order(order.equals("BIG_ENDIAN") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        SampleEncoder.encode(encoding, SAMPLES, 1, 4, out);
        assertThat(HexFormat.of().formatHex(out.array())).isEqualTo(bytes.replace(" ", ""));
    }

    @Test
    void noRoom_isRefused() {
        assertThatThrownBy(() -> SampleEncoder.encode(AudioEncoding.LINEAR16, SAMPLES, 0, 2, ByteBuffer.allocate(3)))
                .isInstanceOf(BufferOverflowException.class);
    }
}
