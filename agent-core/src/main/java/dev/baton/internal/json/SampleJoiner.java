package dev.baton.internal.json;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Puts samples together that messages have split: the odd byte at the end of one is the first half of what the next begins with. */
public final class SampleJoiner {
    private boolean half;
    private byte first;

    /** @param bytes signed 16-bit little-endian samples; not kept */
    public short[] join(byte[] bytes) {
        return join(ByteBuffer.wrap(bytes));
    }

    /** @param bytes all of them are consumed */
    public short[] join(ByteBuffer bytes) {
        int available = bytes.remaining() + (half ? 1 : 0);
        var samples = new short[available / Short.BYTES];
        int at = 0;
        if (half && samples.length > 0) {
            samples[at++] = (short) ((first & 0xFF) | bytes.get() << 8);
            half = false;
        }
        var rest = bytes.slice().order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        rest.get(samples, at, samples.length - at);
        bytes.position(bytes.position() + (samples.length - at) * Short.BYTES);
        if (bytes.hasRemaining()) {
            half = true;
            first = bytes.get();
        }
        return samples;
    }

    /** The audio is complete: half a sample that is left over was none. */
    public void reset() {
        half = false;
    }
}
