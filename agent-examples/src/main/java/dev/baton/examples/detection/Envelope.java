package dev.baton.examples.detection;

import java.util.Arrays;

/** The lowest and the highest sample of each millisecond: as much of a recording as a picture shows, and small enough to keep for hours of it. */
public final class Envelope {
    private final int sampleRateHz;
    private final int blockSamples;
    private short[] lows = new short[1024];
    private short[] highs = new short[1024];
    private int blocks;
    private int filled;
    private int peak;

    public Envelope(int sampleRateHz) {
        this.sampleRateHz = sampleRateHz;
        blockSamples = Math.max(1, sampleRateHz / 1000);
    }

    public void append(short[] samples, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            add(samples[i]);
        }
    }

    private void add(short sample) {
        if (filled == 0) {
            if (blocks == lows.length) {
                lows = Arrays.copyOf(lows, 2 * blocks);
                highs = Arrays.copyOf(highs, 2 * blocks);
            }
            lows[blocks] = sample;
            highs[blocks] = sample;
            blocks++;
        }
        lows[blocks - 1] = (short) Math.min(lows[blocks - 1], sample);
        highs[blocks - 1] = (short) Math.max(highs[blocks - 1], sample);
        peak = Math.max(peak, Math.abs((int) sample));
        filled = (filled + 1) % blockSamples;
    }

    /** The highest absolute value of a sample. */
    int peak() {
        return peak;
    }

    int lowest(long fromMicros, long toMicros) {
        int lowest = Short.MAX_VALUE;
        for (int i = block(fromMicros); i < end(fromMicros, toMicros); i++) {
            lowest = Math.min(lowest, lows[i]);
        }
        return lowest;
    }

    int highest(long fromMicros, long toMicros) {
        int highest = Short.MIN_VALUE;
        for (int i = block(fromMicros); i < end(fromMicros, toMicros); i++) {
            highest = Math.max(highest, highs[i]);
        }
        return highest;
    }

    private int block(long micros) {
        return (int) Math.min(blocks - 1L, micros * sampleRateHz / 1_000_000 / blockSamples);
    }

    /** The block after the last one, at least one after the first. */
    private int end(long fromMicros, long toMicros) {
        return Math.max(block(fromMicros) + 1, block(toMicros));
    }
}
