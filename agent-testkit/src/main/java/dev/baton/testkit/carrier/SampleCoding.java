package dev.baton.testkit.carrier;

/** How a sample becomes bytes on a line. Everything here is little-endian, as over WebSocket and AudioSocket. */
public enum SampleCoding {
    MU_LAW(1),
    A_LAW(1),
    L16(2);

    private static final int MU_LAW_CLIP = 32_635;
    private static final int MU_LAW_BIAS = 132;

    private final int bytesPerSample;

    SampleCoding(int bytesPerSample) {
        this.bytesPerSample = bytesPerSample;
    }

    public int bytesPerSample() {
        return bytesPerSample;
    }

    public byte[] encode(short[] samples) {
        var bytes = new byte[samples.length * bytesPerSample];
        for (int i = 0; i < samples.length; i++) {
            switch (this) {
                case MU_LAW -> bytes[i] = (byte) toMuLaw(samples[i]);
                case A_LAW -> bytes[i] = (byte) toALaw(samples[i]);
                case L16 -> {
                    bytes[2 * i] = (byte) samples[i];
                    bytes[2 * i + 1] = (byte) (samples[i] >> 8);
                }
            }
        }
        return bytes;
    }

    /** @throws IllegalArgumentException if the last sample is cut in half */
    public short[] decode(byte[] bytes) {
        if (bytes.length % bytesPerSample != 0) {
            throw new IllegalArgumentException("audio must hold whole samples, bytes=" + bytes.length);
        }
        var samples = new short[bytes.length / bytesPerSample];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = switch (this) {
                case MU_LAW -> fromMuLaw(bytes[i]);
                case A_LAW -> fromALaw(bytes[i]);
                case L16 -> (short) ((bytes[2 * i] & 0xFF) | bytes[2 * i + 1] << 8);
            };
        }
        return samples;
    }

    /** Invert all bits; sign, exponent, mantissa; {@code ((m * 8 + 132) << e) - 132}. */
    static short fromMuLaw(byte code) {
        int bits = ~code & 0xFF;
        int magnitude = (((bits & 15) * 8 + MU_LAW_BIAS) << (bits >> 4 & 7)) - MU_LAW_BIAS;
        return (short) ((bits & 0x80) != 0 ? -magnitude : magnitude);
    }

    /** Clip, add 132, the exponent is the position of the top bit minus 7, four bits of mantissa below it, invert. */
    static int toMuLaw(short sample) {
        int biased = Math.min(Math.abs((int) sample), MU_LAW_CLIP) + MU_LAW_BIAS;
        int exponent = topBit(biased) - 7;
        int mantissa = biased >> (exponent + 3) & 15;
        return ~((sample < 0 ? 0x80 : 0) | exponent << 4 | mantissa) & 0xFF;
    }

    /** Exclusive or with 0x55; bit 7 set is positive; {@code m * 16 + 8}, or {@code (m * 16 + 264) << (e - 1)}. */
    static short fromALaw(byte code) {
        int bits = (code ^ 0x55) & 0xFF;
        int exponent = bits >> 4 & 7;
        int mantissa = bits & 15;
        int magnitude = exponent == 0 ? mantissa * 16 + 8 : (mantissa * 16 + 264) << (exponent - 1);
        return (short) ((bits & 0x80) != 0 ? magnitude : -magnitude);
    }

    /** The inverse of {@link #fromALaw}: each code takes the interval of which its value is the middle. */
    static int toALaw(short sample) {
        int magnitude = sample < 0 ? ~sample : sample;
        int exponent = Math.max(topBit(magnitude) - 7, 0);
        int mantissa = magnitude >> (exponent == 0 ? 4 : exponent + 3) & 15;
        return ((sample < 0 ? 0 : 0x80) | exponent << 4 | mantissa) ^ 0x55;
    }

    private static int topBit(int value) {
        return 31 - Integer.numberOfLeadingZeros(value);
    }
}
