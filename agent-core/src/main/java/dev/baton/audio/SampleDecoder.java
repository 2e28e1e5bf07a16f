package dev.baton.audio;

import java.nio.ByteBuffer;
import java.nio.ShortBuffer;

/**
 * Turns bytes of one {@link AudioFormat} into mono signed 16-bit samples. The buffer's byte order is the caller's business.
 *
 * <p>Wider samples are rounded to the nearest 16-bit one, saturating; a float of 1.0 is 32768 before that, so that 16-bit audio carried
 * as float comes back unchanged. Several channels become their mean, taken before rounding. A float that is not a number is silence.
 */
final class SampleDecoder {
    private static final int WORTH_A_COPY = 8;

    private final AudioEncoding encoding;
    private final int channels;
    private final int bytesPerSample;
    private byte[] viewed = {};
    private ShortBuffer shorts = ShortBuffer.allocate(0);

    SampleDecoder(AudioFormat format) {
        encoding = format.encoding();
        channels = format.channels();
        bytesPerSample = encoding.bytesPerSample();
    }

    /** Decodes {@code count} samples of every channel, from absolute index {@code at} of {@code bytes}. */
    void decode(ByteBuffer bytes, int at, short[] out, int outOffset, int count) {
        if (channels > 1) {
            mixDown(bytes, at, out, outOffset, count);
            return;
        }
        // One plain loop per encoding: the encoding is decided once per run of samples, not once per sample.
        switch (encoding) {
            case LINEAR16 -> {
                if (!copyInBulk(bytes, at, out, outOffset, count)) {
                    for (int i = 0; i < count; i++) {
                        out[outOffset + i] = bytes.getShort(at + 2 * i);
                    }
                }
            }
            case LINEAR32 -> {
                for (int i = 0; i < count; i++) {
                    out[outOffset + i] = fromLinear32(bytes.getInt(at + 4 * i));
                }
            }
            case FLOAT32 -> {
                for (int i = 0; i < count; i++) {
                    out[outOffset + i] = fromFloat(bytes.getFloat(at + 4 * i));
                }
            }
            case MULAW -> {
                for (int i = 0; i < count; i++) {
                    out[outOffset + i] = G711.decodeMulaw(bytes.get(at + i));
                }
            }
            case ALAW -> {
                for (int i = 0; i < count; i++) {
                    out[outOffset + i] = G711.decodeAlaw(bytes.get(at + i));
                }
            }
        }
    }

    /**
     * The format of most calls in bulk: deep inside a compiled call C2 makes no vectors of a loop over bytes. Sources fill the same array again and again, so that its view is made once.
     *
     * @return false if nothing was copied: the samples lie at odd addresses, outside the heap, or are too few
     */
    private boolean copyInBulk(ByteBuffer bytes, int at, short[] out, int outOffset, int count) {
        if (count < WORTH_A_COPY || !bytes.hasArray() || (bytes.arrayOffset() + at) % Short.BYTES != 0) {
            return false;
        }
        byte[] array = bytes.array();
        if (array != viewed || shorts.order() != bytes.order()) {
            viewed = array;
            shorts = ByteBuffer.wrap(array).order(bytes.order()).asShortBuffer();
        }
        shorts.get((bytes.arrayOffset() + at) / Short.BYTES, out, outOffset, count);
        return true;
    }

    private void mixDown(ByteBuffer bytes, int at, short[] out, int outOffset, int count) {
        int index = at;
        for (int i = 0; i < count; i++) {
            double sum = 0; // exact: at most eight integers of 32 bits
            for (int channel = 0; channel < channels; channel++) {
                sum += scaled(bytes, index);
                index += bytesPerSample;
            }
            out[outOffset + i] = saturated(Math.round(sum / channels));
        }
    }

    /** One sample on the 16-bit scale, unrounded. */
    private double scaled(ByteBuffer bytes, int index) {
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
