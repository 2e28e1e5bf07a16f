package dev.baton.audio.resample;

/**
 * Loops over every {@code step}-th element: between samples in the order of time, the lines and phases that they belong to, and their places in the rows of {@link RowKernels}.
 *
 * <p>Where the step is a variable, C2 checks an index at each round and multiplies for it; where it is a constant, once before the loop, which is four times as fast. So the steps of common rates are
 * spelled out in the callers, and C2 makes a loop for each of them by inlining.
 */
final class Strides {
    private Strides() {}

    /** {@code slab[base + places[i]] = in[at + i * step]}, for as many as there are places. */
    static void scatter(short[] in, int at, int step, int[] places, float[] slab, int base) {
        switch (step) {
            case 1 -> scatterBy(1, in, at, places, slab, base);
            case 2 -> scatterBy(2, in, at, places, slab, base);
            case 3 -> scatterBy(3, in, at, places, slab, base);
            default -> scatterBy(step, in, at, places, slab, base);
        }
    }

    private static void scatterBy(int step, short[] in, int at, int[] places, float[] slab, int base) {
        for (int i = 0; i < places.length; i++) {
            slab[base + places[i]] = in[at + i * step];
        }
    }

    /** {@code out[to + i * step]} becomes the lower 16 bits of {@code slab[at + places[i]]}. */
    static void gatherBits(float[] slab, int at, int[] places, short[] out, int to, int step, int count) {
        switch (step) {
            case 1 -> gatherBitsBy(1, slab, at, places, out, to, count);
            case 2 -> gatherBitsBy(2, slab, at, places, out, to, count);
            case 3 -> gatherBitsBy(3, slab, at, places, out, to, count);
            default -> gatherBitsBy(step, slab, at, places, out, to, count);
        }
    }

    private static void gatherBitsBy(int step, float[] slab, int at, int[] places, short[] out, int to, int count) {
        for (int i = 0; i < count; i++) {
            out[to + i * step] = (short) Float.floatToRawIntBits(slab[at + places[i]]);
        }
    }

    /** {@code out[to + i * step] = slab[at + places[i]]}. */
    static void gather(float[] slab, int at, int[] places, float[] out, int to, int step, int count) {
        switch (step) {
            case 1 -> gatherBy(1, slab, at, places, out, to, count);
            case 2 -> gatherBy(2, slab, at, places, out, to, count);
            default -> gatherBy(step, slab, at, places, out, to, count);
        }
    }

    private static void gatherBy(int step, float[] slab, int at, int[] places, float[] out, int to, int count) {
        for (int i = 0; i < count; i++) {
            out[to + i * step] = slab[at + places[i]];
        }
    }

    /** {@code out[to + i * outStep] = in[from + i * inStep]}. */
    static void copy(short[] in, int from, int inStep, short[] out, int to, int outStep, int count) {
        if (inStep == 1 && outStep == 2) {
            copyBy(1, 2, in, from, out, to, count);
        } else if (inStep == 1 && outStep == 3) {
            copyBy(1, 3, in, from, out, to, count);
        } else {
            copyBy(inStep, outStep, in, from, out, to, count);
        }
    }

    private static void copyBy(int inStep, int outStep, short[] in, int from, short[] out, int to, int count) {
        for (int i = 0; i < count; i++) {
            out[to + i * outStep] = in[from + i * inStep];
        }
    }

    /** The same for samples that go on as floats. */
    static void copy(short[] in, int from, int inStep, float[] out, int to, int outStep, int count) {
        if (inStep == 1 && outStep == 2) {
            copyBy(1, 2, in, from, out, to, count);
        } else {
            copyBy(inStep, outStep, in, from, out, to, count);
        }
    }

    private static void copyBy(int inStep, int outStep, short[] in, int from, float[] out, int to, int count) {
        for (int i = 0; i < count; i++) {
            out[to + i * outStep] = in[from + i * inStep];
        }
    }
}
