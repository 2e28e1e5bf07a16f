package dev.baton.benchmarks.vad.training;

import dev.baton.benchmarks.vad.training.sound.Dice;
import dev.baton.benchmarks.vad.training.sound.SoundMaker;

/** One caller in a clip: excerpts of a recording at one changed speed, with silence between them, and the labels that moved along. */
final class SpeechTrack {
    /** Root mean square of the speech. */
    static final double LEVEL = 1000;

    /** 10 ms, so that no excerpt begins with a click. */
    private static final int FADE_SAMPLES = 80;

    /** The spline between samples looks so far ahead. */
    private static final int MARGIN = 4;

    final float[] sound;
    final boolean[] speech;

    private SpeechTrack(int length) {
        sound = new float[length];
        speech = new boolean[length / Labels.HOP_SAMPLES];
    }

    static SpeechTrack of(Recording recording, Dice dice, int length) {
        var track = new SpeechTrack(length);
        double speed = dice.between(0.84, 1.2);
        int recorded = recording.tape().samples().length;
        for (int at = dice.chance(0.3) ? 0 : dice.samplesBetween(0, 3); at < length; ) {
            int wanted = Math.min(length - at, dice.samplesBetween(3, 15));
            double latest = Math.max(0, recorded - MARGIN - wanted * speed);
            double start = Math.min(dice.below(recorded), latest);
            int taken = Math.min(wanted, (int) ((recorded - MARGIN - start) / speed));
            track.play(recording, at, start, speed, taken);
            at += taken + dice.samplesBetween(0, 3);
        }
        return track;
    }

    private void play(Recording recording, int at, double start, double speed, int count) {
        double gain = LEVEL / recording.tape().level();
        int fade = Math.max(1, Math.min(FADE_SAMPLES, count / 2));
        for (int i = 0; i < count; i++) {
            double edge = Math.min(1, Math.min(i, count - 1 - i) / (double) fade);
            sound[at + i] = (float) (recording.tape().at(start + i * speed) * gain * edge);
        }
        int firstHop = (at + Labels.HOP_SAMPLES - 1) / Labels.HOP_SAMPLES;
        int endHop = Math.min(speech.length, (at + count) / Labels.HOP_SAMPLES);
        for (int hop = firstHop; hop < endHop; hop++) {
            int middle = hop * Labels.HOP_SAMPLES + Labels.HOP_SAMPLES / 2;
            int from = (int) ((start + (middle - at) * speed) / Labels.HOP_SAMPLES);
            speech[hop] = from < recording.speech().length && recording.speech()[from];
        }
    }

    /** Whether there is speech from {@code before} hops before a hop to {@code after} hops after it. */
    boolean speechAround(int hop, int before, int after) {
        for (int i = Math.max(0, hop - before); i <= Math.min(speech.length - 1, hop + after); i++) {
            if (speech[i]) {
                return true;
            }
        }
        return false;
    }

    /** Root mean square of {@code mixed} where there is speech; nothing if that is less than 20 ms. */
    double levelOfSpeech(float[] mixed) {
        double power = 0;
        int count = 0;
        for (int i = 0; i < speech.length * Labels.HOP_SAMPLES; i++) {
            if (speech[i / Labels.HOP_SAMPLES]) {
                power += mixed[i] * mixed[i];
                count++;
            }
        }
        return count < SoundMaker.RATE_HZ / 50 ? Double.NaN : Math.sqrt(power / count);
    }
}
