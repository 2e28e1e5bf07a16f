package dev.baton.benchmarks.vad.training;

/**
 * Steps against the gradient, for each parameter as long as its gradients have been alike: D. Kingma and J. Ba, "Adam: a method for stochastic optimization", ICLR 2015, with their constants. Decay is kept out of
 * the gradient as in I. Loshchilov and F. Hutter, "Decoupled weight decay regularization", ICLR 2019.
 */
final class Adam {
    private static final float MEAN_KEPT = 0.9f;
    private static final float SQUARE_KEPT = 0.999f;
    private static final float TINY = 1e-8f;

    private final float[] mean;
    private final float[] square;
    private int steps;

    Adam(int parameters) {
        mean = new float[parameters];
        square = new float[parameters];
    }

    /**
     * Changes {@code parameters} in place.
     *
     * @param decayed the first so many decay
     * @param decay by which part of them per unit of {@code rate}
     */
    void step(float[] parameters, float[] gradient, float rate, int decayed, float decay) {
        steps++;
        float meanScale = (float) (1 / (1 - Math.pow(MEAN_KEPT, steps)));
        float squareScale = (float) (1 / (1 - Math.pow(SQUARE_KEPT, steps)));
        float kept = 1 - rate * decay;
        for (int i = 0; i < decayed; i++) {
            parameters[i] *= kept;
        }
        float[] m = mean;
        float[] v = square;
        for (int i = 0; i < parameters.length; i++) {
            float g = gradient[i];
            m[i] = MEAN_KEPT * m[i] + (1 - MEAN_KEPT) * g;
            v[i] = SQUARE_KEPT * v[i] + (1 - SQUARE_KEPT) * g * g;
            parameters[i] -= rate * m[i] * meanScale / ((float) Math.sqrt(v[i] * squareScale) + TINY);
        }
    }
}
