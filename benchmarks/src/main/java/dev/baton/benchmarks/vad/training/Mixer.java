package dev.baton.benchmarks.vad.training;

import dev.baton.benchmarks.vad.training.sound.AnySound;
import dev.baton.benchmarks.vad.training.sound.Dice;
import dev.baton.benchmarks.vad.training.sound.Level;
import dev.baton.benchmarks.vad.training.sound.Resonances;
import dev.baton.benchmarks.vad.training.sound.Room;
import dev.baton.benchmarks.vad.training.sound.SoundMaker;
import java.util.List;

/**
 * Makes calls that never were: somebody from one recording, in a room, before the background of another or before made-up sounds, over some telephone line. A few recordings become many, and a network cannot
 * learn them by heart; that labels stay exact is the advantage over labelling more. Common practice for speech models, see for example T. Ko et al., "A study on data augmentation of reverberant speech for robust
 * speech recognition", ICASSP 2017; the shares and ranges here were found by experiment.
 */
final class Mixer {
    /** 24 s: some turns with their pauses, so that what a detector learns about a call in its first seconds is trained too. */
    static final int CLIP_SAMPLES = 24 * SoundMaker.RATE_HZ;

    /** Probability that a layer of background is heard through another microphone or in another room. */
    private static final double SHAPED = 0.5;

    private static final double LEVEL = SpeechTrack.LEVEL;

    private final List<Recording> speech;
    private final SoundMaker background;

    /** @param recordings all that may be used; somebody must speak in them */
    Mixer(Recordings recordings) {
        var clean = recordings.all().stream().filter(Recording::isCleanSpeech).toList();
        // Rather with its background than none at all.
        speech = clean.isEmpty()
                ? recordings.all().stream().filter(Recording::hasSpeech).toList()
                : clean;
        background = new AnySound(
                speech.stream().map(Recording::tape).toList(),
                recordings.all().stream()
                        .filter(each -> !each.hasSpeech())
                        .map(Recording::tape)
                        .toList());
    }

    /** Each number is another clip, the same one every time. */
    Clip clip(long seed, int number) {
        var dice = new Dice(seed * 1_000_003 + number);
        // In turn, so that none is left out by chance.
        var track = SpeechTrack.of(speech.get(number % speech.size()), dice, CLIP_SAMPLES);
        float[] mixed = dice.chance(0.15) ? speakersRoom(dice).apply(track.sound) : track.sound.clone();
        addBackground(dice, mixed);
        addHiss(dice, mixed);
        mixed = Channel.apply(dice, mixed);
        return new Clip(Line.apply(dice, mixed, track), track.speech);
    }

    private static Room speakersRoom(Dice dice) {
        double decay = dice.between(0.15, 0.6);
        return new Room(dice, decay, decay / 2, dice.between(0.1, 0.8));
    }

    private void addBackground(Dice dice, float[] mixed) {
        double snrDb = dice.between(-3, 28);
        int layers = dice.chance(0.12) ? 0 : dice.chance(0.25) ? 2 : 1;
        for (int layer = 0; layer < layers; layer++) {
            float[] sound = layer(dice);
            double below = layer == 0 ? snrDb : snrDb + dice.between(0, 15);
            double gain = LEVEL * Math.pow(10, -below / 20) / Level.of(sound);
            boolean passes = dice.chance(0.25);
            int from = passes ? dice.below(CLIP_SAMPLES) : 0;
            int to = passes ? Math.min(CLIP_SAMPLES, from + dice.below(CLIP_SAMPLES)) : CLIP_SAMPLES;
            for (int i = from; i < to; i++) {
                mixed[i] += (float) (sound[i] * gain);
            }
        }
    }

    private float[] layer(Dice dice) {
        float[] sound = background.make(dice, CLIP_SAMPLES);
        if (!dice.chance(SHAPED)) {
            return sound;
        }
        Resonances.apply(dice, sound);
        if (!dice.chance(0.3)) {
            return sound;
        }
        double decay = dice.between(0.1, 0.8);
        return new Room(dice, decay, Math.min(0.25, decay / 2), dice.between(0.1, 2)).apply(sound);
    }

    private static void addHiss(Dice dice, float[] mixed) {
        if (dice.chance(0.25)) {
            return;
        }
        double gain = LEVEL * Math.pow(10, -dice.between(22, 60) / 20);
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] += (float) (gain * dice.gaussian());
        }
    }
}
