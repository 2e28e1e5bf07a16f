package dev.baton.audio.resample;

/**
 * What a thread needs while it converts, whatever the number of its streams: so it stays in the processor's first caches, and a stream is a few hundred bytes. A quarter of a megabyte, most of which
 * is touched by unusual rates only; made at a thread's first block, so convert on threads that stay.
 */
final class Workspace {
    /** No rational conversion of rates that Baton knows has more phases or lines: 12 to 32 kHz is 8 to 3. */
    static final int MAX_PHASES = 8;

    private static final ThreadLocal<Workspace> PER_THREAD = ThreadLocal.withInitial(Workspace::new);

    final RowKernels kernels = new RowKernels();

    /** A block's inputs behind those that came before. */
    final short[] inputs = new short[MAX_PHASES * (RowKernels.MAX_GROUPS + RowKernels.ALL_ROWS)];

    /** A block's outputs, saturated. */
    final short[] shorts = new short[MAX_PHASES * RowKernels.MAX_GROUPS];

    /** A block's outputs, unrounded, for a second stage. */
    final float[] floats = new float[MAX_PHASES * RowKernels.MAX_GROUPS];

    /** The same behind what the second stage has kept. */
    final float[] between = new float[floats.length + 64];

    /** By phase: sums of the lines so far. */
    final float[][] sums = new float[MAX_PHASES][RowKernels.MAX_GROUPS];

    private Workspace() {}

    /** The current thread's. */
    static Workspace ofThread() {
        return PER_THREAD.get();
    }
}
