package dev.baton.benchmarks.vad.training;

import dev.baton.benchmarks.vad.training.sound.Dice;
import dev.baton.benchmarks.vad.training.sound.SoundMaker;

/** What microphones and telephone networks do to the spectrum: a tilt, no lows, no highs, the band of 300 to 3400 Hz; each only sometimes. */
final class Channel {
    private static final int BAND_TAPS = 241;

    private Channel() {}

    /** May work in place; use what it returns. */
    static float[] apply(Dice dice, float[] sound) {
        if (dice.chance(0.6)) {
            tilt(sound, (float) dice.between(-0.5, 0.6));
        }
        if (dice.chance(0.4)) {
            double hz = dice.between(150, 350);
            highPass(sound, hz);
            highPass(sound, hz);
        }
        if (dice.chance(0.3)) {
            lowPass(sound, dice.between(1800, 3400));
        }
        return dice.chance(0.35) ? bandPass(sound, dice.between(180, 380), dice.between(2900, 3700)) : sound;
    }

    /** {@code y[n] = x[n] - tilt x[n-1]}: brighter, or darker if negative. */
    private static void tilt(float[] sound, float tilt) {
        float before = 0;
        for (int i = 0; i < sound.length; i++) {
            float x = sound[i];
            sound[i] = x - tilt * before;
            before = x;
        }
    }

    /** One pole. */
    private static void highPass(float[] sound, double hz) {
        double pole = Math.exp(-2 * Math.PI * hz / SoundMaker.RATE_HZ);
        double y = 0;
        double before = 0;
        for (int i = 0; i < sound.length; i++) {
            double x = sound[i];
            y = pole * (y + x - before);
            before = x;
            sound[i] = (float) y;
        }
    }

    /** One pole. */
    private static void lowPass(float[] sound, double hz) {
        double step = 1 - Math.exp(-2 * Math.PI * hz / SoundMaker.RATE_HZ);
        double y = 0;
        for (int i = 0; i < sound.length; i++) {
            y += step * (sound[i] - y);
            sound[i] = (float) y;
        }
    }

    /** An ideal band-pass cut to 30 ms by a Hamming window; its delay is taken off, so that labels stay where they are. */
    private static float[] bandPass(float[] sound, double lowHz, double highHz) {
        int middle = BAND_TAPS / 2;
        var filtered = new float[sound.length];
        for (int tap = 0; tap < BAND_TAPS; tap++) {
            int late = tap - middle;
            double window = 0.54 + 0.46 * Math.cos(Math.PI * late / (middle + 1));
            addDelayed(filtered, sound, late, (float) (window * (ideal(highHz, late) - ideal(lowHz, late))));
        }
        return filtered;
    }

    /** Response of the ideal low-pass. */
    private static double ideal(double hz, int late) {
        double relative = 2 * hz / SoundMaker.RATE_HZ;
        return late == 0 ? relative : Math.sin(Math.PI * relative * late) / (Math.PI * late);
    }

    private static void addDelayed(float[] to, float[] from, int late, float gain) {
        int end = Math.min(to.length, to.length + late);
        for (int i = Math.max(0, late); i < end; i++) {
            to[i] += gain * from[i - late];
        }
    }
}
