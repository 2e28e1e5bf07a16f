package dev.baton.vad.energy;

import java.util.Arrays;

/**
 * Level of the background in each band, by minimum statistics.
 *
 * <p>Even fluent speech falls back to the background now and then, so the minimum of the smoothed level over a stretch longer than a word tracks the noise
 * without knowing what is speech: R. Martin, "Noise power spectral density estimation based on optimal smoothing and minimum statistics", IEEE Trans.
 * Speech and Audio Processing 9(5), 2001; here of the level's logarithm, with a fixed smoothing and no bias taken off, which is left to the weights. As there, the stretch is cut into pieces
 * whose minima are kept, so that each window costs one comparison per band.
 */
final class BandFloors {
    private static final float NONE = 9;

    private final int windowsInPiece;
    private final float[] pieces;
    private final float[] current = new float[SubBands.COUNT];
    private final float[] lowest = new float[SubBands.COUNT];
    private int piece;
    private int windows;

    BandFloors(int pieces, int windowsInPiece) {
        this.windowsInPiece = windowsInPiece;
        this.pieces = new float[pieces * SubBands.COUNT];
        reset();
    }

    /** Takes the smoothed level of each band, log10 of power. */
    void update(float[] levels) {
        for (int band = 0; band < SubBands.COUNT; band++) {
            current[band] = Math.min(current[band], levels[band]);
            lowest[band] = Math.min(lowest[band], levels[band]);
        }
        if (++windows == windowsInPiece) {
            nextPiece();
        }
    }

    private void nextPiece() {
        windows = 0;
        System.arraycopy(current, 0, pieces, piece, SubBands.COUNT);
        piece = (piece + SubBands.COUNT) % pieces.length;
        Arrays.fill(current, NONE);
        Arrays.fill(lowest, NONE);
        for (int i = 0; i < pieces.length; i++) {
            int band = i % SubBands.COUNT;
            lowest[band] = Math.min(lowest[band], pieces[i]);
        }
    }

    /** The lowest level of a band within the stretch; far above any level before the first window. */
    float floor(int band) {
        return lowest[band];
    }

    void reset() {
        Arrays.fill(pieces, NONE);
        Arrays.fill(current, NONE);
        Arrays.fill(lowest, NONE);
        piece = 0;
        windows = 0;
    }
}
