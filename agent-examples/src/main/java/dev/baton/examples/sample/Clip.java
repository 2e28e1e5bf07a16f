package dev.baton.examples.sample;

import java.util.ArrayList;
import java.util.List;

/**
 * One recorded word or short phrase. Around the audible part lie a few ms in which faint consonants begin and end.
 *
 * @param words with their times in the clip, in ms; the first begins and the last ends at an audible edge
 * @param rms of the audible part, in samples
 */
record Clip(Sound sound, List<CallTruth.Word> words, double rms) {
    /** What is so much fainter than the loudest moment does not count as heard. */
    private static final double EDGE_DB = 35;

    private static final int WINDOW_MS = 5;

    /**
     * @param spoken the words parted by spaces, the second and later ones as {@code word@ms}
     */
    static Clip of(Sound sound, String spoken) {
        int windows = sound.durationMs() / WINDOW_MS;
        double loudest = 0;
        for (int window = 0; window < windows; window++) {
            loudest = Math.max(loudest, power(sound, window, 1));
        }
        double threshold = loudest * Math.pow(10, -EDGE_DB / 10);
        int first = 0;
        while (power(sound, first, 1) < threshold) {
            first++;
        }
        int end = windows;
        while (power(sound, end - 1, 1) < threshold) {
            end--;
        }
        return new Clip(
                sound,
                words(spoken.split(" ", -1), first * WINDOW_MS, end * WINDOW_MS),
                Math.sqrt(power(sound, first, end - first)));
    }

    private static double power(Sound sound, int window, int windows) {
        int from = window * WINDOW_MS * Sound.SAMPLES_PER_MS;
        int to = from + windows * WINDOW_MS * Sound.SAMPLES_PER_MS;
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += (double) sound.at(i) * sound.at(i);
        }
        return sum / (to - from);
    }

    private static List<CallTruth.Word> words(String[] spoken, int beginMs, int endMs) {
        var words = new ArrayList<CallTruth.Word>();
        for (int i = 0; i < spoken.length; i++) {
            int start = i == 0 ? beginMs : startMs(spoken[i]);
            int end = i + 1 == spoken.length ? endMs : startMs(spoken[i + 1]);
            words.add(new CallTruth.Word(name(spoken[i]), start, end));
        }
        return List.copyOf(words);
    }

    private static String name(String spoken) {
        int at = spoken.indexOf('@');
        return at < 0 ? spoken : spoken.substring(0, at);
    }

    private static int startMs(String spoken) {
        return Integer.parseInt(spoken.substring(spoken.indexOf('@') + 1));
    }

    int beginMs() {
        return words.get(0).startMs();
    }

    int endMs() {
        return words.get(words.size() - 1).endMs();
    }
}
