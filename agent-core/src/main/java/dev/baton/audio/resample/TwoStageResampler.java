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

    /** The next output, counted from the beginning of its period. */
    private int output;

    /** Where the samples of that period's first output begin, counted from what is kept of earlier ones. */
    private int start;

    TwoStageResampler(int inRateHz, int outRateHz, int delaySamples, RowFilter first, FractionalBank second) {
        super(inRateHz, outRateHz, delaySamples, RowStage.mostInputs(first));
        this.first = new RowStage(first);
        this.second = second;
        // One more than an output reaches back to: a sample may be there before the output that is due at its arrival.
        kept = second.reach() + 1;
        history = new float[kept];
        start = 1;
    }

    @Override
    void convert(short[] in, int inOffset, int inLength, short[] out, int outOffset, int due) {
        var work = Workspace.ofThread();
        int between = first.push(in, inOffset, inLength, work, false);
        float[] samples = work.between;
        System.arraycopy(history, 0, samples, 0, kept);
        System.arraycopy(work.floats, first.firstOutput(), samples, kept, between);
        for (int done = 0; done < due; ) {
            int count = Math.min(due - done, second.up() - output);
            second.convolve(samples, start, output, work.floats, done, count);
            done += count;
            output += count;
            if (output == second.up()) {
                output = 0;
                start += second.down();
            }
        }
        RowKernels.round(work.floats, due, out, outOffset);
        start -= between;
        System.arraycopy(samples, between, history, 0, kept);
    }

    @Override
    void forget() {
        first.reset();
        Arrays.fill(history, 0);
        output = 0;
        start = 1;
    }
}
