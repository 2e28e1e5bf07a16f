package dev.baton.audio.resample;

import org.jspecify.annotations.Nullable;

/**
 * Convolution as C2 makes vectors of it, and the memory that it needs.
 *
 * <p>C2 of JDK 17 makes vectors of a loop only if all accesses to arrays of a type are a whole number of vectors apart: {@code y[n] += c * x[n + k]}, the plain convolution, stays scalar (3 products per
 * ns instead of 25), because {@code x} and {@code y} might be the same array. So samples are laid out in rows of 16 lanes, each lane holding a run of consecutive samples:
 *
 * <pre>
 *            lane 0   lane 1  ...  lane 15
 *  row 0      x[0]     x[R]         x[15R]        R = rows of the block
 *  row 1      x[1]     x[R+1]       x[15R+1]
 *  ...
 *  row R-1    x[R-1]   x[2R-1]      x[16R-1]
 *  row R      x[R]     x[2R]        x[16R]        from here on rows R back, one lane on: what a lane needs beyond its own run
 * </pre>
 *
 * In this layout the sample that comes {@code k} later lies 16 {@code k} further, a whole number of vectors of any processor up to 512 bits. Everything lies in <em>one</em> array, at distances that are
 * constants: all accesses are aligned together, so that no vector crosses a cache line, and addresses need so few of the 60 nodes ({@code LoopUnrollLimit}) that C2 allows a loop before it unrolls it
 * that four products per sweep fit. Sums go from one region to another and move on with the samples, since a distance that varies is not allowed either.
 *
 * <p>What must not be written here, with the factor by which it was seen to be slower on JDK 17: a fifth product in {@link #singleAb} or a third in {@link #pairAb}, which are over the limit (5); a region
 * in an array of its own (1.3); {@code y[n] += c * x[n + k]} (8); a clamp by {@code if} in place of {@code Math.min} (3); regions a multiple of 4 KiB apart (1.7); two sums of products of {@code short}s
 * in one loop (C2 crashes the JVM). {@code Math.fma} would be 7 % faster and round otherwise on some machines than on others, and is a call into {@code BigDecimal} on processors without it.
 */
final class RowKernels {
    static final int LANES = 16;

    /** Of the taps of a product. */
    static final int TAPS_MULTIPLE = 4;

    static final int MAX_ROWS = 32;

    /** Rows of a block with all that its filter reaches back to. */
    static final int ALL_ROWS = 416;

    static final int MAX_GROUPS = LANES * MAX_ROWS;

    // Regions of the slab: samples from 0 on, then two pairs of sums. The odd parts keep them from falling on the same
    // lines of the cache.
    private static final int REGION = LANES * ALL_ROWS;
    private static final int A = REGION + 208;
    private static final int B = 2 * REGION + 416;
    private static final int A2 = 3 * REGION + 624;
    private static final int B2 = 4 * REGION + 832;
    private static final int SLAB = 5 * REGION + 832;

    /** 1.5 * 2^23: what a float near it has in its lower 16 bits is the number that was added, rounded to the nearest integer. */
    private static final float ROUNDER = 12_582_912f;

    private final float[] slab = new float[SLAB];
    private final int[][] places = new int[MAX_ROWS + 1][];

    /** Where the sums are: how far into their region, and in which one. */
    private int from;

    private boolean inB;

    /** Whether there are none yet. */
    private boolean empty;

    /** Rows for so many groups; at least one. */
    static int rowsFor(int groups) {
        return Math.max(1, (groups + LANES - 1) / LANES);
    }

    /** Where in rows the {@code i}-th sample lies: transposing by a table costs no more than copying, and half of what two nested loops of ten rounds do. */
    private int[] places(int rows) {
        int[] known = places[rows];
        if (known == null) {
            known = new int[LANES * rows];
            for (int i = 0; i < known.length; i++) {
                known[i] = i % rows * LANES + i / rows;
            }
            places[rows] = known;
        }
        return known;
    }

    /**
     * Lays out {@code LANES * rows + shifts - 1} samples, every {@code step}-th from {@code in[at]}.
     *
     * @param row where the first ones go
     */
    void layOut(short[] in, int at, int step, int row, int rows, int shifts) {
        int base = LANES * row;
        Strides.scatter(in, at, step, places(rows), slab, base);
        int end = rows + shifts - 1;
        for (int below = rows; below < end; below += rows) {
            int count = Math.min(rows, end - below);
            int to = base + LANES * below;
            System.arraycopy(slab, to - LANES * rows + 1, slab, to, LANES * count - 1);
            lastLane(in, at + ((LANES - 1) * rows + below) * step, step, slab, to + LANES - 1, count);
        }
    }

    private static void lastLane(short[] in, int at, int step, float[] slab, int to, int count) {
        int from = at;
        for (int i = to; i < to + LANES * count; i += LANES) {
            slab[i] = in[from];
            from += step;
        }
    }

    /** Begins sums of which there are none yet, where the samples of the first tap to come are laid out. */
    void begin(int row) {
        from = LANES * row;
        inB = false;
        empty = true;
    }

    /** Goes on with sums that were {@link #keep kept}; of one phase, or of a pair. */
    void resume(int row, int rows, float[] sums, float @Nullable [] secondSums) {
        begin(row);
        empty = false;
        System.arraycopy(sums, 0, slab, A + from, LANES * rows);
        if (secondSums != null) {
            System.arraycopy(secondSums, 0, slab, A2 + from, LANES * rows);
        }
    }

