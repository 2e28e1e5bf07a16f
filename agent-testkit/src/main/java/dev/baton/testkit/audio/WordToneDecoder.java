package dev.baton.testkit.audio;

import java.util.Arrays;

/**
 * Reads words that were written as {@link WordTones} back out of audio, as it streams by. Whole words only.
 *
 * <p>Every 8 ms the last 24 ms are compared with all tones (G. Goertzel, "An algorithm for the evaluation of finite trigonometric series", American
 * Mathematical Monthly 65, 1958); one that holds most of the power is the symbol of that instant. The middle of a run of marks gives the time base, from which
 * the other symbols are looked up. One stream, one thread; allocates nothing after construction.
 */
public final class WordToneDecoder {
    /** Told of each word when its last tone has been heard. */
    @FunctionalInterface
    public interface Listener {
        /** @param startMillis from the first sample; every word lasts {@link WordTones#WORD_MILLIS} */
        void onWord(int number, long startMillis);
    }

    private static final int NONE = -1;
    private static final int HOP_MILLIS = 8;
    private static final int WINDOW_HOPS = 3;
    private static final int HOPS_PER_SYMBOL = WordTones.SYMBOL_MILLIS / HOP_MILLIS;
    /** Remembered instants, a power of two longer than a word. */
    private static final int MEMORY = 64;
    /** Share of the power that a symbol must hold; noise 10 dB down and mu-law leave more. */
    private static final double PURITY = 0.5;
    /** -55 dBFS: quieter is silence. */
    private static final double LEAST_POWER = 1e-5 * 0.3162 * 32768.0 * 32768.0;

    private final Listener listener;
    private final int hopSamples;
    private final short[] window;
    private final double[] coefficients = new double[WordTones.DIGITS + 1];
    private final int[] symbols = new int[MEMORY];

    private int filled;
    /** Index of the next instant; instant {@code h} is centred at {@code (h + WINDOW_HOPS / 2.0) * HOP_MILLIS}. */
    private long instant;

    private long markRunStart = NONE;
    private long markCentreTwice = NONE;

    /** @param sampleRateHz at least 8000, a multiple of 1000 */
    public WordToneDecoder(int sampleRateHz, Listener listener) {
        if (sampleRateHz < 8000 || sampleRateHz % 1000 != 0) {
            throw new IllegalArgumentException(
                    "sampleRateHz must be a multiple of 1000 and at least 8000, sampleRateHz=" + sampleRateHz);
        }
        this.listener = listener;
        hopSamples = sampleRateHz * HOP_MILLIS / 1000;
        window = new short[hopSamples * WINDOW_HOPS];
        for (int symbol = 0; symbol < coefficients.length; symbol++) {
            coefficients[symbol] = 2 * Math.cos(2 * Math.PI * WordTones.frequencyHz(symbol) / sampleRateHz);
        }
        Arrays.fill(symbols, NONE);
    }

    /** Takes any number of samples. */
    public void accept(short[] pcm, int offset, int length) {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            int count = Math.min(end - at, window.length - filled);
            System.arraycopy(pcm, at, window, filled, count);
            filled += count;
            at += count;
            if (filled == window.length) {
                onInstant(dominantSymbol());
                System.arraycopy(window, hopSamples, window, 0, window.length - hopSamples);
                filled -= hopSamples;
            }
        }
    }

    private int dominantSymbol() {
        double energy = 0;
        for (short sample : window) {
            energy += (double) sample * sample;
        }
        if (energy / window.length < LEAST_POWER) {
            return NONE;
        }
        for (int symbol = 0; symbol < coefficients.length; symbol++) {
            if (goertzel(coefficients[symbol]) * 2 / window.length > PURITY * energy) {
                return symbol;
            }
        }
        return NONE;
    }

    private double goertzel(double coefficient) {
        double s1 = 0;
        double s2 = 0;
        for (short sample : window) {
            double s = sample + coefficient * s1 - s2;
            s2 = s1;
            s1 = s;
        }
        return s1 * s1 + s2 * s2 - coefficient * s1 * s2;
    }

    private void onInstant(int symbol) {
        symbols[(int) (instant & (MEMORY - 1))] = symbol;
        if (symbol == WordTones.MARK) {
            if (markRunStart == NONE) {
                markRunStart = instant;
            }
        } else if (markRunStart != NONE) {
            markCentreTwice = markRunStart + instant - 1;
            markRunStart = NONE;
        }
        if (markCentreTwice != NONE
                && instant * 2 >= markCentreTwice + 2L * (WordTones.SYMBOLS - 1) * HOPS_PER_SYMBOL + 1) {
            decodeWord();
            markCentreTwice = NONE;
        }
        instant++;
    }

    private void decodeWord() {
        int number = digit(1) | digit(2) << 4 | digit(3) << 8;
        int check = digit(4) << 4 | digit(5);
        if (number >= 0 && check == WordTones.check(number)) {
            long centreMillis = (markCentreTwice + WINDOW_HOPS) * HOP_MILLIS / 2;
            listener.onWord(number, Math.max(0, centreMillis - WordTones.SYMBOL_MILLIS / 2));
        }
    }

    /** The digit at a place of the word; negative if there is none, which makes everything it is combined with negative too. */
    private int digit(int place) {
        long at = (markCentreTwice + 1) / 2 + (long) place * HOPS_PER_SYMBOL;
        int symbol = symbols[(int) (at & (MEMORY - 1))];
        return symbol == WordTones.MARK ? NONE : symbol;
    }
}
