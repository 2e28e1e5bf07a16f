package dev.baton.internal.stt;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;

/** Samples on their way to becoming one binary message; reused for every message, so that adding audio allocates nothing. */
final class AudioGroup {
    private final ByteBuffer bytes;
    private final ShortBuffer samples;

    AudioGroup(int capacitySamples) {
        bytes = ByteBuffer.allocate(capacitySamples * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        samples = bytes.asShortBuffer();
    }

    /** @return how many of them fitted */
    int add(short[] source, int offset, int length) {
        int taken = Math.min(length, samples.remaining());
        samples.put(source, offset, taken);
        return taken;
    }

    boolean isFull() {
        return !samples.hasRemaining();
    }

    int samples() {
        return samples.position();
    }

    /** Empties the group. The bytes, signed 16-bit little-endian, are valid until audio is added. */
    ByteBuffer take() {
        bytes.clear().limit(samples.position() * Short.BYTES);
        samples.clear();
        return bytes;
    }
}
