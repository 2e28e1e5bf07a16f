package dev.baton.benchmarks.vad.training.sound;

import java.util.List;

/** A recording without speech, from any place and at another speed. */
final class RecordedNoise implements SoundMaker {
    private final List<Tape> noise;

    /** @param noise not empty */
    RecordedNoise(List<Tape> noise) {
        this.noise = List.copyOf(noise);
    }

    @Override
    public float[] make(Dice dice, int length) {
        var sound = new float[length];
        Tape tape = noise.get(dice.below(noise.size()));
        double speed = dice.between(0.75, 1.3);
        tape.addLoop(sound, dice.below(tape.samples().length), speed, 1);
        return sound;
    }
}
