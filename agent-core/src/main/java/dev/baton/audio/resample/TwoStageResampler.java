package dev.baton.audio.resample;

import java.util.Arrays;

/**
 * Rates without a small common measure: a {@link RowFilter} with all of the steepness leads to a rate of the input's own family, where vectors do it, and a short {@link FractionalBank} from there to
 * the output's.
 */
final class TwoStageResampler extends BlockResampler {
    private final RowStage first;
    private final FractionalBank second;
    private final int kept;
    private final float[] history;

    /** Newest sample between the stages that the next output needs, counted from the first one not yet there; -1 where it was there before the output was due. */
    private int next;

    private int phase;

    TwoStageResampler(int inRateHz, int outRateHz, int delaySamples, RowFilter first, FractionalBank second) {
        super(inRateHz, outRateHz, delaySamples, RowStage.mostInputs(first));
        this.first = new RowStage(first);
        this.second = second;
        kept = second.reach() + 1;
        history = new float[kept];
    }

    @Override
    void convert(short[] in, int inOffset, int inLength, short[] out, int outOffset, int due) {
        var work = Workspace.ofThread();
        int between = first.push(in, inOffset, inLength, work, false);
        float[] samples = work.between;
        System.arraycopy(history, 0, samples, 0, kept);
        System.arraycopy(work.floats, first.firstOutput(), samples, kept, between);
        second.convolve(samples, 1 + next, phase, work.floats, due);
        RowKernels.round(work.floats, due, out, outOffset);
        long position = phase + (long) due * second.down();
        next += (int) (position / second.up()) - between;
        phase = (int) (position % second.up());
        System.arraycopy(samples, between, history, 0, kept);
    }

    @Override
    void forget() {
        first.reset();
        Arrays.fill(history, 0);
        next = 0;
        phase = 0;
    }
}
