package dev.baton.examples.sample;

/**
 * The quiet of a telephone line: noise that falls with frequency, without end, and never digital silence.
 *
 * <p>White noise through the two faster poles of Paul Kellet's economy filter for pink noise (musicdsp.org, "pink noise filter"); the slowest is left
 * out, because lines carry nothing below 100 Hz. White noise comes from Marsaglia's xorshift64. Allocates nothing per frame.
 */
final class LineNoise {
    private final double gain;
    private long state;
    private double slow;
    private double fast;

    LineNoise(long seed, double dbfs) {
        state = seed * 0x9E3779B97F4A7C15L ^ 0x2545F4914F6CDD1DL;
        state = state == 0 ? 1 : state;
        // The level of the filter's output is measured, which also settles its memory.
        double power = 0;
        int settling = Sound.SAMPLE_RATE_HZ;
        for (int i = 0; i < settling; i++) {
            double sample = unscaled();
            power += sample * sample;
        }
        gain = Sound.amplitude(dbfs) / Math.sqrt(power / settling);
    }

    /** Overwrites the frame. */
    void fill(int[] frame) {
        for (int i = 0; i < frame.length; i++) {
            frame[i] = (int) Math.round(gain * unscaled());
        }
    }

    private double unscaled() {
        double white = white();
        slow = 0.96300 * slow + 0.2965164 * white;
        fast = 0.57000 * fast + 1.0526913 * white;
        return slow + fast + 0.1848 * white;
    }

    private double white() {
        state ^= state << 13;
        state ^= state >>> 7;
        state ^= state << 17;
        return state * 0x1p-63;
    }
}
