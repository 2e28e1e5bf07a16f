package dev.baton.benchmarks.vad.training.sound;

/** A bass drum: a tone that falls while it dies away. */
final class Drums {
    private Drums() {}

    /**
     * @param lowHz where the tone ends
     * @param fallHz how much higher it begins
     * @param fallSamples in which most of that is gone
     */
    static void addBass(
            float[] sound, int at, int length, double gain, double lowHz, double fallHz, double fallSamples) {
        for (int i = 0; i < length && at + i < sound.length; i++) {
            double hz = lowHz + fallHz * Math.exp(-i / fallSamples);
            double y = Math.sin(2 * Math.PI * hz * i / SoundMaker.RATE_HZ);
            sound[at + i] += (float) (gain * Math.exp(-i / 400.0) * y);
        }
    }
}
