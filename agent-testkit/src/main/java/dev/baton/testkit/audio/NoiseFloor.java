package dev.baton.testkit.audio;

import java.util.Arrays;

/**
 * Level of the background, by minimum statistics.
 *
 * <p>Even fluent speech falls back to the background now and then, so the minimum of the smoothed level over a stretch longer than a word tracks the noise
 * without knowing what is speech: R. Martin, "Noise power spectral density estimation based on optimal smoothing and minimum statistics", IEEE Trans.
 * Speech and Audio Processing 9(5), 2001; here of the whole band, in dB, with a fixed smoothing and a fixed bias. As there, the stretch is cut into pieces
 * whose minima are kept, so that each window costs a few comparisons.
 *
 * <p>Two additions. The floor falls at once but climbs slowly, because a long sentence has high minima too. And a level that barely moves is background
 * however loud it is: a step in the noise, a hum or a tone is accepted after {@link #STEADY_WINDOWS}. Digital silence says nothing about the background: it
 * is a lost packet or a sender that saves bandwidth.
 */
final class NoiseFloor {
    /** An ordinary line is quieter than this, speech louder: where the floor starts, so that a call may open with speech. */
    private static final double PRIOR_DBFS = -55;
    /** Below this a line is as good as silent; keeps comfort noise after digital silence from standing out. */
    private static final double LOWEST_DBFS = -62;

    /** Quieter than the rounding of any encoder but that of exact zeros. */
    private static final double DIGITAL_SILENCE_DBFS = -85;

    private static final int PIECES = 8;
    /** 8 pieces of 200 ms: longer than the words of fluent speech. */
    private static final int PIECE_WINDOWS = 20;

    private static final double SMOOTHING = 0.4;
    /** The minimum of the smoothed level of white noise lies about this far below its mean. */
    private static final double MINIMUM_BIAS_DB = 2;

    private static final double CLIMB_DB_PER_WINDOW = 0.04;
    /** 600 ms: no vowel is held as evenly for so long. */
    private static final int STEADY_WINDOWS = 60;

    private static final double STEADY_RANGE_DB = 6;

    private final double[] pieceMinima = new double[PIECES];
    private int piece;
    private int windowsInPiece;
    private double currentMinimum;
    private double lastLevel;
    private boolean started;
    private double smoothed;
    private double floor;
    private int steadyWindows;
    private double steadyLow;
    private double steadyHigh;

    NoiseFloor() {
        reset();
    }

    /** Takes the level of the next window and returns the floor after it, dBFS. */
    double update(double levelDbfs) {
        boolean silent = levelDbfs < DIGITAL_SILENCE_DBFS;
        double previous = lastLevel;
        lastLevel = silent ? Double.NaN : levelDbfs;
        if (!silent && !Double.isNaN(previous)) {
            follow(previous);
        }
        return floor;
    }

    /** A window is taken when the next one is known: the last before digital silence is cut off somewhere, and would drag the floor down. */
    private void follow(double levelDbfs) {
        smoothed = started ? smoothed + SMOOTHING * (levelDbfs - smoothed) : levelDbfs;
        started = true;
        double target = Math.max(LOWEST_DBFS, minimum() + MINIMUM_BIAS_DB);
        floor = Math.min(target, floor + CLIMB_DB_PER_WINDOW);
        if (steady()) {
            floor = Math.max(LOWEST_DBFS, (steadyLow + steadyHigh) / 2);
            Arrays.fill(pieceMinima, floor - MINIMUM_BIAS_DB);
        }
    }

    /** Smoothed level after the last window, dBFS. */
    double smoothedLevel() {
        return smoothed;
    }

    private double minimum() {
        currentMinimum = Math.min(currentMinimum, smoothed);
        if (++windowsInPiece == PIECE_WINDOWS) {
            pieceMinima[piece] = currentMinimum;
            piece = (piece + 1) % PIECES;
            windowsInPiece = 0;
            currentMinimum = Double.POSITIVE_INFINITY;
        }
        double minimum = currentMinimum;
        for (double candidate : pieceMinima) {
            minimum = Math.min(minimum, candidate);
        }
        return minimum;
    }

    private boolean steady() {
        steadyLow = Math.min(steadyLow, smoothed);
        steadyHigh = Math.max(steadyHigh, smoothed);
        if (steadyHigh - steadyLow > STEADY_RANGE_DB) {
            steadyLow = smoothed;
            steadyHigh = smoothed;
            steadyWindows = 0;
        }
        return ++steadyWindows >= STEADY_WINDOWS;
    }

    void reset() {
        Arrays.fill(pieceMinima, PRIOR_DBFS - MINIMUM_BIAS_DB);
        piece = 0;
        windowsInPiece = 0;
        currentMinimum = Double.POSITIVE_INFINITY;
        lastLevel = Double.NaN;
        started = false;
        smoothed = PRIOR_DBFS;
        floor = PRIOR_DBFS;
        steadyWindows = 0;
        steadyLow = Double.POSITIVE_INFINITY;
        steadyHigh = Double.NEGATIVE_INFINITY;
    }
}