    /** Adds the products of the samples laid out, from where the sums are, to the sums of one phase, which are then that many rows further. */
    void single(float[] taps, int rows) {
        float[] s = slab;
        int at = from;
        int length = LANES * rows;
        int k = 0;
        if (empty) {
            singleFirst(s, at, at + length, taps[0], taps[1], taps[2], taps[3]);
            empty = false;
            inB = true;
            at += 4 * LANES;
            k = 4;
        }
        if (inB && k < taps.length) {
            singleBa(s, at, at + length, taps[k], taps[k + 1], taps[k + 2], taps[k + 3]);
            inB = false;
            at += 4 * LANES;
            k += 4;
        }
        for (; k <= taps.length - 8; k += 8) {
            singleAb(s, at, at + length, taps[k], taps[k + 1], taps[k + 2], taps[k + 3]);
            at += 4 * LANES;
            singleBa(s, at, at + length, taps[k + 4], taps[k + 5], taps[k + 6], taps[k + 7]);
            at += 4 * LANES;
        }
        if (k < taps.length) {
            singleAb(s, at, at + length, taps[k], taps[k + 1], taps[k + 2], taps[k + 3]);
            inB = true;
            at += 4 * LANES;
        }
        from = at;
    }

    /** The same for two phases, which share the loading of samples. */
    void pair(float[] taps, float[] secondTaps, int rows) {
        float[] s = slab;
        int at = from;
        int length = LANES * rows;
        for (int k = 0; k < taps.length; k += 4) {
            if (empty) {
                pairFirst(s, at, at + length, taps[k], taps[k + 1], secondTaps[k], secondTaps[k + 1]);
                empty = false;
            } else {
                pairAb(s, at, at + length, taps[k], taps[k + 1], secondTaps[k], secondTaps[k + 1]);
            }
            at += 2 * LANES;
            pairBa(s, at, at + length, taps[k + 2], taps[k + 3], secondTaps[k + 2], secondTaps[k + 3]);
            at += 2 * LANES;
        }
        from = at;
    }

    private static void singleFirst(float[] s, int from, int to, float c0, float c1, float c2, float c3) {
        for (int n = from; n < to; n++) {
            s[n + B + 64] = c0 * s[n] + c1 * s[n + 16] + c2 * s[n + 32] + c3 * s[n + 48];
        }
    }

    private static void singleAb(float[] s, int from, int to, float c0, float c1, float c2, float c3) {
        for (int n = from; n < to; n++) {
            s[n + B + 64] = s[n + A] + c0 * s[n] + c1 * s[n + 16] + c2 * s[n + 32] + c3 * s[n + 48];
        }
    }

    private static void singleBa(float[] s, int from, int to, float c0, float c1, float c2, float c3) {
        for (int n = from; n < to; n++) {
            s[n + A + 64] = s[n + B] + c0 * s[n] + c1 * s[n + 16] + c2 * s[n + 32] + c3 * s[n + 48];
        }
    }

    private static void pairFirst(float[] s, int from, int to, float c0, float c1, float d0, float d1) {
        for (int n = from; n < to; n++) {
            float x0 = s[n];
            float x1 = s[n + 16];
            s[n + B + 32] = c0 * x0 + c1 * x1;
            s[n + B2 + 32] = d0 * x0 + d1 * x1;
        }
    }

    private static void pairAb(float[] s, int from, int to, float c0, float c1, float d0, float d1) {
        for (int n = from; n < to; n++) {
            float x0 = s[n];
            float x1 = s[n + 16];
            s[n + B + 32] = s[n + A] + c0 * x0 + c1 * x1;
            s[n + B2 + 32] = s[n + A2] + d0 * x0 + d1 * x1;
        }
    }

    private static void pairBa(float[] s, int from, int to, float c0, float c1, float d0, float d1) {
        for (int n = from; n < to; n++) {
            float x0 = s[n];
            float x1 = s[n + 16];
            s[n + A + 32] = s[n + B] + c0 * x0 + c1 * x1;
            s[n + A2 + 32] = s[n + B2] + d0 * x0 + d1 * x1;
        }
    }

    /** Puts the sums of a phase aside. */
    void keep(boolean second, int rows, float[] sums) {
        System.arraycopy(slab, sums(second), sums, 0, LANES * rows);
    }

    /** Rounds and saturates the sums of a phase, and writes them in the order of time to every {@code step}-th element from {@code out[to]}. */
    void emit(boolean second, int groups, short[] out, int to, int step) {
        int rows = rowsFor(groups);
        int at = sums(second);
        clamp(slab, at, at + LANES * rows);
        Strides.gatherBits(slab, at, places(rows), out, to, step, groups);
    }

    /** Writes the sums of a phase in the order of time, unrounded. */
    void emit(boolean second, int groups, float[] out, int to, int step) {
        Strides.gather(slab, sums(second), places(rowsFor(groups)), out, to, step, groups);
    }

    private int sums(boolean second) {
        return from + (second ? A2 : inB ? B : A);
    }

    /** Rounds and saturates what is in the order of time already; overwrites it. */
    static void round(float[] samples, int count, short[] out, int to) {
        clamp(samples, 0, count);
        for (int i = 0; i < count; i++) {
            out[to + i] = (short) Float.floatToRawIntBits(samples[i]);
        }
    }

    /** Rounding in a loop of its own, because vectors can do this much and not the rest. */
    private static void clamp(float[] s, int from, int to) {
        for (int n = from; n < to; n++) {
            s[n] = Math.min(Math.max(s[n], Short.MIN_VALUE), Short.MAX_VALUE) + ROUNDER;
        }
    }
}
