package dev.baton.benchmarks.vad.training.sound;

/** One puff of band-passed noise that rises and falls: a cough, a drum, a breath. */
final class NoiseBurst {
    private NoiseBurst() {}

    /**
     * Adds it to {@code sound}, as far as that reaches. The filter is the band-pass of R. Bristow-Johnson's "Cookbook formulae for audio equalizer biquad filter coefficients".
     *
     * @param lowHz lower edge of the band
     * @param highHz upper edge
     */
    static void add(Dice dice, float[] sound, int at, int length, double lowHz, double highHz, double gain) {
        double middleHz = Math.sqrt(lowHz * highHz);
        double omega = 2 * Math.PI * middleHz / SoundMaker.RATE_HZ;
        double quality = Math.max(0.5, middleHz / (highHz - lowHz));
        double alpha = Math.sin(omega) / (2 * quality);
        double feedback = 2 * Math.cos(omega);
        double attack = dice.between(0.02, 0.5);
        double x1 = 0;
        double x2 = 0;
        double y1 = 0;
        double y2 = 0;
        for (int i = 0; i < length && at + i < sound.length; i++) {
            double x = dice.gaussian();
            double y = (alpha * (x - x2) + feedback * y1 - (1 - alpha) * y2) / (1 + alpha);
            x2 = x1;
            x1 = x;
            y2 = y1;
            y1 = y;
            double t = i / (double) length;
            double envelope = t < attack ? t / attack : Math.pow((1 - t) / (1 - attack), 1.5);
            sound[at + i] += (float) (y * envelope * gain);
        }
    }
}
