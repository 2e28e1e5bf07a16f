package dev.baton.audio.resample;

/**
 * The filter of a conversion between rates without a small common measure (44.1 to 16 kHz is 160 to 441); immutable and shared.
 *
 * <p>It stands behind a {@link RowFilter} that has done the sharp part, and has only to keep away the mirror images that lie far above: a windowed sinc of a dozen or two taps, worked out for each of the
 * {@code up} instants between two samples that occur (J. O. Smith, <em>Digital Audio Resampling</em>). Each instant's taps are scaled to sum 1.
 */
final class FractionalBank {
    /** Taps of an instant are a multiple of this; see {@link #convolve}. */
    private static final int TAPS_MULTIPLE = 8;

    private static final int MOST_TAPS = 32;

    /** The last twentieth of the band is steep already; what is left of it need not be kept from mirroring. */
    private static final double KEPT = 0.95;

    private final int up;
    private final int down;
    private final int age;
    private final int tapsPerPhase;
    private final float[] taps;

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
        tapsPerPhase = (needed + TAPS_MULTIPLE - 1) / TAPS_MULTIPLE * TAPS_MULTIPLE;
        if (tapsPerPhase > MOST_TAPS) {
            throw new AssertionError("too many taps, needed=" + needed);
        }
        taps = new float[up * tapsPerPhase];
        var window = KaiserWindow.forRejection(rejectionDb);
        var row = new double[tapsPerPhase];
        for (int phase = 0; phase < up; phase++) {
            double sum = 0;
            for (int k = 0; k < tapsPerPhase; k++) {
                double distance = (double) phase / up - sinceNewest + tapsPerPhase - 1 - k;
                row[k] = Math.abs(distance) <= half ? sinc(distance) * window.at(distance / half) : 0;
                sum += row[k];
            }
            for (int k = 0; k < tapsPerPhase; k++) {
                taps[phase * tapsPerPhase + k] = (float) (row[k] / sum);
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
        return taps.length * Float.BYTES;
    }

    /**
     * Works out {@code count} outputs. The first one is due at the arrival of {@code samples[next + reach()]} and lies {@code phase / up} of a sample behind it.
     *
     * <p>Without a loop over taps: C2 would check its ranges, and what it runs ahead of and behind the part that it unrolls, for each output anew, which takes as long again as the products. As the
     * number of taps is a constant in each branch, C2 inlines the loop over outputs with just those additions. Their order is the same for each output, wherever its block began.
     */
    void convolve(float[] samples, int next, int phase, float[] out, int count) {
        switch (tapsPerPhase) {
            case 8 -> convolve(taps, 8, samples, next, phase, out, count);
            case 16 -> convolve(taps, 16, samples, next, phase, out, count);
            case 24 -> convolve(taps, 24, samples, next, phase, out, count);
            default -> convolve(taps, 32, samples, next, phase, out, count);
        }
    }

    private void convolve(float[] h, int length, float[] samples, int next, int phase, float[] out, int count) {
        int stepWhole = down / up;
        int stepPhase = down % up;
        int at = next;
        int row = phase;
        for (int m = 0; m < count; m++) {
            int k = row * length;
            float sum = dot8(h, k, samples, at);
            if (length > 8) {
                sum += dot8(h, k + 8, samples, at + 8);
            }
            if (length > 16) {
                sum += dot8(h, k + 16, samples, at + 16);
            }
            if (length > 24) {
                sum += dot8(h, k + 24, samples, at + 24);
            }
            out[m] = sum;
            at += stepWhole;
            row += stepPhase;
            if (row >= up) {
                row -= up;
                at++;
            }
        }
    }

    private static float dot8(float[] h, int row, float[] x, int at) {
        float even = (h[row] * x[at] + h[row + 2] * x[at + 2]) + (h[row + 4] * x[at + 4] + h[row + 6] * x[at + 6]);
        float odd = (h[row + 1] * x[at + 1] + h[row + 3] * x[at + 3])
                + (h[row + 5] * x[at + 5] + h[row + 7] * x[at + 7]);
        return even + odd;
    }
}
