package dev.baton.audio.resample;

/**
 * Loops over every {@code step}-th element: between samples in the order of time, the lines and phases that they belong to, and their places in the rows of {@link RowKernels}.
 *
 * <p>Where the step is a variable, C2 checks an index and multiplies for it at each round; where it is a constant, once before the loop, which is four times as fast. So the steps of common rates have
 * loops of their own.
 */
final class Strides {
    private Strides() {}

    /** {@code slab[base + places[i]] = in[at + i * step]}, for as many as there are places. */
    static void scatter(short[] in, int at, int step, int[] places, float[] slab, int base) {
        int count = places.length;
        switch (step) {
            case 1 -> {
                for (int i = 0; i < count; i++) {
                    slab[base + places[i]] = in[at + i];
                }
            }
            case 2 -> {
                for (int i = 0; i < count; i++) {
                    slab[base + places[i]] = in[at + 2 * i];
                }
            }
            case 3 -> {
                for (int i = 0; i < count; i++) {
                    slab[base + places[i]] = in[at + 3 * i];
                }
            }
            default -> {
                for (int i = 0; i < count; i++) {
                    slab[base + places[i]] = in[at + step * i];
                }
            }
        }
    }

    /** {@code out[to + i * step]} becomes the lower 16 bits of {@code slab[at + places[i]]}. */
    static void gatherBits(float[] slab, int at, int[] places, short[] out, int to, int step, int count) {
        int n = Math.min(count, places.length);
        switch (step) {
            case 1 -> {
                for (int i = 0; i < n; i++) {
                    out[to + i] = (short) Float.floatToRawIntBits(slab[at + places[i]]);
                }
            }
            case 2 -> {
                for (int i = 0; i < n; i++) {
                    out[to + 2 * i] = (short) Float.floatToRawIntBits(slab[at + places[i]]);
                }
            }
            case 3 -> {
                for (int i = 0; i < n; i++) {
                    out[to + 3 * i] = (short) Float.floatToRawIntBits(slab[at + places[i]]);
                }
            }
            default -> {
                for (int i = 0; i < n; i++) {
                    out[to + step * i] = (short) Float.floatToRawIntBits(slab[at + places[i]]);
                }
            }
        }
    }

    /** {@code out[to + i * step] = slab[at + places[i]]}. */
    static void gather(float[] slab, int at, int[] places, float[] out, int to, int step, int count) {
        int n = Math.min(count, places.length);
        switch (step) {
            case 1 -> {
                for (int i = 0; i < n; i++) {
                    out[to + i] = slab[at + places[i]];
                }
            }
            case 2 -> {
                for (int i = 0; i < n; i++) {
                    out[to + 2 * i] = slab[at + places[i]];
                }
            }
            default -> {
                for (int i = 0; i < n; i++) {
                    out[to + step * i] = slab[at + places[i]];
                }
            }
        }
    }

    /** {@code out[to + i * outStep] = in[from + i * inStep]}. */
    static void copy(short[] in, int from, int inStep, short[] out, int to, int outStep, int count) {
        if (inStep == 1 && outStep == 2) {
            for (int i = 0; i < count; i++) {
                out[to + 2 * i] = in[from + i];
            }
        } else if (inStep == 1 && outStep == 3) {
            for (int i = 0; i < count; i++) {
                out[to + 3 * i] = in[from + i];
            }
        } else {
            for (int i = 0; i < count; i++) {
                out[to + outStep * i] = in[from + inStep * i];
            }
        }
    }

    /** The same for samples that go on as floats. */
    static void copy(short[] in, int from, int inStep, float[] out, int to, int outStep, int count) {
        if (inStep == 1 && outStep == 2) {
            for (int i = 0; i < count; i++) {
                out[to + 2 * i] = in[from + i];
            }
        } else {
            for (int i = 0; i < count; i++) {
                out[to + outStep * i] = in[from + inStep * i];
            }
        }
    }
}
