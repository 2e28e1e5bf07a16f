package dev.baton.audio.resample;

/**
 * J. F. Kaiser's window for low-pass filters: the one knob, beta, trades stop-band rejection against the width of the transition.
 *
 * <p>Formulas: Oppenheim and Schafer, <em>Discrete-Time Signal Processing</em>, section on FIR design by windowing.
 */
final class KaiserWindow {
    private final double beta;
    private final double scale;

    private KaiserWindow(double beta) {
        this.beta = beta;
        scale = 1 / besselI0(beta);
    }

    /** @param rejectionDb stop-band rejection wanted, above 50 */
    static KaiserWindow forRejection(double rejectionDb) {
        return new KaiserWindow(0.1102 * (rejectionDb - 8.7));
    }

    /** Half the filter's length, in samples: the delay that a transition band costs at a given rejection. */
    static double halfLength(double rejectionDb, double transitionHz, double sampleRateHz) {
        double transition = 2 * Math.PI * transitionHz / sampleRateHz;
        return (rejectionDb - 7.95) / (2.285 * transition) / 2;
    }

    /** @param x from -1 to 1, 0 being the middle */
    double at(double x) {
        return besselI0(beta * Math.sqrt(Math.max(0, 1 - x * x))) * scale;
    }

    /** Modified Bessel function of order zero, by its power series; exact to double precision for arguments as small as a beta. */
    private static double besselI0(double x) {
        double sum = 1;
        double term = 1;
        double half = x / 2;
        for (int k = 1; term > sum * 1e-17; k++) {
            term *= (half / k) * (half / k);
            sum += term;
        }
        return sum;
    }
}
