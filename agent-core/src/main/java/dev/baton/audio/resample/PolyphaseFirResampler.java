package dev.baton.audio.resample;

import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;

/**
 * Direct polyphase filtering with the rows of a {@link FilterBank}.
 *
 * <p>Input is taken in blocks behind the last {@code tapsPerPhase - 1} samples of the block before:
 *
 * <pre>
 *  history:  | kept from before (taps - 1) | block, up to BLOCK samples |
 *               ^-- window of the output whose newest input is block[next]
 * </pre>
 */
final class PolyphaseFirResampler implements Resampler {
    private static final int BLOCK = 512;

    private final FilterBank bank;
    private final Duration delay;
    private final int kept;
    private final float[] history;

    /** Newest input sample that the next output needs, counted from the first sample not yet seen. */
    private int next;

    private int phase;
    private boolean heardAnything;

    PolyphaseFirResampler(FilterBank bank) {
        this.bank = bank;
        delay = Duration.ofNanos(Math.round(bank.delaySamples() * 1e9 / bank.outRateHz()));
        kept = bank.tapsPerPhase() - 1;
        history = new float[kept + BLOCK];
    }

    @Override
    public int inRateHz() {
        return bank.inRateHz();
    }

    @Override
    public int outRateHz() {
        return bank.outRateHz();
    }

    @Override
    public int delaySamples() {
        return bank.delaySamples();
    }

    @Override
    public Duration delay() {
        return delay;
    }

    @Override
    public int maxOutput(int inLength) {
        return Math.toIntExact(((long) inLength * bank.up() + bank.down() - 1) / bank.down());
    }

    @Override
    public int resample(short[] in, int inOffset, int inLength, short[] out, int outOffset) {
        Objects.checkFromIndexSize(inOffset, inLength, in.length);
        Objects.checkFromIndexSize(outOffset, outputFor(inLength), out.length);
        heardAnything |= inLength > 0;
        int written = 0;
        for (int done = 0; done < inLength; ) {
            int block = Math.min(BLOCK, inLength - done);
            for (int i = 0; i < block; i++) {
                history[kept + i] = in[inOffset + done + i];
            }
            written += filterBlock(block, Integer.MAX_VALUE, out, outOffset + written);
            done += block;
        }
        return written;
    }

    @Override
    public int flush(short[] out, int outOffset) {
        int due = heardAnything ? bank.delaySamples() : 0;
        Objects.checkFromIndexSize(outOffset, due, out.length);
        int written = 0;
        while (written < due) {
            Arrays.fill(history, kept, history.length, 0);
            written += filterBlock(BLOCK, due - written, out, outOffset + written);
        }
        reset();
        return written;
    }

    @Override
    public void reset() {
        Arrays.fill(history, 0);
        next = 0;
        phase = 0;
        heardAnything = false;
    }

    /** How many outputs have their newest input within the next {@code inLength} samples. */
    private int outputFor(int inLength) {
        long spread = (long) (inLength - next) * bank.up() - phase;
        return spread <= 0 ? 0 : Math.toIntExact((spread + bank.down() - 1) / bank.down());
    }

    private int filterBlock(int block, int limit, short[] out, int outOffset) {
        int stepWhole = bank.down() / bank.up();
        int stepPhase = bank.down() % bank.up();
        int written = 0;
        while (next < block && written < limit) {
            out[outOffset + written++] = rounded(bank.apply(phase, history, next));
            next += stepWhole;
            phase += stepPhase;
            if (phase >= bank.up()) {
                phase -= bank.up();
                next++;
            }
        }
        next -= block;
        System.arraycopy(history, block, history, 0, kept);
        return written;
    }

    private static short rounded(float value) {
        return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(value)));
    }
}
