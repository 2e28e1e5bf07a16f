package dev.baton.benchmarks.vad.training.sound;

/** Up to three peaks and dips of up to 12 dB anywhere in the band: another microphone, another box around the same sound. */
public final class Resonances {
    private static final double LOWEST_HZ = 200;
    private static final double RANGE = 17;

    private Resonances() {}

    /** Changes {@code sound} in place. */
    public static void apply(Dice dice, float[] sound) {
        int count = dice.below(4);
        for (int i = 0; i < count; i++) {
            double hz = LOWEST_HZ * Math.pow(RANGE, dice.unit());
            peak(sound, hz, dice.between(0.5, 4), dice.between(-12, 12));
        }
    }

    /** The peaking filter of R. Bristow-Johnson's "Cookbook formulae for audio equalizer biquad filter coefficients". */
    private static void peak(float[] sound, double hz, double quality, double gainDb) {
        double omega = 2 * Math.PI * hz / SoundMaker.RATE_HZ;
        double a = Math.pow(10, gainDb / 40);
        double alpha = Math.sin(omega) / (2 * quality);
        double a0 = 1 + alpha / a;
        double b0 = (1 + alpha * a) / a0;
        double b1 = -2 * Math.cos(omega) / a0;
        double b2 = (1 - alpha * a) / a0;
        double a2 = (1 - alpha / a) / a0;
        double x1 = 0;
        double x2 = 0;
        double y1 = 0;
        double y2 = 0;
        for (int i = 0; i < sound.length; i++) {
            double x = sound[i];
            // The middle coefficient is the same forwards and backwards.
            double y = b0 * x + b1 * (x1 - y1) + b2 * x2 - a2 * y2;
            x2 = x1;
            x1 = x;
            y2 = y1;
            y1 = y;
            sound[i] = (float) y;
        }
    }
}
