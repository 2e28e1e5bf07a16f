package dev.baton.benchmarks.vad.training.sound;

import java.util.List;

/** Three to eight people talking at once, from recordings of speech at changed speeds: a room full of people whom nobody can follow. */
final class Babble implements SoundMaker {
    private final List<Tape> speech;

    /** @param speech not empty */
    Babble(List<Tape> speech) {
        this.speech = List.copyOf(speech);
    }

    @Override
    public float[] make(Dice dice, int length) {
        var sound = new float[length];
        int speakers = 3 + dice.below(6);
        for (int speaker = 0; speaker < speakers; speaker++) {
            Tape tape = speech.get(dice.below(speech.size()));
            double speed = dice.between(0.8, 1.25);
            int start = dice.below(tape.samples().length);
            tape.addLoop(sound, start, speed, dice.between(0.4, 1) * 1000 / tape.level());
        }
        return sound;
    }
}
