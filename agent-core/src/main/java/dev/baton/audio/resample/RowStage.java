package dev.baton.audio.resample;

import java.util.Arrays;

/** Runs one stream through a {@link RowFilter}, block by block; keeps nothing but the samples that the next outputs need. */
final class RowStage {
    private final RowFilter filter;
    private final RateClock clock;
    private final int window;

    /** The last inputs, the first one being the oldest that the next output's group needs. */
    private final short[] history;

    private int held;
    private int firstOutput;

    RowStage(RowFilter filter) {
        this.filter = filter;
        clock = new RateClock(filter.up(), filter.down());
        window = filter.down() * (filter.shifts() - 1);
        history = new short[filter.down() * filter.shifts()];
        held = window;
    }

    /** Inputs that {@link #push} takes at once. */
    static int mostInputs(RowFilter filter) {
        return filter.down() * (RowKernels.MAX_GROUPS - 2);
    }

    /**
     * Takes inputs and leaves the outputs that they give in the workspace, behind {@link #firstOutput()} others that count for nothing.
     *
     * @param length at most {@link #mostInputs}
     * @param rounded whether they go to {@link Workspace#shorts}, saturated, or to {@link Workspace#floats} as they are
     * @return how many outputs there are
     */
    int push(short[] in, int offset, int length, Workspace work, boolean rounded) {
        System.arraycopy(history, 0, work.inputs, 0, held);
        System.arraycopy(in, offset, work.inputs, held, length);
        firstOutput = clock.outputs();
        int due = clock.due(length);
        if (due > 0) {
            convolve(work, clock.groups(length), rounded);
        }
        int passed = clock.advance(length) * filter.down();
        held += length - passed;
        System.arraycopy(work.inputs, passed, history, 0, held);
        return due;
    }

    /** Outputs of the last {@link #push} that had been there before. */
    int firstOutput() {
        return firstOutput;
    }

    private void convolve(Workspace work, int groups, boolean rounded) {
        RowKernels kernels = work.kernels;
        int rows = RowKernels.rowsFor(groups);
        int laidOut = -1;
        // By index: an iterator would be the one allocation of a frame.
        for (int i = 0; i < filter.products().size(); i++) {
            var product = filter.products().get(i);
            int line = product.line();
            if (line != laidOut) {
                kernels.layOut(work.inputs, line, filter.down(), product.base(), rows, filter.reach(line));
                laidOut = line;
            }
            float[] secondTaps = product.secondTaps();
            boolean pair = secondTaps != null;
            if (line == 0) {
                kernels.begin(product.row());
            } else if (!product.continues()) {
                kernels.resume(
                        product.row(), rows, work.sums[product.phase()], pair ? work.sums[product.second()] : null);
            }
            if (secondTaps == null) {
                kernels.single(product.taps(), rows);
            } else {
                kernels.pair(product.taps(), secondTaps, rows);
                end(work, true, groups, product, product.second(), rounded);
            }
            end(work, false, groups, product, product.phase(), rounded);
        }
        for (int i = 0; i < filter.repeats().size(); i++) {
            var repeat = filter.repeats().get(i);
            if (rounded) {
                Strides.copy(
                        work.inputs, repeat.input(), filter.down(), work.shorts, repeat.phase(), filter.up(), groups);
            } else {
                Strides.copy(
                        work.inputs, repeat.input(), filter.down(), work.floats, repeat.phase(), filter.up(), groups);
            }
        }
    }

    private void end(
            Workspace work, boolean second, int groups, RowFilter.Product product, int phase, boolean rounded) {
        if (product.line() < filter.down() - 1) {
            if (!product.goesOn()) {
                work.kernels.keep(second, RowKernels.rowsFor(groups), work.sums[phase]);
            }
        } else if (rounded) {
            work.kernels.emit(second, groups, work.shorts, phase, filter.up());
        } else {
            work.kernels.emit(second, groups, work.floats, phase, filter.up());
        }
    }

    /** As newly made: before the stream there was silence. */
    void reset() {
        Arrays.fill(history, (short) 0);
        held = window;
        clock.reset();
    }
}
