package dev.baton.benchmarks.vad.training.sound;

/** What comes out of a mouth without being speech: breathing in and out, coughs, sneezes; some with a voice at their beginning. */
final class Puffs implements SoundMaker {
    private static final int MOST_HARMONICS = 11;
    private static final double HIGHEST_HZ = 3700;

    @Override
    public float[] make(Dice dice, int length) {
        var sound = new float[length];
        double lowHz = dice.between(200, 900);
        double highHz = dice.between(2000, 3800);
        double in = dice.chance(0.5) ? dice.between(0.15, 0.6) : 0;
        double out = dice.between(0.1, 0.6);
        double pitchHz = dice.between(120, 450);
        double voice = dice.chance(0.5) ? dice.between(0.3, 2) : 0;
        for (int at = dice.samplesBetween(0, 2); at < length; ) {
            double gain = dice.between(400, 1500);
            if (in > 0) {
                NoiseBurst.add(dice, sound, at, SoundMaker.samples(in), lowHz, highHz, gain * dice.between(0.05, 0.4));
                at += SoundMaker.samples(in * dice.between(0.9, 1.4));
            }
            int puff = SoundMaker.samples(out * dice.between(0.7, 1.3));
            NoiseBurst.add(dice, sound, at, puff, lowHz, highHz, gain);
            // Sharper at its beginning.
            NoiseBurst.add(dice, sound, at, puff / 3, lowHz, highHz, gain);
            if (voice > 0) {
                addVoice(sound, at, dice.samplesBetween(0.05, 0.25), pitchHz, 0.3 * voice * gain);
            }
            at += puff + dice.samplesBetween(0.4, 3);
        }
        return sound;
    }

    private static void addVoice(float[] sound, int at, int length, double pitchHz, double gain) {
        double turns = 0;
        for (int i = 0; i < length && at + i < sound.length; i++) {
            double t = i / (double) length;
            turns += pitchHz * (1 - 0.3 * t) / RATE_HZ;
            double y = 0;
            for (int k = 1; k <= MOST_HARMONICS && k * pitchHz < HIGHEST_HZ; k++) {
                y += Sine.ofTurns(k * turns) / Math.sqrt(k);
            }
            sound[at + i] += (float) (gain * y * Math.sin(Math.PI * t));
        }
    }
}
