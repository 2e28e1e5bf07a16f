package dev.baton.testkit.carrier;

/**
 * How audio travels on a call, the same both ways.
 *
 * @param frameMillis how much of the caller a message holds, a multiple of 20
 */
public record Line(SampleCoding coding, int sampleRateHz, int frameMillis) {
    public static final int TICK_MILLIS = 20;

    public Line {
        if (sampleRateHz < 8000 || sampleRateHz % 50 != 0) {
            throw new IllegalArgumentException(
                    "sampleRateHz must be at least 8000 and a multiple of 50, sampleRateHz=" + sampleRateHz);
        }
        if (frameMillis < TICK_MILLIS || frameMillis % TICK_MILLIS != 0) {
            throw new IllegalArgumentException("frameMillis must be a multiple of 20, frameMillis=" + frameMillis);
        }
    }

    public static Line muLaw() {
        return new Line(SampleCoding.MU_LAW, 8000, TICK_MILLIS);
    }

    public static Line linear16(int sampleRateHz) {
        return new Line(SampleCoding.L16, sampleRateHz, TICK_MILLIS);
    }

    /** Samples in 20 ms. */
    public int tickSamples() {
        return sampleRateHz / 50;
    }

    /** Bytes in 20 ms. */
    public int tickBytes() {
        return tickSamples() * coding.bytesPerSample();
    }

    public long millis(long samples) {
        return samples * 1000 / sampleRateHz;
    }
}
