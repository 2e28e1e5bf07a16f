package dev.baton.benchmarks.vad.training;

/** Where sounds begin, of any kind: hops within 350 ms of a rise to 10 dB above the 200 ms before it. After a shorter time a held tone passed for a voice, after a longer one the ends of words were lost. */
final class SoundOnsets {
    private static final double RISE = 10;
    private static final int BEFORE_HOPS = 20;
    private static final int LASTS_HOPS = 35;
    /** Of the rounding of a sample: a rise out of digital silence to that is none. */
    private static final double LEAST_POWER = 1;

    private SoundOnsets() {}

    /** @param window samples per hop; what is left of {@code samples} behind the last whole hop does not count */
    static boolean[] of(short[] samples, int window) {
        var onsets = new boolean[samples.length / window];
        var powers = new double[onsets.length];
        double before = 0;
        for (int hop = 0; hop < onsets.length; hop++) {
            powers[hop] = power(samples, hop * window, window);
            if (powers[hop] > RISE * (LEAST_POWER + before / BEFORE_HOPS)) {
                for (int i = hop; i < Math.min(onsets.length, hop + LASTS_HOPS); i++) {
                    onsets[i] = true;
                }
            }
            before += powers[hop] - (hop < BEFORE_HOPS ? 0 : powers[hop - BEFORE_HOPS]);
        }
        return onsets;
    }

    private static double power(short[] samples, int at, int length) {
        double sum = 0;
        for (int i = at; i < at + length; i++) {
            sum += (double) samples[i] * samples[i];
        }
        return sum / length;
    }
}
