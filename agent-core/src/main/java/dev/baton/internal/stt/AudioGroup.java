package dev.baton.internal.stt;

import dev.baton.audio.AudioEncoding;
import dev.baton.audio.G711;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;

/** Samples on their way to becoming one binary message; reused for every message, so that adding audio allocates nothing. */
public final class AudioGroup {
    private final AudioEncoding encoding;
    private final ByteBuffer bytes;
    private final ShortBuffer linear;
    private final byte[] companded;
    private final int capacitySamples;
    private int samples;

    /** @param encoding signed 16-bit or 32-bit (little-endian), mu-law or A-law */
    public AudioGroup(int capacitySamples, AudioEncoding encoding) {
        this.encoding = encoding;
        this.capacitySamples = capacitySamples;
        bytes = ByteBuffer.allocate(capacitySamples * encoding.bytesPerSample()).order(ByteOrder.LITTLE_ENDIAN);
        linear = bytes.asShortBuffer();
        companded = bytes.array();
    }

    /** @return how many of them fitted */
    public int add(short[] source, int offset, int length) {
        int taken = Math.min(length, capacitySamples - samples);
        switch (encoding) {
            case LINEAR16 -> linear.put(samples, source, offset, taken);
            case LINEAR32 -> widen(source, offset, taken);
            case MULAW -> G711.encodeMulaw(source, offset, companded, samples, taken);
            case ALAW -> G711.encodeAlaw(source, offset, companded, samples, taken);
            default -> throw new AssertionError("nobody may ask for " + encoding);
        }
        samples += taken;
        return taken;
    }

    private void widen(short[] source, int offset, int length) {
        for (int i = 0; i < length; i++) {
            bytes.putInt((samples + i) * Integer.BYTES, source[offset + i] << Short.SIZE);
        }
    }

    public boolean isFull() {
        return samples == capacitySamples;
    }

    public int samples() {
        return samples;
    }

    /** Empties the group. The bytes are valid until audio is added. */
    public ByteBuffer take() {
        bytes.clear().limit(samples * encoding.bytesPerSample());
        samples = 0;
        return bytes;
    }
}
