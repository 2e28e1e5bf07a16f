package dev.baton.audio.resample;

import java.time.Duration;

/** Both rates are equal: copies. */
record UnchangedRate(int inRateHz) implements Resampler {
    @Override
    public int outRateHz() {
        return inRateHz;
    }

    @Override
    public int delaySamples() {
        return 0;
    }

    @Override
    public Duration delay() {
        return Duration.ZERO;
    }

    @Override
    public int maxOutput(int inLength) {
        return inLength;
    }

    @Override
    public int resample(short[] in, int inOffset, int inLength, short[] out, int outOffset) {
        System.arraycopy(in, inOffset, out, outOffset, inLength);
        return inLength;
    }

    @Override
    public int flush(short[] out, int outOffset) {
        return 0;
    }

    @Override
    public void reset() {}
}
