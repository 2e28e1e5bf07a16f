package dev.baton.examples.recognizer;

import edu.cmu.sphinx.frontend.BaseDataProcessor;
import edu.cmu.sphinx.frontend.Data;
import edu.cmu.sphinx.frontend.DataStartSignal;
import edu.cmu.sphinx.frontend.DoubleData;

/**
 * Cepstral mean normalisation that is ready with the first frame and forgets at the end of the utterance.
 *
 * <p>Sphinx-4's LiveCMN waits for two seconds of audio before its first frame, and carries one caller's channel into the next call. Here the mean is that
 * of all frames of the utterance so far and of {@value #PRIOR_FRAMES} imagined ones at {@link #PRIOR}: maximum a posteriori with a fixed prior.
 */
final class PriorMean extends BaseDataProcessor {
    /** The weight of the prior: one second, so that a long utterance is normalised by its own channel. */
    private static final int PRIOR_FRAMES = 100;

    /** Mean of 13 cepstra over wide-band prompts at -26 to -18 dBFS with line noise and short pauses; the acoustic model's own hint is 40, 3, -1. */
    private static final double[] PRIOR = {
        46.40, -0.23, 5.70, 3.44, -3.02, -1.01, 0.10, 1.59, 4.53, 3.43, -2.24, 3.66, 0.60
    };

    private final double[] sum = new double[PRIOR.length];
    private double frames;

    @Override
    public Data getData() {
        Data data = getPredecessor().getData();
        if (data instanceof DataStartSignal) {
            reset();
        } else if (data instanceof DoubleData frame) {
            normalize(frame.getValues());
        }
        return data;
    }

    private void reset() {
        for (int i = 0; i < sum.length; i++) {
            sum[i] = PRIOR[i] * PRIOR_FRAMES;
        }
        frames = PRIOR_FRAMES;
    }

    private void normalize(double[] cepstrum) {
        frames++;
        for (int i = 0; i < cepstrum.length; i++) {
            sum[i] += cepstrum[i];
            cepstrum[i] -= sum[i] / frames;
        }
    }
}
