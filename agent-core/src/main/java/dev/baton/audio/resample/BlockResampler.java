package dev.baton.audio.resample;

import java.time.Duration;
import java.util.Objects;

/** What all conversions share: ranges checked before anything is consumed, long inputs cut into blocks, the stream's end, and exactly as many outputs as the interface promises. */
abstract class BlockResampler implements Resampler {
    private static final short[] SILENCE = new short[256];

    private final int inRateHz;
    private final int outRateHz;
    private final int delaySamples;
    private final Duration delay;
    private final int mostInputs;
    private final RateClock clock;
    private boolean heardAnything;

    /** @param mostInputs that {@link #convert} takes at once */
    BlockResampler(int inRateHz, int outRateHz, int delaySamples, int mostInputs) {
        this.inRateHz = inRateHz;
        this.outRateHz = outRateHz;
        this.delaySamples = delaySamples;
        this.mostInputs = mostInputs;
        delay = Duration.ofNanos(Math.round(delaySamples * 1e9 / outRateHz));
        clock = RateClock.between(inRateHz, outRateHz);
    }

    /**
     * Converts a block.
     *
     * @param due outputs to be written, at least as many as there can be; 0 up to what the rates' ratio gives for everything up to here
     */
    abstract void convert(short[] in, int inOffset, int inLength, short[] out, int outOffset, int due);

    /** Forgets all samples. */
    abstract void forget();

    @Override
    public final int inRateHz() {
        return inRateHz;
    }

    @Override
    public final int outRateHz() {
        return outRateHz;
    }

    @Override
    public final int delaySamples() {
        return delaySamples;
    }

    @Override
    public final Duration delay() {
        return delay;
    }

    @Override
    public final int maxOutput(int inLength) {
        return clock.mostDue(inLength);
    }

    @Override
    public final int resample(short[] in, int inOffset, int inLength, short[] out, int outOffset) {
        Objects.checkFromIndexSize(inOffset, inLength, in.length);
        Objects.checkFromIndexSize(outOffset, clock.due(inLength), out.length);
        heardAnything |= inLength > 0;
        int written = 0;
        for (int done = 0; done < inLength; ) {
            int block = Math.min(inLength - done, mostInputs);
            int due = clock.due(block);
            convert(in, inOffset + done, block, out, outOffset + written, due);
            clock.advance(block);
            written += due;
            done += block;
        }
        return written;
    }

    @Override
    public final int flush(short[] out, int outOffset) {
        int rest = heardAnything ? delaySamples : 0;
        Objects.checkFromIndexSize(outOffset, rest, out.length);
        int written = 0;
        while (written < rest) {
            int block = Math.min(SILENCE.length, mostInputs);
            int due = Math.min(clock.due(block), rest - written);
            convert(SILENCE, 0, block, out, outOffset + written, due);
            clock.advance(block);
            written += due;
        }
        reset();
        return written;
    }

    @Override
    public final void reset() {
        forget();
        clock.reset();
        heardAnything = false;
    }
}
