package dev.baton.benchmarks.vad.training.sound;

/** Music on hold of the electronic kind: up to four voices of one timbre walking along a scale, every second time with drums. */
final class Music implements SoundMaker {
    private static final double HIGHEST_HZ = 3700;
    private static final int MOST_HARMONICS = 12;
    private static final double VIBRATO_HZ = 5.5;

    /**
     * @param beat in seconds
     * @param rollOff exponent by which harmonics get weaker
     * @param decay of notes that are not sustained, in seconds
     */
    private record Style(
            double beat,
            double rootHz,
            Scale scale,
            double rollOff,
            double decay,
            double vibrato,
            boolean sustained,
            double attack) {
        static Style any(Dice dice) {
            return new Style(
                    dice.between(0.12, 0.6),
                    dice.between(80, 350),
                    dice.chance(0.5) ? Scale.MAJOR : Scale.MINOR,
                    dice.between(0.5, 2.2),
                    dice.between(0.1, 3),
                    dice.chance(0.3) ? dice.between(0, 0.01) : 0,
                    dice.chance(0.5),
                    dice.between(0.003, 0.08));
        }

        /** Both times in seconds. */
        double envelope(double time, double left) {
            double start = Math.min(1, time / attack);
            return start * (sustained ? Math.min(1, left / 0.05) : Math.exp(-time / decay));
        }
    }

    @Override
    public float[] make(Dice dice, int length) {
        var sound = new float[length];
        var style = Style.any(dice);
        int voices = 1 + dice.below(4);
        for (int voice = 0; voice < voices; voice++) {
            addVoice(dice, sound, style);
        }
        if (dice.chance(0.5)) {
            addDrums(dice, sound, 2 * style.beat);
        }
        return sound;
    }

    private static void addVoice(Dice dice, float[] sound, Style style) {
        double rootHz = style.rootHz * (1 << dice.below(3));
        double step = style.beat * (1 << dice.below(4));
        double gain = dice.between(0.3, 1);
        int degree = dice.below(7);
        for (double at = dice.between(0, 1); SoundMaker.samples(at) < sound.length; ) {
            degree = Scale.next(dice, degree);
            double lasts = step * (dice.chance(0.2) ? 2 : 1);
            int length = SoundMaker.samples(lasts * (style.sustained ? 1.05 : 1.8));
            double hz = rootHz * Math.pow(2, style.scale.semitones(degree) / 12.0);
            boolean rest = dice.chance(0.1);
            if (!rest) {
                addNote(dice, sound, SoundMaker.samples(at), length, hz, 700 * gain, style);
            }
            at += lasts;
        }
    }

    private static void addNote(Dice dice, float[] sound, int at, int length, double hz, double gain, Style style) {
        int harmonics = Math.min(MOST_HARMONICS, (int) (HIGHEST_HZ / hz));
        var strengths = new double[harmonics];
        var offsets = new double[harmonics];
        for (int k = 0; k < harmonics; k++) {
            offsets[k] = dice.unit();
            strengths[k] = Math.pow(k + 1, -style.rollOff) * dice.between(0.5, 1.5);
        }
        double turns = 0;
        for (int i = 0; i < length && at + i < sound.length; i++) {
            double time = (double) i / RATE_HZ;
            turns += hz * (1 + style.vibrato * Sine.ofTurns(VIBRATO_HZ * time)) / RATE_HZ;
            double y = 0;
            for (int k = 0; k < harmonics; k++) {
                y += strengths[k] * Sine.ofTurns(offsets[k] + (k + 1) * turns);
            }
            double left = (double) (length - i) / RATE_HZ;
            sound[at + i] += (float) (gain * style.envelope(time, left) * y);
        }
    }

    /** Bass and snare drum by turns. */
    private static void addDrums(Dice dice, float[] sound, double beat) {
        double at = 0;
        for (int count = 0; SoundMaker.samples(at) < sound.length; count++, at += beat) {
            if (!dice.chance(0.85)) {
                continue;
            }
            if (count % 2 == 0) {
                Drums.addBass(sound, SoundMaker.samples(at), 1200, dice.between(500, 2500), 50, 60, 200);
            } else {
                NoiseBurst.add(dice, sound, SoundMaker.samples(at), 900, 800, 3500, dice.between(300, 1500));
            }
        }
    }
}
