package dev.baton.benchmarks.vad.training.sound;

/** Voiced calls that are no words, the hardest to tell from speech: babies, dogs and other animals, birds and squeaks. Harmonics under one resonance, with a bend, an arch and a tremble of the pitch. */
final class Cries implements SoundMaker {
    private static final double HIGHEST_HZ = 3600;
    private static final int MOST_HARMONICS = 14;

    /** @param fromHz of the pitch; durations in seconds */
    private record Kind(double fromHz, double toHz, double shortest, double longest) {}

    private static final Kind[] KINDS = {
        new Kind(330, 700, 0.3, 1.4), new Kind(180, 900, 0.06, 0.3), new Kind(700, 3000, 0.05, 0.6)
    };

    @Override
    public float[] make(Dice dice, int length) {
        var sound = new float[length];
        Kind kind = dice.of(KINDS);
        double pitchHz = dice.between(kind.fromHz, kind.toHz);
        double lasts = dice.between(kind.shortest, kind.longest);
        double gap = dice.between(0.1, 1.5);
        double noise = dice.between(0, 0.8);
        double resonanceHz = dice.between(500, 2500);
        for (int at = dice.samplesBetween(0, 2); at < length; ) {
            int cry = SoundMaker.samples(lasts * dice.between(0.7, 1.3));
            addOne(dice, sound, at, cry, pitchHz * dice.between(0.85, 1.15), resonanceHz, noise);
            at += cry + SoundMaker.samples(gap * dice.between(0.3, 2));
        }
        return sound;
    }

    private static void addOne(
            Dice dice, float[] sound, int at, int length, double hz, double resonanceHz, double noise) {
        double[] strengths = strengths(hz, resonanceHz);
        double bend = dice.between(-0.6, 0.6);
        double arch = dice.between(0, 0.35);
        double gain = dice.between(500, 1500);
        double tremble = 0;
        double turns = 0;
        for (int i = 0; i < length && at + i < sound.length; i++) {
            double t = i / (double) length;
            tremble = 0.999 * tremble + 0.0006 * dice.gaussian();
            double octaves = bend * t + arch * Math.sin(Math.PI * t) + tremble;
            turns += hz * Math.pow(2, octaves) / RATE_HZ;
            double y = noise * dice.gaussian();
            for (int k = 0; k < strengths.length; k++) {
                y += strengths[k] * Sine.ofTurns((k + 1) * turns);
            }
            // Never silent at its first sample, unlike a plain half wave.
            double envelope = Math.sqrt(Math.sin(Math.PI * Math.min(1, 0.98 * t + 0.02)));
            sound[at + i] += (float) (gain * envelope * y);
        }
    }

    private static double[] strengths(double hz, double resonanceHz) {
        var strengths = new double[Math.max(1, Math.min(MOST_HARMONICS, (int) (HIGHEST_HZ / hz)))];
        for (int k = 0; k < strengths.length; k++) {
            double away = 2.5 * (hz * (k + 1) / resonanceHz - 1);
            strengths[k] = 1 / (1 + away * away) + 0.1;
        }
        return strengths;
    }
}
