package dev.baton.audio;

import java.nio.ByteBuffer;

/** Turns signed 16-bit samples into the bytes of an {@link AudioEncoding}: what {@link PcmFramer} reads. Stateless. */
public final class SampleEncoder {
    private SampleEncoder() {}

    /**
     * Appends {@code samples[offset .. offset + length)} to {@code out}, in the buffer's byte order where a sample is wider than a byte. 16 bits become the upper half of 32, or a float of at most 1.
     *
     * @throws java.nio.BufferOverflowException if there is no room; some may have been written then
     */
    public static void encode(AudioEncoding encoding, short[] samples, int offset, int length, ByteBuffer out) {
        for (int i = offset; i < offset + length; i++) {
            short sample = samples[i];
            switch (encoding) {
                case LINEAR16 -> out.putShort(sample);
                case LINEAR32 -> out.putInt(sample << 16);
                case FLOAT32 -> out.putFloat(sample / 32_768f);
                case MULAW -> out.put(G711.encodeMulaw(sample));
                case ALAW -> out.put(G711.encodeAlaw(sample));
            }
        }
    }
}
