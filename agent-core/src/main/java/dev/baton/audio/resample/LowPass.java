package dev.baton.audio.resample;

/**
 * A linear-phase low-pass filter, designed by weighted least squares: of all filters of its length the one with the least energy of error, where an error in the stop band counts more than one in
 * the pass band, and the narrow band between the two not at all. For given attenuation that is a third shorter than a Kaiser window, since a window spends as much far from the edge as near it.
 *
 * <p>The amplitude response of a symmetric filter, {@code a[0] + 2 sum a[k] cos(kw)}, is linear in its coefficients, so that the optimum solves a set of linear equations whose matrix has a closed
 * form: sums of {@code sin(nw)/n} at the edges of the bands (I. Selesnick and C. S. Burrus in <em>The Digital Signal Processing Handbook</em>, chapter 11, "Least squares design").
 *
 * <p>The constants come from a search for the shortest filter that has what {@link ResamplerQuality} promises, with a margin of 2 dB.
 *
 * @param halfLength periods of the lower rate between the filter's middle and its end: the delay
 * @param passEdge end of the pass band, as a part of the lower rate's Nyquist frequency
 * @param stopEdge beginning of the stop band, likewise
 * @param stopWeight what a squared error counts from there to {@code farEdge}, against one in the pass band
 * @param farEdge beyond which images lie of tones that matter more
 * @param farWeight what an error counts beyond {@code farEdge}, against one before it
 * @param nyquist whether coefficients a whole number of input samples from the middle are zero (an L-th band filter): every L-th output is then an input sample as it was, and costs nothing
 */
record LowPass(
        double halfLength,
        double passEdge,
        double stopEdge,
        double stopWeight,
        double farEdge,
        double farWeight,
        boolean nyquist) {
    static LowPass evenly(double halfLength, double passEdge, double stopEdge, double stopWeight) {
        return graded(halfLength, passEdge, stopEdge, stopWeight, stopEdge, 1);
    }

    static LowPass graded(
            double halfLength, double passEdge, double stopEdge, double stopWeight, double farEdge, double farWeight) {
        return new LowPass(halfLength, passEdge, stopEdge, stopWeight, farEdge, farWeight, false);
    }

    /** An L-th band filter: its pass band ends as far below 1 as its stop band begins above. */
    static LowPass nyquist(double halfLength, double stopEdge, double farEdge, double farWeight) {
        return new LowPass(halfLength, 2 - stopEdge, stopEdge, 1, farEdge, farWeight, true);
    }

    /**
     * @param density filter samples per period of the lower rate
     * @param up with {@link #nyquist}: filter samples per input sample
     * @return coefficients from the middle outwards, the first one in the middle, their sum (both sides) being about 1; the other half is their mirror image
     */
    double[] design(double density, int up) {
        int taps = halfTaps(density) + 1;
        var equations = new Equations(taps, density);
        equations.band(0, passEdge, 1, 1);
        equations.band(stopEdge, farEdge, 0, stopWeight);
        equations.band(farEdge, density, 0, stopWeight * farWeight);
        if (nyquist) {
            for (int k = 0; k < taps; k += up) {
                equations.fix(k, k == 0 ? 1.0 / up : 0);
            }
        }
        return equations.solve();
    }

    /** Coefficients to each side of the middle. */
    int halfTaps(double density) {
        return (int) Math.round(halfLength * density);
    }

    /** The normal equations of the fit; the unknowns are the coefficients from the middle outwards. */
    private static final class Equations {
        private final int size;
        private final double radiansPerUnit;
        private final double[][] matrix;
        private final double[] right;

        Equations(int size, double density) {
            this.size = size;
            radiansPerUnit = Math.PI / density;
            matrix = new double[size][size];
            right = new double[size];
        }

        /** Wants {@code wanted} between two frequencies. */
        void band(double from, double to, double wanted, double weight) {
            if (to <= from) {
                return;
            }
            // cos(iw) cos(kw) is half the sum of cos((i-k)w) and cos((i+k)w); each needs its integral over the band.
            var integral = new double[2 * size];
            for (int n = 0; n < integral.length; n++) {
                double w = n * radiansPerUnit;
                integral[n] = weight * (n == 0 ? to - from : (Math.sin(w * to) - Math.sin(w * from)) / w);
            }
            for (int i = 0; i < size; i++) {
                for (int k = 0; k < size; k++) {
                    matrix[i][k] += sides(i) * sides(k) * 0.5 * (integral[Math.abs(i - k)] + integral[i + k]);
                }
                right[i] += sides(i) * wanted * integral[i];
            }
        }

        /** A coefficient that is given; its equation becomes that. */
        void fix(int index, double value) {
            for (int i = 0; i < size; i++) {
                right[i] -= matrix[i][index] * value;
                matrix[i][index] = 0;
                matrix[index][i] = 0;
            }
            matrix[index][index] = 1;
            right[index] = value;
        }

        /** By Cholesky's decomposition: the matrix is symmetric and positive definite. */
        double[] solve() {
            for (int i = 0; i < size; i++) {
                for (int k = 0; k <= i; k++) {
                    double sum = matrix[i][k];
                    for (int n = 0; n < k; n++) {
                        sum -= matrix[i][n] * matrix[k][n];
                    }
                    matrix[i][k] = i == k ? Math.sqrt(sum) : sum / matrix[k][k];
                }
            }
            for (int i = 0; i < size; i++) {
                for (int n = 0; n < i; n++) {
                    right[i] -= matrix[i][n] * right[n];
                }
                right[i] /= matrix[i][i];
            }
            for (int i = size - 1; i >= 0; i--) {
                for (int n = i + 1; n < size; n++) {
                    right[i] -= matrix[n][i] * right[n];
                }
                right[i] /= matrix[i][i];
            }
            return right;
        }

        private static int sides(int index) {
            return index == 0 ? 1 : 2;
        }
    }
}
