package dev.baton.vad.energy;

/**
 * Energy in sixteen bands a critical band wide, from 100 to 3,700 Hz, which every telephone line carries most of: E. Zwicker, "Subdivision of the audible frequency range into critical bands",
 * J. Acoust. Soc. Am. 33(2), 1961.
 */
final class SubBands {
    private static final int[] EDGES_HZ = {
        100, 200, 300, 400, 510, 630, 770, 920, 1080, 1270, 1480, 1720, 2000, 2320, 2700, 3150, 3700
    };

    static final int COUNT = EDGES_HZ.length - 1;

    private static final float BIN_HZ = 62.5f;
    private static final int[] FIRST_BIN = new int[COUNT];
    private static final float[][] SHARES = new float[COUNT][];

    static {
        for (int band = 0; band < COUNT; band++) {
            int low = EDGES_HZ[band];
            int high = EDGES_HZ[band + 1];
            int first = Math.round(low / BIN_HZ);
            SHARES[band] = new float[Math.round(high / BIN_HZ) - first + 1];
            FIRST_BIN[band] = first;
            for (int i = 0; i < SHARES[band].length; i++) {
                float inside = Math.min(high, (first + i + 0.5f) * BIN_HZ) - Math.max(low, (first + i - 0.5f) * BIN_HZ);
                SHARES[band][i] = Math.max(0, inside) / (high - low) / differencing(first + i);
            }
        }
    }

    private SubBands() {}

    /** What the difference of neighbouring samples does to the power of a bin, taken back here: it removes an offset without the feedback of a high-pass. */
    private static float differencing(int bin) {
        double sine = StrictMath.sin(Math.PI * bin / PowerSpectrum.SAMPLES);
        return (float) (4 * sine * sine);
    }

    /**
     * @param power of the bins, measured on the differences of neighbouring samples
     * @param bands receives the mean power of each band's bins
     * @return sum of all bands
     */
    static float measure(float[] power, float[] bands) {
        float total = 0;
        for (int band = 0; band < COUNT; band++) {
            float[] shares = SHARES[band];
            int first = FIRST_BIN[band];
            float sum = 0;
            for (int i = 0; i < shares.length; i++) {
                sum += shares[i] * power[first + i];
            }
            bands[band] = sum;
            total += sum;
        }
        return total;
    }
}
