package dev.baton.testkit.audio;

/**
 * How a word's number is written as sound: six tones of 40 ms without a gap, in continuous phase.
 *
 * <pre>{@code
 *   mark | number, 3 digits of 16, least significant first | check, 2 digits of 16
 * }</pre>
 *
 * The mark is a tone that no digit uses, and the check is a CRC of the number, so that the beginning of one word followed by the end of another is, but for
 * one in 256 chances, no word; neighbouring numbers differ early, so that they share no beginning. Tones are 150 Hz apart from 500 to 2,900 Hz: inside a telephone's band, untouched by resampling between 8 and 16 kHz, and far
 * enough apart for an analysis window of 24 ms. Ends are faded over 3 ms against clicks.
 */
public final class WordTones {
    /** Numbers are 0 to this, exclusive. */
    public static final int NUMBERS = 4096;

    static final int SYMBOL_MILLIS = 40;
    static final int SYMBOLS = 6;
    /** How long every word lasts. */
    public static final int WORD_MILLIS = SYMBOL_MILLIS * SYMBOLS;

    static final int DIGITS = 16;
    /** The symbol after the digits. */
    static final int MARK = DIGITS;

    private static final double LOWEST_HZ = 500;
    private static final double SPACING_HZ = 150;
    private static final int FADE_MILLIS = 3;
    /** x^8 + x^2 + x + 1, the CRC-8 of ATM header error control (ITU-T I.432). */
    private static final int CRC_POLYNOMIAL = 0x07;

    private WordTones() {}

    static double frequencyHz(int symbol) {
        return LOWEST_HZ + SPACING_HZ * symbol;
    }

    /** Symbol at a place of a word, 0 to {@link #SYMBOLS}, exclusive. */
    static int symbol(int number, int place) {
        return switch (place) {
            case 0 -> MARK;
            case 1 -> number & 15;
            case 2 -> number >> 4 & 15;
            case 3 -> number >> 8;
            case 4 -> check(number) >> 4;
            default -> check(number) & 15;
        };
    }

    static int check(int number) {
        // Not from zero, or the word 0 would be five times the same tone.
        int crc = 0xA5;
        for (int shift = 8; shift >= 0; shift -= 8) {
            crc ^= number >> shift & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x80) != 0 ? (crc << 1 ^ CRC_POLYNOMIAL) & 0xFF : crc << 1;
            }
        }
        return crc;
    }

    static int samples(int sampleRateHz) {
        return sampleRateHz * WORD_MILLIS / 1000;
    }

    /** Adds the sound of a word at {@code samples[at .. at + WORD_MILLIS)}. */
    static void add(float[] samples, int at, int sampleRateHz, int number, double levelDbfs) {
        double peak = Tones.amplitude(levelDbfs) * Math.sqrt(2);
        int length = samples(sampleRateHz);
        int fade = sampleRateHz * FADE_MILLIS / 1000;
        double phase = 0;
        for (int i = 0; i < length; i++) {
            int symbol = symbol(number, i * SYMBOLS / length);
            double envelope = Math.min(1, Math.min(i + 1, length - i) / (double) fade);
            samples[at + i] += (float) (peak * envelope * Math.sin(phase));
            phase += 2 * Math.PI * frequencyHz(symbol) / sampleRateHz;
        }
    }
}
