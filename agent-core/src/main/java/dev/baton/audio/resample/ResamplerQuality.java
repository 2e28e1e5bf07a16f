package dev.baton.audio.resample;

/**
 * What a conversion keeps, what it holds back, and what it costs.
 *
 * <p>Frequencies are parts of the lower rate's Nyquist frequency (4 kHz for a telephone line). "Image" is the worst mirrored tone of tones up to 0.9, "alias" what is left of tones beyond 1.15, which the
 * new rate cannot carry; "edge" is the same just past the limit: images of tones up to 0.98, aliases of tones from 1.005 on.
 *
 * <table border="1">
 * <caption>Qualities; the delay is that of a lower rate of 8 kHz, at 16 kHz it is about half as long</caption>
 * <tr><th></th><th>FAST</th><th>BALANCED</th><th>HIGH</th></tr>
 * <tr><td>delay</td><td>1.3 to 2 ms</td><td>3.1 to 4.5 ms</td><td>6.5 to 8.5 ms</td></tr>
 * <tr><td>never above</td><td>2 ms</td><td>5 ms</td><td>10 ms</td></tr>
 * <tr><td>image, going up</td><td>33 dB, 90 dB up to 0.5</td><td>100 dB</td><td>105 dB</td></tr>
 * <tr><td>alias, going down</td><td>84 dB</td><td>100 dB</td><td>105 dB</td></tr>
 * <tr><td>edge</td><td>8.8 dB up, 19 dB down</td><td>70 dB</td><td>100 dB</td></tr>
 * <tr><td>level kept up to</td><td>0.75 to 1 dB</td><td>0.8 to 0.1 dB</td><td>0.9 to 0.01 dB</td></tr>
 * <tr><td>3 dB down at</td><td>0.97 up, 0.86 down</td><td>0.90</td><td>0.94</td></tr>
 * </table>
 *
 * <p>Time per sample grows in the order FAST, BALANCED, HIGH, by about two thirds each; measured in {@code benchmarks/results/resampling.md}, beside other converters.
 */
@SuppressWarnings("ImmutableEnumChecker") // a LowPass is a record of numbers
public enum ResamplerQuality {
    /** The shortest delay, for many calls on few cores. Telephone speech (up to 3.4 kHz at 8 kHz) passes within the limits that ITU-T G.712 sets for lines; the last tenth of the band does not stay clean going up. */
    FAST(2, LowPass.nyquist(14, 1.10, 1.30, 1e4), 101, LowPass.evenly(9.5, 0.84, 1.14, 1.8e6), 101),

    /** What Baton uses unless told otherwise: nothing that can be heard or recognised is added, at half the delay of common converters. */
    BALANCED(
            5,
            LowPass.graded(25, 0.88, 1.015, 3.16e4, 1.10, 300),
            104,
            LowPass.graded(26, 0.88, 1.002, 1e4, 1.10, 100),
            103),

    /** For recordings that are kept, and for measuring: at the limits of 16 bits up to 0.9. */
    HIGH(10, LowPass.evenly(52, 0.90, 1.019, 30), 109, LowPass.evenly(58, 0.915, 1.0035, 1e4), 112);

    private final int longestDelayMillis;
    private final LowPass up;
    private final double upRejectionDb;
    private final LowPass down;
    private final double downRejectionDb;

    ResamplerQuality(int longestDelayMillis, LowPass up, double upRejectionDb, LowPass down, double downRejectionDb) {
        this.longestDelayMillis = longestDelayMillis;
        this.up = up;
        this.upRejectionDb = upRejectionDb;
        this.down = down;
        this.downRejectionDb = downRejectionDb;
    }

    /** What no conversion of this quality exceeds. */
    int longestDelayMillis() {
        return longestDelayMillis;
    }

    /** The low-pass of a conversion whose output rate is the higher one, or the lower one. */
    LowPass lowPass(boolean goesUp) {
        return goesUp ? up : down;
    }

    /** By how much a second stage keeps images away. */
    double fractionalRejectionDb(boolean goesUp) {
        return goesUp ? upRejectionDb : downRejectionDb;
    }
}
