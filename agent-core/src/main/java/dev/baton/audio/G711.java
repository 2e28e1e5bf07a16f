package dev.baton.audio;

import java.util.Objects;

/**
 * ITU-T G.711: 8-bit companded telephone audio to and from signed 16-bit samples, both laws, bit exact.
 *
 * <p>A code byte is a sign, a three-bit exponent and a four-bit mantissa of a floating-point number; mu-law writes it inverted, A-law
 * with every second bit inverted. One sample at a time, encoding finds the exponent with one count of leading zeros; whole arrays go through a table of 64 KiB per law, of which speech uses a few
 * lines, several times as fast. Stateless.
 */
public final class G711 {
    /** The byte that mu-law lines send when nobody speaks. */
    public static final byte MULAW_SILENCE = (byte) 0xFF;

    /** The byte that A-law lines send when nobody speaks; A-law has no zero, this decodes to 8. */
    public static final byte ALAW_SILENCE = (byte) 0xD5;

    private static final int MULAW_BIAS = 132;
    private static final int MULAW_CLIP = 32_635;

    private static final short[] FROM_MULAW = new short[256];
    private static final short[] FROM_ALAW = new short[256];

    static {
        for (int code = 0; code < 256; code++) {
            FROM_MULAW[code] = expandMulaw(code);
            FROM_ALAW[code] = expandAlaw(code);
        }
    }

    private G711() {}

    /** Made when the first array is encoded: an application that only listens needs none. */
    private static final class Encoders {
        static final byte[] TO_MULAW = new byte[1 << 16];
        static final byte[] TO_ALAW = new byte[1 << 16];

        static {
            for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
                TO_MULAW[sample & 0xFFFF] = encodeMulaw((short) sample);
                TO_ALAW[sample & 0xFFFF] = encodeAlaw((short) sample);
            }
        }

        private Encoders() {}
    }

    /**
     * Decodes {@code codes[from .. from + count)} into {@code samples} from {@code to}.
     *
     * @throws IndexOutOfBoundsException if either range does not fit; nothing is written then
     */
    public static void decodeMulaw(byte[] codes, int from, short[] samples, int to, int count) {
        decode(FROM_MULAW, codes, from, samples, to, count);
    }

    /** The same for A-law; see {@link #decodeMulaw(byte[], int, short[], int, int)}. */
    public static void decodeAlaw(byte[] codes, int from, short[] samples, int to, int count) {
        decode(FROM_ALAW, codes, from, samples, to, count);
    }

    /**
     * Encodes {@code samples[from .. from + count)} into {@code codes} from {@code to}.
     *
     * @throws IndexOutOfBoundsException if either range does not fit; nothing is written then
     */
    public static void encodeMulaw(short[] samples, int from, byte[] codes, int to, int count) {
        encode(Encoders.TO_MULAW, samples, from, codes, to, count);
    }

    /** The same for A-law; see {@link #encodeMulaw(short[], int, byte[], int, int)}. */
    public static void encodeAlaw(short[] samples, int from, byte[] codes, int to, int count) {
        encode(Encoders.TO_ALAW, samples, from, codes, to, count);
    }

    private static void decode(short[] table, byte[] codes, int from, short[] samples, int to, int count) {
        Objects.checkFromIndexSize(from, count, codes.length);
        Objects.checkFromIndexSize(to, count, samples.length);
        for (int i = 0; i < count; i++) {
            samples[to + i] = table[codes[from + i] & 0xFF];
        }
    }

    private static void encode(byte[] table, short[] samples, int from, byte[] codes, int to, int count) {
        Objects.checkFromIndexSize(from, count, samples.length);
        Objects.checkFromIndexSize(to, count, codes.length);
        for (int i = 0; i < count; i++) {
            codes[to + i] = table[samples[from + i] & 0xFFFF];
        }
    }

    public static short decodeMulaw(byte code) {
        return FROM_MULAW[code & 0xFF];
    }

    public static short decodeAlaw(byte code) {
        return FROM_ALAW[code & 0xFF];
    }

    public static byte encodeMulaw(short sample) {
        int sign = sample < 0 ? 0x80 : 0;
        int biased = Math.min(Math.abs(sample), MULAW_CLIP) + MULAW_BIAS;
        int exponent = topBit(biased) - 7;
        int mantissa = (biased >> (exponent + 3)) & 0x0F;
        return (byte) ~(sign | exponent << 4 | mantissa);
    }

    public static byte encodeAlaw(short sample) {
        int sign = sample < 0 ? 0 : 0x80;
        int magnitude = sample < 0 ? ~sample : sample; // one's complement: -1 belongs to the same step as 0
        int exponent = Math.max(topBit(magnitude) - 7, 0);
        int mantissa = (magnitude >> (exponent == 0 ? 4 : exponent + 3)) & 0x0F;
        return (byte) ((sign | exponent << 4 | mantissa) ^ 0x55);
    }

    private static int topBit(int value) {
        return 31 - Integer.numberOfLeadingZeros(value);
    }

    private static short expandMulaw(int code) {
        int bits = ~code & 0xFF;
        int magnitude = (((bits & 0x0F) * 8 + MULAW_BIAS) << (bits >> 4 & 7)) - MULAW_BIAS;
        return (short) ((bits & 0x80) == 0 ? magnitude : -magnitude);
    }

    private static short expandAlaw(int code) {
        int bits = code ^ 0x55;
        int exponent = bits >> 4 & 7;
        int mantissa = bits & 0x0F;
        int magnitude = exponent == 0 ? mantissa * 16 + 8 : (mantissa * 16 + 264) << (exponent - 1);
        return (short) ((bits & 0x80) == 0 ? -magnitude : magnitude);
    }
}
