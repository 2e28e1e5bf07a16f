package dev.baton.benchmarks.vad.training.sound;

/** A hum with up to twenty harmonics that drifts a little: mains, motors, refrigerators. */
final class Hum implements SoundMaker {
    private static final double HIGHEST_HZ = 3800;
    private static final double LOUDNESS = 500;

    @Override
    public float[] make(Dice dice, int length) {
        double hz = dice.chance(0.3) ? 50 : dice.chance(0.3) ? 60 : dice.between(40, 240);
        double[] strengths = strengths(dice, hz);
        double noise = dice.between(0, 0.5);
        double depth = dice.between(0, 0.5);
        double swellsHz = dice.between(0.1, 8);
        var sound = new float[length];
        double drift = 0;
        double turns = 0;
        for (int i = 0; i < length; i++) {
            drift = 0.9999 * drift + 1e-5 * dice.gaussian();
            turns += hz * (1 + drift) / RATE_HZ;
            double y = noise * dice.gaussian();
            for (int k = 0; k < strengths.length; k++) {
                y += strengths[k] * Sine.ofTurns((k + 1) * turns);
            }
            double swell = 1 + depth * Sine.ofTurns(swellsHz * i / RATE_HZ);
            sound[i] = (float) (LOUDNESS * swell * y);
        }
        return sound;
    }

    private static double[] strengths(Dice dice, double hz) {
        var strengths = new double[Math.min(1 + dice.below(20), (int) (HIGHEST_HZ / hz))];
        for (int k = 0; k < strengths.length; k++) {
            double random = dice.unit();
            strengths[k] = random * random * Math.pow(k + 1, -dice.between(0, 1.5));
        }
        return strengths;
    }
}
