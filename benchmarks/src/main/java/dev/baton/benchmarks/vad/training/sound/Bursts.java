package dev.baton.benchmarks.vad.training.sound;

/** Bursts of noise in one band, regular or not: steps, scraping, machines, doors. */
final class Bursts implements SoundMaker {
    private static final double HIGHEST_HZ = 3800;

    @Override
    public float[] make(Dice dice, int length) {
        var sound = new float[length];
        double lowHz = dice.between(100, 1500);
        double highHz = Math.min(HIGHEST_HZ, lowHz * dice.between(1.3, 5));
        double lasts = dice.between(0.08, 1.2);
        double gap = dice.between(0.1, 3);
        boolean regular = dice.chance(0.5);
        for (int at = dice.samplesBetween(0, 2); at < length; ) {
            int burst = SoundMaker.samples(lasts * dice.between(0.7, 1.3));
            NoiseBurst.add(dice, sound, at, burst, lowHz, highHz, dice.between(300, 1500));
            at += SoundMaker.samples(lasts + gap * (regular ? 1 : dice.between(0.3, 2)));
        }
        return sound;
    }
}
