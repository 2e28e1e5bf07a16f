package dev.baton.audio.resample;

/** Rates in the ratio of small numbers: one {@link RowFilter} does it all. */
final class RowResampler extends BlockResampler {
    private final RowStage stage;

    RowResampler(int inRateHz, int outRateHz, RowFilter filter) {
        super(inRateHz, outRateHz, filter.delaySamples(), RowStage.mostInputs(filter));
        stage = new RowStage(filter);
    }

    @Override
    void convert(short[] in, int inOffset, int inLength, short[] out, int outOffset, int due) {
        var work = Workspace.ofThread();
        stage.push(in, inOffset, inLength, work, true);
        System.arraycopy(work.shorts, stage.firstOutput(), out, outOffset, due);
    }

    @Override
    void forget() {
        stage.reset();
    }
}
