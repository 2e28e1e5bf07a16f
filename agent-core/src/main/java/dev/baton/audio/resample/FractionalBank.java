package dev.baton.audio.resample;

/**
 * The filter of a conversion between rates without a small common measure (44.1 to 16 kHz is 160 to 441); immutable and shared.
 *
 * <p>It stands behind a {@link RowFilter} that has done the sharp part, and has only to keep away the mirror images that lie far above: a windowed sinc of 16 to 32 taps, worked out for each of the
 * {@code up} instants between two samples that occur (J. O. Smith, <em>Digital Audio Resampling</em>). Each instant's taps are scaled to sum 1.
 */
final class FractionalBank {
    /** Taps of an instant are a multiple of this; see {@link #convolve}. */
    private static final int TAPS_MULTIPLE = 8;

    private static final int FEWEST_TAPS = 16;
    private static final int MOST_TAPS = 32;

    /** The last twentieth of the band is steep already; what is left of it need not be kept from mirroring. */
    private static final double KEPT = 0.95;

    private final int up;
    private final int down;
    private final int age;
    private final int tapsPerPhase;

    /** In the order in which outputs come, not that of their instants: so they are read from one end to the other. */
    private final float[] taps;

    /** By output of a period: the sample at whose arrival it is due. */
    private final int[] arrivals;

    /**
     * @param up outputs, and {@code down} inputs, of a whole period
     * @param delay of the output against the input in input samples, at least {@link #shortestDelay}
     * @param band end of what shall pass, as a part of the input rate
     */
    FractionalBank(int up, int down, double delay, double band, double rejectionDb) {
        this.up = up;
        this.down = down;
        double half = halfLength(band, rejectionDb);
        age = (int) (delay - shortestDelay(band, rejectionDb));
        double sinceNewest = delay - age;
        int needed = (int) Math.ceil(half + 1 + sinceNewest);
        tapsPerPhase = Math.max(FEWEST_TAPS, (needed + TAPS_MULTIPLE - 1) / TAPS_MULTIPLE * TAPS_MULTIPLE);
        if (tapsPerPhase > MOST_TAPS) {
            throw new AssertionError("too many taps, needed=" + needed);
        }
        taps = new float[up * tapsPerPhase];
        arrivals = new int[up];
        var window = KaiserWindow.forRejection(rejectionDb);
        var row = new double[tapsPerPhase];
        for (int output = 0; output < up; output++) {
            arrivals[output] = (int) ((long) output * down / up);
            int phase = (int) ((long) output * down % up);
            double sum = 0;
            for (int k = 0; k < tapsPerPhase; k++) {
                double distance = (double) phase / up - sinceNewest + tapsPerPhase - 1 - k;
                row[k] = Math.abs(distance) <= half ? sinc(distance) * window.at(distance / half) : 0;
                sum += row[k];
            }
            for (int k = 0; k < tapsPerPhase; k++) {
                taps[output * tapsPerPhase + k] = (float) (row[k] / sum);
            }
        }
    }

    /** The images of what passes begin as far below the input rate as the band ends above 0. */
    private static double halfLength(double band, double rejectionDb) {
        return KaiserWindow.halfLength(rejectionDb, 1 - 2 * KEPT * band, 1);
    }

    /** In input samples: the newest sample that an output meets may be up to one sample old. */
    static double shortestDelay(double band, double rejectionDb) {
        return halfLength(band, rejectionDb) + 1;
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }

    int up() {
        return up;
    }

    int down() {
        return down;
    }

    /** Samples that an output needs from before the one at whose arrival it is due. */
    int reach() {
        return tapsPerPhase - 1 + age;
    }

    int bytes() {
        return taps.length * Float.BYTES + arrivals.length * Integer.BYTES;
    }

    /**
     * Works out {@code count} outputs of one period, from {@code first} on.
     *
     * <p>A loop per number of taps, without a loop over taps: C2 would check its ranges, and what it runs ahead of and behind the part that it unrolls, for each output anew, which takes as long again
     * as the products. The order of additions is the same for each output, wherever its block began.
     *
     * @param start where the samples of the period's first output begin, {@link #reach()} before the one at whose arrival it is due
     */
    void convolve(float[] samples, int start, int first, float[] out, int to, int count) {
        switch (tapsPerPhase) {
            case 16 -> convolve16(samples, start, first, out, to, count);
            case 24 -> convolve24(samples, start, first, out, to, count);
            default -> convolve32(samples, start, first, out, to, count);
        }
    }

    private void convolve16(float[] x, int start, int first, float[] out, int to, int count) {
        float[] h = taps;
        int[] at = arrivals;
        for (int m = 0; m < count; m++) {
            int k = 16 * (first + m);
            int n = start + at[first + m];
            out[to + m] = dot8(h, k, x, n) + dot8(h, k + 8, x, n + 8);
        }
    }

    private void convolve24(float[] x, int start, int first, float[] out, int to, int count) {
        float[] h = taps;
        int[] at = arrivals;
        for (int m = 0; m < count; m++) {
            int k = 24 * (first + m);
            int n = start + at[first + m];
            out[to + m] = dot8(h, k, x, n) + dot8(h, k + 8, x, n + 8) + dot8(h, k + 16, x, n + 16);
        }
    }

    private void convolve32(float[] x, int start, int first, float[] out, int to, int count) {
        float[] h = taps;
        int[] at = arrivals;
        for (int m = 0; m < count; m++) {
            int k = 32 * (first + m);
            int n = start + at[first + m];
            float half = dot8(h, k, x, n) + dot8(h, k + 8, x, n + 8);
            out[to + m] = half + (dot8(h, k + 16, x, n + 16) + dot8(h, k + 24, x, n + 24));
        }
    }

    /** The outermost ones first: then C2 knows that the others are within the arrays too. */
    private static float dot8(float[] h, int row, float[] x, int at) {
        return ((h[row] * x[at] + h[row + 7] * x[at + 7]) + (h[row + 1] * x[at + 1] + h[row + 6] * x[at + 6]))
                + ((h[row + 2] * x[at + 2] + h[row + 5] * x[at + 5])
                        + (h[row + 3] * x[at + 3] + h[row + 4] * x[at + 4]));
    }
}
