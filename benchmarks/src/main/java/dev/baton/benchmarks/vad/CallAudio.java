package dev.baton.benchmarks.vad;

import dev.baton.benchmarks.audio.Speech;
import java.util.List;
import java.util.Random;

/**
 * What a detector hears in a call, in half a minute: words with short and long pauses between them, over a quiet line, a humming room and a noisy one whose level wavers; then a ring-back tone, keys that
 * click, and digital silence. Much of the time of a detector may go into what only one of these asks of it, so none is left out. The same samples each time.
 */
public final class CallAudio {
    /** A multiple of every usual length of a window, so that whole windows fill it. */
    private static final int MILLIS = 28_800;

    private static final int WORDS_MILLIS = 24_000;
    private static final int RING_MILLIS = 2_000;
    private static final int CLICKS_MILLIS = 1_200;

    private static final List<String> WORDS = List.of(
            "hello",
            "this-is-correct",
            "wednesday",
            "thirteenth",
            "november",
            "five",
            "zero",
            "seven",
            "three",
            "two",
            "six",
            "no",
            "nine",
            "eighteen",
            "please",
            "twentieth",
            "february",
            "four",
            "tomorrow",
            "oclock",
            "thank-you",
            "goodbye");

    /** Inside a dictated number, between words, between sentences. */
    private static final int[] PAUSES_MILLIS = {80, 250, 120, 900, 60, 400};

    private CallAudio() {}

    /** @return mono, signed 16 bits, a whole number of 480 ms */
    public static short[] samples(int rateHz) {
        int rate = Speech.RECORDED_HZ;
        var sound = new double[at(MILLIS)];
        for (int word = 0, start = at(500); start < at(WORDS_MILLIS); word++) {
            short[] recorded = Speech.word(WORDS.get(word % WORDS.size()));
            for (int i = 0; i < recorded.length && start + i < at(WORDS_MILLIS); i++) {
                sound[start + i] = recorded[i];
            }
            start += recorded.length + at(PAUSES_MILLIS[word % PAUSES_MILLIS.length]);
        }
        addBackground(sound, rate);
        addRing(sound, at(WORDS_MILLIS), at(WORDS_MILLIS + RING_MILLIS), rate);
        addClicks(sound, at(WORDS_MILLIS + RING_MILLIS), at(WORDS_MILLIS + RING_MILLIS + CLICKS_MILLIS));
        var samples = new short[sound.length];
        for (int i = 0; i < sound.length; i++) {
            samples[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(sound[i])));
        }
        return Speech.at(rateHz, samples);
    }

    private static int at(int millis) {
        return millis * (Speech.RECORDED_HZ / 1000);
    }

    /** Line noise at about -62 dBFS; from a third on a room's low noise and a mains hum above it; from two thirds on noise that rises and falls twice a second. */
    private static void addBackground(double[] sound, int rate) {
        var random = new Random(1);
        int end = at(WORDS_MILLIS + RING_MILLIS + CLICKS_MILLIS);
        double low = 0;
        for (int i = 0; i < end; i++) {
            double white = random.nextGaussian();
            low = 0.95 * low + white;
            double seconds = (double) i / rate;
            sound[i] += 26 * white;
            if (i >= at(WORDS_MILLIS / 3)) {
                sound[i] += 60 * low + 150 * Math.sin(2 * Math.PI * 150 * seconds);
            }
            if (i >= at(WORDS_MILLIS * 2 / 3)) {
                sound[i] += 350 * white * (1 + Math.sin(2 * Math.PI * 2 * seconds));
            }
        }
    }

    /** 440 and 480 Hz together: what callers in North America hear while it rings. */
    private static void addRing(double[] sound, int from, int to, int rate) {
        for (int i = from; i < to; i++) {
            double seconds = (double) i / rate;
            sound[i] += 2000 * (Math.sin(2 * Math.PI * 440 * seconds) + Math.sin(2 * Math.PI * 480 * seconds));
        }
    }

    /** 10 ms each, five in a second. */
    private static void addClicks(double[] sound, int from, int to) {
        var random = new Random(2);
        for (int start = from; start < to; start += at(200)) {
            for (int i = 0; i < at(10); i++) {
                sound[start + i] += 6000 * random.nextGaussian() * Math.exp(-i / 30.0);
            }
        }
    }
}
