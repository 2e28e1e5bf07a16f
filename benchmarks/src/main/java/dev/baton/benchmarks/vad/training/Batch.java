package dev.baton.benchmarks.vad.training;

import java.util.SplittableRandom;

/** Some windows drawn at random, standardised and with inputs left out. Kept by window and by input too: what is read along the inner loops of {@link Network} lies side by side. */
final class Batch {
    private static final int BITS = 16;

    final int size;
    final int inputs;
    /** {@code [window * inputs + input]}. */
    final float[] byWindow;
    /** {@code [input * size + window]}. */
    final float[] byInput;
    /** 1 for speech, 0 for none. */
    final float[] target;

    final float[] weight;

    private final Windows windows;
    private final Scaling scaling;
    private final int dropped;
    private final SplittableRandom random;

    Batch(int size, Windows windows, Scaling scaling, double dropout, SplittableRandom random) {
        this.size = size;
        this.inputs = windows.inputs();
        this.windows = windows;
        this.scaling = scaling;
        this.dropped = (int) (dropout * (1 << BITS));
        this.random = random;
        byWindow = new float[size * inputs];
        byInput = new float[size * inputs];
        target = new float[size];
        weight = new float[size];
    }

    /** The next so many windows, any of them any number of times. */
    void draw() {
        for (int i = 0; i < size; i++) {
            int window = random.nextInt(windows.count());
            target[i] = windows.speech(window) ? 1 : 0;
            weight[i] = windows.weight(window);
            standardise(windows.block(window), windows.offset(window), i * inputs);
        }
        dropInputs();
        for (int i = 0; i < size; i++) {
            for (int input = 0; input < inputs; input++) {
                byInput[input * size + i] = byWindow[i * inputs + input];
            }
        }
    }

    private void standardise(float[] from, int offset, int to) {
        float[] mean = scaling.mean();
        float[] factor = scaling.factor();
        for (int i = 0; i < inputs; i++) {
            float value = (from[offset + i] - mean[i]) * factor[i];
            byWindow[to + i] = Math.max(-Scaling.LIMIT, Math.min(Scaling.LIMIT, value));
        }
    }

    /**
     * N. Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting", JMLR 15, 2014, of the inputs. Those that are left are not made larger: in use, where all are seen, the network
     * is surer than in training, which did better in experiments.
     */
    private void dropInputs() {
        if (dropped == 0) {
            return;
        }
        long bits = 0;
        for (int i = 0; i < byWindow.length; i++) {
            if (i % (Long.SIZE / BITS) == 0) {
                bits = random.nextLong();
            }
            if ((bits & ((1 << BITS) - 1)) < dropped) {
                byWindow[i] = 0;
            }
            bits >>>= BITS;
        }
    }
}
