package dev.baton.audio.resample;

/**
 * What a conversion keeps, what it holds back, and what it costs.
 *
 * <p>Frequencies are parts of the lower rate's Nyquist frequency (4 kHz for a telephone line). "Image" is the worst mirrored tone of tones up to 0.9, "alias" what is left of tones that the
 * new rate cannot carry, beyond 1.15; "edge" is the same just past the limit: images of tones up to 0.98, aliases of tones from 1.005 on.
 *
 * <table border="1">
 * <caption>Qualities; delay for a lower rate of 8 kHz, half of it at 16 kHz</caption>
 * <tr><th></th><th>FAST</th><th>BALANCED</th><th>HIGH</th></tr>
 * <tr><td>delay, at most</td><td>2 ms</td><td>3.5 ms</td><td>7.5 ms</td></tr>
 * <tr><td>image, going up</td><td>40 dB</td><td>102 dB</td><td>108 dB</td></tr>
 * <tr><td>alias, going down</td><td>85 dB</td><td>102 dB</td><td>108 dB</td></tr>
 * <tr><td>edge</td><td>8 dB up, 12 dB down</td><td>72 dB</td><td>102 dB</td></tr>
 * <tr><td>flat to 0.1 dB up to</td><td>0.8</td><td>0.8</td><td>0.9 (to 0.01 dB)</td></tr>
 * <tr><td>3 dB down at</td><td>0.97 up, 0.93 down</td><td>0.90</td><td>0.94</td></tr>
 * </table>
 *
 * <p>What they cost on a machine is measured in {@code benchmarks/results/resampling.md}; HIGH takes about twice the time of BALANCED.
 */
public enum ResamplerQuality {
    /** The shortest delay, for many calls on few cores: what is beyond the band is not clean, but quieter than with the usual default of FFmpeg. */
    FAST(2, LowPass.nyquist(14, 1.10, 1.30, 1e4), 101, LowPass.evenly(11.5, 0.88, 1.14, 1e6), 101),

    /** What Baton uses unless told otherwise: nothing that can be heard or recognised is added, at half the delay of common converters. */
    BALANCED(
            5,
            LowPass.graded(25, 0.88, 1.015, 3.16e4, 1.10, 300),
            104,
            LowPass.graded(26, 0.88, 1.002, 1e4, 1.10, 100),
            103),

    /** For recordings that are kept, and for measuring: transparent to 16 bits up to 0.9. */
    HIGH(10, LowPass.evenly(52, 0.90, 1.019, 30), 109, LowPass.evenly(58, 0.915, 1.0035, 1e4), 112);

    private final int longestDelayMillis;
    private final LowPass up;
    private final double upRejectionDb;
    private final LowPass down;
    private final double downRejectionDb;

    ResamplerQuality(
            int longestDelayMillis, LowPass up, double upRejectionDb, LowPass down, double downRejectionDb) {
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
