package dev.baton.audio;

import java.nio.ByteBuffer;
import java.nio.ShortBuffer;

/**
 * Turns bytes of one {@link AudioFormat} into mono signed 16-bit samples.
 *
 * <p>Wider samples are rounded to the nearest 16-bit one, saturating; a float of 1.0 is 32768 before that, so that 16-bit audio carried
 * as float comes back unchanged. Several channels become their mean, taken before rounding. A float that is not a number is silence.
 */
final class SampleDecoder {
    private final AudioEncoding encoding;
    private final int channels;
    private final int bytesPerSample;
    private final ByteBuffer bytes;
    private final ShortBuffer shorts;

    /** @param capacity samples of all channels that {@link #bytes} has room for */
    SampleDecoder(AudioFormat format, int capacity) {
        encoding = format.encoding();
        channels = format.channels();
        bytesPerSample = encoding.bytesPerSample();
        bytes = ByteBuffer.allocate(capacity * channels * bytesPerSample).order(format.byteOrder());
        shorts = bytes.asShortBuffer();
    }

    /** Where the bytes to decode belong. */
    byte[] bytes() {
        return bytes.array();
    }

    /** Decodes the first {@code count} samples of every channel. */
    void decode(short[] out, int count) {
        if (channels > 1) {
            mixDown(out, count);
            return;
        }
        // One plain loop per encoding: the encoding is decided once per frame, not once per sample.
        switch (encoding) {
            case LINEAR16 -> shorts.get(0, out, 0, count);
            case MULAW -> G711.decodeMulaw(bytes.array(), 0, out, 0, count);
            case ALAW -> G711.decodeAlaw(bytes.array(), 0, out, 0, count);
            case LINEAR32 -> {
                for (int i = 0; i < count; i++) {
                    out[i] = fromLinear32(bytes.getInt(4 * i));
                }
            }
            case FLOAT32 -> {
                for (int i = 0; i < count; i++) {
                    out[i] = fromFloat(bytes.getFloat(4 * i));
                }
            }
        }
    }

    private void mixDown(short[] out, int count) {
        int index = 0;
        for (int i = 0; i < count; i++) {
            double sum = 0; // exact for integers: at most eight of 32 bits
            for (int channel = 0; channel < channels; channel++) {
                sum += scaled(index);
                index += bytesPerSample;
            }
            out[i] = saturated(Math.round(sum / channels));
        }
    }

    /** One sample on the 16-bit scale, unrounded. */
    private double scaled(int index) {
        return switch (encoding) {
            case LINEAR16 -> bytes.getShort(index);
            case LINEAR32 -> bytes.getInt(index) / 65_536.0;
            case FLOAT32 -> bytes.getFloat(index) * 32_768.0;
            case MULAW -> G711.decodeMulaw(bytes.get(index));
            case ALAW -> G711.decodeAlaw(bytes.get(index));
        };
    }

    private static short fromLinear32(int sample) {
        return saturated(((long) sample + 0x8000) >> 16);
    }

    private static short fromFloat(float sample) {
        return saturated(Math.round(sample * 32_768.0));
    }

    private static short saturated(long value) {
        return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, value));
    }
}
