package dev.baton.benchmarks.vad.training.sound;

/**
 * How the notes of an instrument sound. The partials of struck bars and bells are those that textbooks give, for example N. Fletcher and T. Rossing, "The Physics of Musical Instruments".
 *
 * @param ratios frequencies of the partials, rising, as multiples of the note's
 * @param held whether a note lasts as long as it is played; others die away
 * @param tremolo how much the loudness wavers, 0 to 1
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Instrument(
        double[] ratios,
        double[] strengths,
        double decay,
        double attack,
        boolean held,
        double tremolo,
        double tremoloHz) {
    private static final double[] BAR = {1, 3.98, 9.9};
    private static final double[] STRING = {1, 2.01, 3.03, 4.06, 5.1, 6.15, 7.2, 8.3};
    private static final double[] BELL = {0.5, 1, 1.19, 1.5, 2, 2.52, 3.01};
    private static final double[] HARMONICS = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    /** Of the even harmonics of a pipe that is closed at one end. */
    private static final double HOLLOW = 0.1;

    static Instrument any(Dice dice) {
        double tremoloHz = dice.between(3, 7);
        return switch (dice.below(5)) {
            case 0 -> bar(dice, tremoloHz);
            case 1 ->
                new Instrument(
                        STRING,
                        fallingOff(dice, STRING.length, dice.between(0.3, 1.5), 0.5, 1.4),
                        dice.between(0.15, 1.5),
                        0.004,
                        false,
                        0,
                        tremoloHz);
            case 2 -> bell(dice, tremoloHz);
            case 3 -> wind(dice, tremoloHz, 1);
            default -> wind(dice, tremoloHz, HOLLOW);
        };
    }

    private static Instrument bar(Dice dice, double tremoloHz) {
        double[] strengths = {1, dice.between(0.05, 0.6), dice.between(0.02, 0.3)};
        double tremolo = dice.chance(0.5) ? dice.between(0.1, 0.6) : 0;
        return new Instrument(BAR, strengths, dice.between(0.4, 2.5), 0.003, false, tremolo, tremoloHz);
    }

    private static Instrument bell(Dice dice, double tremoloHz) {
        var strengths = fallingOff(dice, BELL.length, 0, 0.1, 1);
        return new Instrument(BELL, strengths, dice.between(0.5, 3), 0.003, false, 0, tremoloHz);
    }

    private static Instrument wind(Dice dice, double tremoloHz, double evenHarmonics) {
        var strengths = fallingOff(dice, HARMONICS.length, dice.between(0.4, 2), 0.4, 1.5);
        for (int k = 1; k < strengths.length; k += 2) {
            strengths[k] *= evenHarmonics;
        }
        return new Instrument(HARMONICS, strengths, 9, dice.between(0.01, 0.12), true, dice.between(0, 0.2), tremoloHz);
    }

    private static double[] fallingOff(Dice dice, int count, double exponent, double least, double most) {
        var strengths = new double[count];
        for (int k = 0; k < count; k++) {
            strengths[k] = Math.pow(k + 1, -exponent) * dice.between(least, most);
        }
        return strengths;
    }

    /** Adds one note. Each partial dies away by itself, higher ones sooner. */
    void addNote(Dice dice, float[] sound, int at, int length, double hz, double gain, double vibrato) {
        for (int k = 0; k < ratios.length && hz * ratios[k] <= Band.HIGHEST_HZ; k++) {
            double turnsPerSample = hz * ratios[k] / SoundMaker.RATE_HZ;
            double fall = held ? 1 : Math.exp(-Math.sqrt(ratios[k]) / (SoundMaker.RATE_HZ * decay));
            addPartial(sound, at, length, turnsPerSample, dice.unit(), fall, gain * strengths[k], vibrato);
        }
    }

    private void addPartial(
            float[] sound,
            int at,
            int length,
            double turnsPerSample,
            double startsAt,
            double fall,
            double gain,
            double vibrato) {
        double turns = startsAt;
        double left = 1;
        for (int i = 0; i < length && at + i < sound.length; i++) {
            double time = (double) i / SoundMaker.RATE_HZ;
            double envelope = Math.min(1, time / attack) * (held ? Math.min(1, (length - i) / 300.0) : left);
            left *= fall;
            turns += vibrato == 0 ? turnsPerSample : turnsPerSample * (1 + vibrato * Sine.ofTurns(5.5 * time));
            double waver = tremolo == 0 ? 1 : 1 + tremolo * Sine.ofTurns(tremoloHz * time);
            sound[at + i] += (float) (gain * envelope * waver * Sine.ofTurns(turns));
        }
    }
}
