package dev.baton.examples.recognizer;

import java.util.Random;

/**
 * A sound that keeps the search as busy as speech does: syllables of a buzz through a gliding resonance, with a hiss between them, so that vowels, consonants and
 * pauses stay in the race. No word, and the same each time.
 */
final class WarmUpSound {
    /** Long enough for the JVM to compile what each frame runs. */
    private static final double SECONDS = 1;

    private static final double SYLLABLES_PER_SECOND = 4;
    private static final double PITCH_HZ = 110;
    private static final double PEAK = 6000;

    private WarmUpSound() {}

    static short[] samples() {
        var random = new Random(1);
        var samples = new short[(int) (SECONDS * UtteranceAudio.SAMPLE_RATE_HZ)];
        for (int i = 0; i < samples.length; i++) {
            double seconds = (double) i / UtteranceAudio.SAMPLE_RATE_HZ;
            double syllable = seconds * SYLLABLES_PER_SECOND % 1;
            samples[i] = (short) Math.round(PEAK * (vowel(seconds, syllable) + consonant(syllable, random)));
        }
        return samples;
    }

    /** Harmonics of the pitch, loudest around a resonance that glides from 300 to 1500 Hz, in the middle of the syllable. */
    private static double vowel(double seconds, double syllable) {
        double resonanceHz = 300 + 1200 * syllable;
        double sum = 0;
        for (int harmonic = 1; harmonic <= 24; harmonic++) {
            double distance = (harmonic * PITCH_HZ - resonanceHz) / 400;
            sum += Math.sin(2 * Math.PI * harmonic * PITCH_HZ * seconds) / (1 + distance * distance);
        }
        double loudness = Math.sin(Math.PI * syllable);
        return 0.15 * loudness * loudness * sum;
    }

    private static double consonant(double syllable, Random random) {
        double loudness = syllable < 0.15 ? 0.1 : 0.004;
        return loudness * random.nextGaussian();
    }
}
