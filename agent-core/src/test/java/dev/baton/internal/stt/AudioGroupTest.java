package dev.baton.internal.stt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.audio.AudioEncoding;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class AudioGroupTest {
    private static final short[] SAMPLES = {0, 1, -1, 256, -32768, 32767};

    @Test
    void linear_isLittleEndian() {
        var group = new AudioGroup(6, AudioEncoding.LINEAR16);
        assertThat(group.add(SAMPLES, 1, 4)).isEqualTo(4);
        assertThat(bytes(group.take())).containsExactly(1, 0, 0xff, 0xff, 0, 1, 0, 0x80);
    }

    @Test
    void mulaw_isOneByteASample() {
        var group = new AudioGroup(6, AudioEncoding.MULAW);
        group.add(SAMPLES, 0, 6);
        assertThat(bytes(group.take())).containsExactly(0xff, 0xff, 0x7f, 0xe7, 0x00, 0x80);
    }

    @Test
    void alaw_isOneByteASample() {
        var group = new AudioGroup(6, AudioEncoding.ALAW);
        group.add(SAMPLES, 0, 6);
        assertThat(bytes(group.take())).containsExactly(0xd5, 0xd5, 0x55, 0xc5, 0x2a, 0xaa);
    }

    @Test
    void fullGroup_takesNoMoreUntilItIsTaken() {
        for (var encoding : new AudioEncoding[] {AudioEncoding.LINEAR16, AudioEncoding.MULAW, AudioEncoding.ALAW}) {
            var group = new AudioGroup(4, encoding);
            group.add(SAMPLES, 0, 1);
            assertThat(group.take().remaining()).isEqualTo(encoding.bytesPerSample());
            assertThat(group.add(SAMPLES, 0, 6)).isEqualTo(4);
            assertThat(group.isFull()).isTrue();
            assertThat(group.add(SAMPLES, 4, 2)).isZero();
            assertThat(group.take().remaining()).isEqualTo(4 * encoding.bytesPerSample());
            assertThat(group.samples()).isZero();
        }
    }

    private static int[] bytes(ByteBuffer buffer) {
        var bytes = new int[buffer.remaining()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = buffer.get() & 0xff;
        }
        return bytes;
    }
}
