package dev.baton.benchmarks.vad.training;

/** What a network is trained with: the features of many windows, whether each is speech, and how much it counts. Kept in blocks, so that there may be more than an array holds. */
final class Windows {
    private static final int BLOCK_BITS = 12;
    private static final int BLOCK = 1 << BLOCK_BITS;

    private final int inputs;
    private final int capacity;
    private final float[][] features;
    private final boolean[] speech;
    private final float[] weights;
    private int count;

    /** @param capacity how many will be added */
    Windows(int inputs, int capacity) {
        this.inputs = inputs;
        this.capacity = capacity;
        features = new float[(capacity + BLOCK - 1) >> BLOCK_BITS][];
        speech = new boolean[capacity];
        weights = new float[capacity];
    }

    /** How much memory so many take. */
    static long bytes(int inputs, long windows) {
        return windows * (inputs * (long) Float.BYTES + Float.BYTES + 1);
    }

    int inputs() {
        return inputs;
    }

    int count() {
        return count;
    }

    /** @param values copied */
    void add(float[] values, boolean isSpeech, float weight) {
        if (count == capacity) {
            throw new IllegalStateException("no more windows fit, capacity=" + capacity);
        }
        int block = count >> BLOCK_BITS;
        if (features[block] == null) {
            features[block] = new float[Math.min(BLOCK, capacity - count) * inputs];
        }
        System.arraycopy(values, 0, features[block], offset(count), inputs);
        speech[count] = isSpeech;
        weights[count] = weight;
        count++;
    }

    /** Forgets all windows behind the first {@code count}. */
    void shortenTo(int count) {
        this.count = Math.min(this.count, count);
    }

    /** The array that holds the features of a window, from {@link #offset}. */
    float[] block(int window) {
        return features[window >> BLOCK_BITS];
    }

    int offset(int window) {
        return (window & (BLOCK - 1)) * inputs;
    }

    boolean speech(int window) {
        return speech[window];
    }

    float weight(int window) {
        return weights[window];
    }
}
