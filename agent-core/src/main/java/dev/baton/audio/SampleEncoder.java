package dev.baton.audio;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;

/** Turns signed 16-bit samples into the bytes of an {@link AudioEncoding}: what {@link PcmFramer} reads. Stateless. */
public final class SampleEncoder {
    private SampleEncoder() {}

    /**
     * Appends {@code samples[offset .. offset + length)} to {@code out}, in the buffer's byte order where a sample is wider than a byte. 16 bits become the upper half of 32, or a float of at most 1.
     *
     * @throws BufferOverflowException if there is no room; nothing is written then
     */
    public static void encode(AudioEncoding encoding, short[] samples, int offset, int length, ByteBuffer out) {
        if (out.remaining() < length * encoding.bytesPerSample()) {
            throw new BufferOverflowException();
        }
        int end = offset + length;
        switch (encoding) {
            case LINEAR16 -> {
                for (int i = offset; i < end; i++) {
                    out.putShort(samples[i]);
                }
            }
            case LINEAR32 -> {
                for (int i = offset; i < end; i++) {
                    out.putInt(samples[i] << 16);
                }
            }
            case FLOAT32 -> {
                for (int i = offset; i < end; i++) {
                    out.putFloat(samples[i] / 32_768f);
                }
            }
            case MULAW -> {
                for (int i = offset; i < end; i++) {
                    out.put(G711.encodeMulaw(samples[i]));
                }
            }
            case ALAW -> {
                for (int i = offset; i < end; i++) {
                    out.put(G711.encodeAlaw(samples[i]));
                }
            }
        }
    }
}
