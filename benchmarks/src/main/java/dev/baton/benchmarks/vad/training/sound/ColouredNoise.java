package dev.baton.benchmarks.vad.training.sound;

/** White to reddish noise, every second time swelling and falling: lines, fans, streets, rain. */
final class ColouredNoise implements SoundMaker {
    /** Well above the quietest that counts as sound. */
    private static final double LOUDNESS = 300;

    @Override
    public float[] make(Dice dice, int length) {
        var sound = new float[length];
        double colour = dice.between(0, 0.97);
        double startsAt = dice.between(0, 6);
        double swellsHz = dice.between(0.05, 6);
        double depth = dice.chance(0.5) ? 0 : dice.between(0, 0.9);
        double y = 0;
        for (int i = 0; i < length; i++) {
            y = colour * y + dice.gaussian();
            double swell = depth == 0 ? 0 : 0.5 + 0.5 * Math.sin(2 * Math.PI * swellsHz * i / RATE_HZ + startsAt);
            sound[i] = (float) (LOUDNESS * y * (1 - depth * swell));
        }
        return sound;
    }
}
