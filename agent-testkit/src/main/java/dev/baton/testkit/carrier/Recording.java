package dev.baton.testkit.carrier;

import java.util.Arrays;

/** Keeps everything; the index of a sample is its time. */
public final class Recording implements Ear {
    private short[] samples = new short[1 << 14];
    private int length;

    @Override
    public void heard(short[] block, long position) {
        if (position != length) {
            throw new AssertionError("blocks must follow each other, position=" + position + ", expected=" + length);
        }
        if (length + block.length > samples.length) {
            samples = Arrays.copyOf(samples, samples.length * 2);
        }
        System.arraycopy(block, 0, samples, length, block.length);
        length += block.length;
    }

    /** A copy of all of it. */
    public short[] samples() {
        return Arrays.copyOf(samples, length);
    }
}
