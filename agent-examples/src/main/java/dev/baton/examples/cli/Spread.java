package dev.baton.examples.cli;

import java.util.Arrays;

/** Measured times of one kind, in nanoseconds; percentiles by nearest rank. */
final class Spread {
    private long[] sorted = new long[0];

    void add(long nanos) {
        sorted = Arrays.copyOf(sorted, sorted.length + 1);
        sorted[sorted.length - 1] = nanos;
        Arrays.sort(sorted);
    }

    boolean isEmpty() {
        return sorted.length == 0;
    }

    int size() {
        return sorted.length;
    }

    /** @param percent 0 to 100 */
    long percentile(double percent) {
        int rank = (int) Math.ceil(percent / 100 * sorted.length);
        return sorted[Math.max(0, rank - 1)];
    }

    long median() {
        return percentile(50);
    }

    long max() {
        return sorted[sorted.length - 1];
    }
}
