package dev.baton.vad.energy;

/**
 * Power of the latest 16 ms at 8 kHz in bins of 62.5 Hz: a Hann window and a real Fourier transform of 128 samples.
 *
 * <p>The samples go through a complex transform of half the length as pairs, in three stages of radix four (Cooley and Tukey 1965), whose result is then taken apart: H. Sorensen et al.,
 * "Real-valued fast Fourier transform algorithms", IEEE Trans. ASSP 35(6), 1987.
 */
final class PowerSpectrum {
    static final int SAMPLES = 128;
    /** Bins 0 to 64, the last one at half the sample rate. */
    static final int BINS = SAMPLES / 2 + 1;

    private static final int POINTS = SAMPLES / 2;
    /** A sine of full scale has a power of one half; the window's mean square is 3/8. */
    private static final float SCALE = 2f / (POINTS * POINTS * 1.5f);

    private static final float[] WINDOW = new float[SAMPLES];
    private static final int[] REVERSED = new int[POINTS];
    private static final float[] COS = new float[SAMPLES];
    private static final float[] SIN = new float[SAMPLES];

    static {
        for (int i = 0; i < SAMPLES; i++) {
            WINDOW[i] = (float) (0.5 - 0.5 * StrictMath.cos(2 * Math.PI * (i + 0.5) / SAMPLES));
            COS[i] = (float) StrictMath.cos(2 * Math.PI * i / SAMPLES);
            SIN[i] = (float) StrictMath.sin(2 * Math.PI * i / SAMPLES);
        }
        for (int i = 0; i < POINTS; i++) {
            REVERSED[i] = ((i & 3) << 4) | (i & 12) | (i >> 4);
        }
    }

    private PowerSpectrum() {}

    /**
     * @param samples {@link #SAMPLES} of them, full scale is 1
     * @param power receives {@link #BINS} values
     * @param scratch at least {@link #SAMPLES} long, overwritten
     */
    static void measure(float[] samples, float[] power, float[] scratch) {
        for (int i = 0; i < POINTS; i++) {
            int pair = 2 * REVERSED[i];
            scratch[i] = samples[pair] * WINDOW[pair];
            scratch[POINTS + i] = samples[pair + 1] * WINDOW[pair + 1];
        }
        withoutTwiddles(scratch);
        stage(scratch, 4);
        stage(scratch, 16);
        takeApart(scratch, power);
    }

    private static void withoutTwiddles(float[] z) {
        for (int a = 0; a < POINTS; a += 4) {
            butterfly(z, a, 1, z[a + 1], z[POINTS + a + 1], z[a + 2], z[POINTS + a + 2], z[a + 3], z[POINTS + a + 3]);
        }
    }

    private static void stage(float[] z, int quarter) {
        int step = SAMPLES / (4 * quarter);
        for (int j = 0; j < quarter; j++) {
            float c1 = COS[j * step];
            float s1 = SIN[j * step];
            float c2 = COS[2 * j * step];
            float s2 = SIN[2 * j * step];
            float c3 = COS[3 * j * step];
            float s3 = SIN[3 * j * step];
            for (int a = j; a < POINTS; a += 4 * quarter) {
                int b = a + quarter;
                int c = b + quarter;
                int d = c + quarter;
                butterfly(
                        z,
                        a,
                        quarter,
                        z[b] * c1 + z[POINTS + b] * s1,
                        z[POINTS + b] * c1 - z[b] * s1,
                        z[c] * c2 + z[POINTS + c] * s2,
                        z[POINTS + c] * c2 - z[c] * s2,
                        z[d] * c3 + z[POINTS + d] * s3,
                        z[POINTS + d] * c3 - z[d] * s3);
            }
        }
    }

    private static void butterfly(
            float[] z, int a, int quarter, float br, float bi, float cr, float ci, float dr, float di) {
        float ar = z[a];
        float ai = z[POINTS + a];
        float sumAcR = ar + cr;
        float sumAcI = ai + ci;
        float diffAcR = ar - cr;
        float diffAcI = ai - ci;
        float sumBdR = br + dr;
        float sumBdI = bi + di;
        float diffBdR = br - dr;
        float diffBdI = bi - di;
        z[a] = sumAcR + sumBdR;
        z[POINTS + a] = sumAcI + sumBdI;
        z[a + quarter] = diffAcR + diffBdI;
        z[POINTS + a + quarter] = diffAcI - diffBdR;
        z[a + 2 * quarter] = sumAcR - sumBdR;
        z[POINTS + a + 2 * quarter] = sumAcI - sumBdI;
        z[a + 3 * quarter] = diffAcR - diffBdI;
        z[POINTS + a + 3 * quarter] = diffAcI + diffBdR;
    }

    private static void takeApart(float[] z, float[] power) {
        float both = z[0] + z[POINTS];
        float difference = z[0] - z[POINTS];
        power[0] = both * both * SCALE;
        power[POINTS] = difference * difference * SCALE;
        for (int k = 1; k <= POINTS / 2; k++) {
            int m = POINTS - k;
            float evenR = 0.5f * (z[k] + z[m]);
            float evenI = 0.5f * (z[POINTS + k] - z[POINTS + m]);
            float oddR = 0.5f * (z[POINTS + k] + z[POINTS + m]);
            float oddI = 0.5f * (z[m] - z[k]);
            float turnedR = oddR * COS[k] + oddI * SIN[k];
            float turnedI = oddI * COS[k] - oddR * SIN[k];
            power[k] = SCALE * ((evenR + turnedR) * (evenR + turnedR) + (evenI + turnedI) * (evenI + turnedI));
            power[m] = SCALE * ((evenR - turnedR) * (evenR - turnedR) + (evenI - turnedI) * (evenI - turnedI));
        }
    }
}
