package dev.baton.testkit.audio;

import dev.baton.audio.AudioFormat;
import dev.baton.audio.AudioSink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Keeps what the agent said, and when. Safe to read from any thread while the call writes.
 *
 * <p>What was cleared stays in the recording: {@link #clears()} tells where.
 */
public final class CapturingSink implements AudioSink {
    /** @param position in samples written so far; {@code atNanos} is of the sink's clock */
    public record Moment(long position, long atNanos) {}

    private final int sampleRateHz;
    private final LongSupplier nanoClock;
    private final List<Moment> clears = new ArrayList<>();
    private short[] samples = new short[1 << 16];
    private int length;
    private long[] frameTimes = new long[1 << 10];
    private int[] frameStarts = new int[1 << 10];
    private int frames;
    private boolean closed;

    /** Uses {@link System#nanoTime()}. */
    public CapturingSink(int sampleRateHz) {
        this(sampleRateHz, System::nanoTime);
    }

    /** @param nanoClock read at each write and clear */
    public CapturingSink(int sampleRateHz, LongSupplier nanoClock) {
        AudioFormat.linear16(sampleRateHz);
        this.sampleRateHz = sampleRateHz;
        this.nanoClock = nanoClock;
    }

    @Override
    public int sampleRateHz() {
        return sampleRateHz;
    }

    @Override
    public synchronized void write(short[] frame, int offset, int count) {
        if (length + count > samples.length) {
            samples = Arrays.copyOf(samples, samples.length * 2 + count);
        }
        if (frames == frameTimes.length) {
            frameTimes = Arrays.copyOf(frameTimes, frames * 2);
            frameStarts = Arrays.copyOf(frameStarts, frames * 2);
        }
        frameTimes[frames] = nanoClock.getAsLong();
        frameStarts[frames++] = length;
        System.arraycopy(frame, offset, samples, length, count);
        length += count;
    }

    @Override
    public synchronized void clear() {
        clears.add(new Moment(length, nanoClock.getAsLong()));
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    /** A copy of everything written. */
    public synchronized short[] samples() {
        return Arrays.copyOf(samples, length);
    }

    /** When each write came and where it begins. */
    public synchronized List<Moment> writes() {
        var writes = new ArrayList<Moment>(frames);
        for (int i = 0; i < frames; i++) {
            writes.add(new Moment(frameStarts[i], frameTimes[i]));
        }
        return writes;
    }

    public synchronized List<Moment> clears() {
        return List.copyOf(clears);
    }

    public synchronized boolean closed() {
        return closed;
    }
}
