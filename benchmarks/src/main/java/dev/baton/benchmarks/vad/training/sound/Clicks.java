package dev.baton.benchmarks.vad.training.sound;

/** Clicks and knocks that ring out quickly, regular or not: keyboards, clocks, cutlery, tapping. */
final class Clicks implements SoundMaker {
    /** 10 ms. */
    private static final int CLOSEST = RATE_HZ / 100;

    @Override
    public float[] make(Dice dice, int length) {
        var sound = new float[length];
        double aboutHz = dice.between(300, 3500);
        double aboutDecay = dice.between(0.001, 0.04);
        double gap = dice.between(0.06, 1.2);
        boolean regular = dice.chance(0.4);
        for (int at = dice.samplesBetween(0, 1); at < length; ) {
            addOne(dice, sound, at, aboutHz * dice.between(0.7, 1.4), aboutDecay * dice.between(0.6, 1.6));
            at += Math.max(CLOSEST, SoundMaker.samples(gap * (regular ? 1 : dice.between(0.1, 3))));
        }
        return sound;
    }

    private static void addOne(Dice dice, float[] sound, int at, double hz, double decaySeconds) {
        double gain = dice.between(300, 3000);
        double noise = dice.unit();
        int length = SoundMaker.samples(6 * decaySeconds);
        for (int i = 0; i < length && at + i < sound.length; i++) {
            double seconds = (double) i / RATE_HZ;
            double ring = (1 - noise) * Math.sin(2 * Math.PI * hz * seconds) + noise * dice.gaussian();
            sound[at + i] += (float) (gain * Math.exp(-seconds / decaySeconds) * ring);
        }
    }
}
