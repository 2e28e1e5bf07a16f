package dev.baton.benchmarks.vad.training.sound;

/** Music on hold of the acoustic kind: up to three struck, plucked, bowed or blown instruments, alone, in chords or as a bass, mostly with swinging drums. */
final class Band implements SoundMaker {
    static final double HIGHEST_HZ = 3800;

    /** @param beat in seconds; {@code key} in semitones */
    private record Piece(double beat, double swing, int key, Scale scale) {}

    @Override
    public float[] make(Dice dice, int length) {
        var sound = new float[length];
        var piece = new Piece(
                dice.between(0.25, 0.75),
                dice.between(0.5, 0.7),
                dice.below(12),
                dice.chance(0.6) ? Scale.MAJOR : Scale.MINOR);
        int parts = 1 + dice.below(3);
        for (int part = 0; part < parts; part++) {
            addPart(dice, sound, piece);
        }
        if (dice.chance(0.7)) {
            addDrums(dice, sound, piece);
        }
        return sound;
    }

    private static void addPart(Dice dice, float[] sound, Piece piece) {
        var instrument = Instrument.any(dice);
        boolean chords = dice.chance(0.4);
        boolean bass = !chords && dice.chance(0.35);
        double baseHz = bass ? dice.between(45, 110) : dice.between(150, 500);
        double density = dice.between(0.3, 1);
        double gain = dice.between(200, 900);
        double vibrato = instrument.held() && dice.chance(0.5) ? dice.between(0.002, 0.012) : 0;
        int degree = dice.below(7);
        for (double at = dice.between(0, 1); SoundMaker.samples(at) < sound.length; ) {
            double lasts = piece.beat * (dice.chance(0.5) ? 0.5 : dice.chance(0.5) ? 1 : 2);
            if (dice.chance(density)) {
                degree = Scale.next(dice, degree);
                int notes = chords ? 2 + dice.below(3) : 1;
                double loudness = gain * dice.between(0.4, 1.2);
                for (int note = 0; note < notes; note++) {
                    // Thirds on top of each other.
                    int semitones = piece.scale.semitones(degree + 2 * note) + piece.key;
                    double hz = baseHz * Math.pow(2, semitones / 12.0 - 1);
                    double sounds = instrument.held()
                            ? lasts * dice.between(0.7, 1)
                            : Math.min(4 * instrument.decay(), 6 * lasts);
                    int length = SoundMaker.samples(sounds);
                    instrument.addNote(dice, sound, SoundMaker.samples(at), length, hz, loudness, vibrato);
                }
            }
            at += lasts;
        }
    }

    /** A cymbal on each half beat, now and then the bass drum on the first of four and the snare or the brush on the third. */
    private static void addDrums(Dice dice, float[] sound, Piece piece) {
        double gain = dice.between(100, 900);
        double cymbal = dice.between(0.03, 0.25);
        int snare = dice.chance(0.4) ? 2400 : 1200;
        double seconds = dice.between(0, 0.5);
        for (int count = 0; SoundMaker.samples(seconds) < sound.length; count++) {
            int at = SoundMaker.samples(seconds);
            if (dice.chance(0.9)) {
                addCymbal(dice, sound, at, SoundMaker.samples(cymbal * (count % 2 == 0 ? 1 : 0.6)), 0.5 * gain);
            }
            if (count % 4 == 0 && dice.chance(0.8)) {
                Drums.addBass(sound, at, 1600, 2 * gain, 55, 80, 150);
            }
            if (count % 4 == 2 && dice.chance(0.8)) {
                NoiseBurst.add(dice, sound, at, snare, 300, 3600, 1.5 * gain);
            }
            seconds += piece.beat * (count % 2 == 0 ? piece.swing : 1 - piece.swing);
        }
    }

    private static void addCymbal(Dice dice, float[] sound, int at, int length, double gain) {
        double before = 0;
        for (int i = 0; i < length && at + i < sound.length; i++) {
            double noise = dice.gaussian();
            sound[at + i] += (float) (gain * (noise - before) * Math.exp(-3.0 * i / length));
            before = noise;
        }
    }
}
