package dev.baton.benchmarks.vad.training;

/**
 * What brings each feature to mean 0 and variance 1.
 *
 * @param mean of each
 * @param factor one by the standard deviation of each
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Scaling(float[] mean, float[] factor) {
    /** Standard deviations; beyond that a value says no more. The network limits its inputs in the same way when it is used. */
    static final float LIMIT = 5;

    /** Keeps the factor of a feature that never changes finite. */
    private static final double LEAST_VARIANCE = 1e-8;

    /** Neighbours are much alike. */
    private static final int STRIDE = 7;

    static Scaling of(Windows windows) {
        int inputs = windows.inputs();
        var sum = new double[inputs];
        var squares = new double[inputs];
        int count = 0;
        for (int window = 0; window < windows.count(); window += STRIDE, count++) {
            float[] block = windows.block(window);
            int offset = windows.offset(window);
            for (int i = 0; i < inputs; i++) {
                double value = block[offset + i];
                sum[i] += value;
                squares[i] += value * value;
            }
        }
        var mean = new float[inputs];
        var factor = new float[inputs];
        for (int i = 0; i < inputs; i++) {
            double average = sum[i] / count;
            mean[i] = (float) average;
            factor[i] = (float) (1 / Math.sqrt(Math.max(LEAST_VARIANCE, squares[i] / count - average * average)));
        }
        return new Scaling(mean, factor);
    }
}
