package dev.baton.benchmarks.vad.training;

import dev.baton.audio.G711;
import dev.baton.benchmarks.vad.training.sound.Dice;
import dev.baton.benchmarks.vad.training.sound.Level;
import dev.baton.benchmarks.vad.training.sound.SoundMaker;
import java.util.Arrays;

/** The way of a call from the microphone to the detector: level, steps of gain, DC, G.711, lost packets, and senders that are silent while nobody speaks. */
final class Line {
    private static final int PACKET_SAMPLES = SoundMaker.RATE_HZ / 50;
    /** Gain may change every 3 s. */
    private static final int GAIN_SAMPLES = 3 * SoundMaker.RATE_HZ;
    /** And has changed for the most part 50 ms later. */
    private static final double GAIN_SMOOTHING = 1.0 / 400;

    /** A sender goes on for so long after speech. */
    private static final int DTX_HANGOVER_HOPS = 20;

    private static final int DTX_LOOKAHEAD_HOPS = 5;

    private Line() {}

    /** @param track tells where speech is */
    static short[] apply(Dice dice, float[] sound, SpeechTrack track) {
        double gain = gain(dice, sound, track);
        if (dice.chance(0.15)) {
            stepGain(dice, sound);
        }
        double dc = dice.chance(0.05) ? dice.between(-3000, 3000) : 0;
        short[] samples = rounded(sound, gain, dc);
        encode(samples, dice.below(5));
        if (dice.chance(0.12)) {
            losePackets(dice, samples, dice.between(0.01, 0.06));
        }
        if (dice.chance(0.08)) {
            pauseSending(dice, samples, track, dice.chance(0.5) ? 0 : dice.between(2, 30));
        }
        return samples;
    }

    /** What brings speech to a level from soft to loud, or everything if the clip has a pause only. */
    private static double gain(Dice dice, float[] sound, SpeechTrack track) {
        double dbfs = dice.between(-38, -12);
        double level = track.levelOfSpeech(sound);
        return 32768 * Math.pow(10, dbfs / 20) / (Double.isNaN(level) ? Level.of(sound) : level);
    }

    private static void stepGain(Dice dice, float[] sound) {
        double db = 0;
        double target = 0;
        for (int i = 0; i < sound.length; i++) {
            if (i % GAIN_SAMPLES == 0 && dice.chance(0.5)) {
                target = dice.between(-18, 6);
            }
            db += (target - db) * GAIN_SMOOTHING;
            sound[i] *= (float) Math.pow(10, db / 20);
        }
    }

    private static short[] rounded(float[] sound, double gain, double dc) {
        var samples = new short[sound.length];
        for (int i = 0; i < samples.length; i++) {
            long value = Math.round(sound[i] * gain + dc);
            samples[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, value));
        }
        return samples;
    }

    /** @param codec 0 and 1 are mu-law, 2 is A-law, others leave the samples as they are */
    private static void encode(short[] samples, int codec) {
        var codes = new byte[samples.length];
        if (codec <= 1) {
            G711.encodeMulaw(samples, 0, codes, 0, codes.length);
            G711.decodeMulaw(codes, 0, samples, 0, codes.length);
        } else if (codec == 2) {
            G711.encodeAlaw(samples, 0, codes, 0, codes.length);
            G711.decodeAlaw(codes, 0, samples, 0, codes.length);
        }
    }

    private static void losePackets(Dice dice, short[] samples, double share) {
        for (int at = 0; at + PACKET_SAMPLES <= samples.length; at += PACKET_SAMPLES) {
            if (dice.chance(share)) {
                Arrays.fill(samples, at, at + PACKET_SAMPLES, (short) 0);
            }
        }
    }

    /** @param comfortNoise level of what is heard instead, 0 for digital silence */
    private static void pauseSending(Dice dice, short[] samples, SpeechTrack track, double comfortNoise) {
        for (int hop = DTX_HANGOVER_HOPS; hop < track.speech.length; hop++) {
            if (track.speechAround(hop, DTX_HANGOVER_HOPS, DTX_LOOKAHEAD_HOPS)) {
                continue;
            }
            int at = hop * Labels.HOP_SAMPLES;
            for (int i = at; i < at + Labels.HOP_SAMPLES; i++) {
                samples[i] = comfortNoise == 0 ? 0 : (short) (comfortNoise * dice.gaussian());
            }
        }
    }
}
