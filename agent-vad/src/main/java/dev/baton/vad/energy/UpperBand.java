package dev.baton.vad.energy;

/**
 * Whether a sound stands out above 4 kHz, where "s" and "f" have most of their energy (G. Hughes and M. Halle, "Spectral properties of fricative consonants", J. Acoust. Soc. Am. 28(2), 1956) and a telephone has none. Below it a soft one is hardly
 * told from noise, and a call that waits for its vowel may have answered by then.
 */
final class UpperBand {
    /** Log10 of power: 10 dB. */
    private static final float STANDS_OUT = 1;

    private static final float SMOOTHING = 0.5f;
    /** -80 dBFS, as in {@link SpeechFeatures}. */
    private static final float LEAST_POWER = 1e-8f;
    /** -110 dBFS; rounding to 16 bits alone leaves -101 there. */
    private static final float DIGITAL_SILENCE = 1e-11f;
    /** 3 dB a second: a long consonant hardly raises it, another background is known after some seconds. */
    private static final float FLOOR_RISE = 0.003f;

    private float level;
    private float floor;
    private boolean first;

    UpperBand() {
        reset();
    }

    /** @param power of the next 10 ms, full scale is 1 */
    boolean standsOut(float power) {
        // Digital silence says nothing about the background: it is a lost packet or a sender that saves bandwidth.
        if (power < DIGITAL_SILENCE) {
            return false;
        }
        float now = Logarithms.log10(power + LEAST_POWER);
        if (first) {
            level = now;
            floor = now;
            first = false;
        }
        level += SMOOTHING * (now - level);
        floor = Math.min(level, floor + FLOOR_RISE);
        return level - floor > STANDS_OUT;
    }

    void reset() {
        first = true;
    }
}
