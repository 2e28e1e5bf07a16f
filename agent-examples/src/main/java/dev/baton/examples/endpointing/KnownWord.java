package dev.baton.examples.endpointing;

import dev.baton.examples.detection.Interval;
import java.util.ArrayList;
import java.util.List;

/** A word, and where in the recording it is said; microseconds. */
public record KnownWord(String text, long fromMicros, long toMicros) {
    /**
     * Spreads the text of each turn over the speech in it: as many letters on a stretch of speech as its length has a share in all of the turn's speech, whole words only. Good to a word or so, which is as well as the end of
     * a stretch is known; exact times would need an aligner.
     */
    public static List<KnownWord> in(TurnTruth truth) {
        var words = new ArrayList<KnownWord>();
        for (int i = 0; i < truth.turns().size(); i++) {
            if (!truth.texts().get(i).isEmpty()) {
                spread(
                        List.of(truth.texts().get(i).split("\\s+")),
                        speechIn(truth, truth.turns().get(i)),
                        words);
            }
        }
        return words;
    }

    private static List<Interval> speechIn(TurnTruth truth, Interval turn) {
        var inside = truth.speech().speech().stream()
                .filter(speech -> speech.fromMicros() < turn.toMicros() && speech.toMicros() > turn.fromMicros())
                .toList();
        return inside.isEmpty() ? List.of(turn) : inside;
    }

    private static void spread(List<String> texts, List<Interval> speech, List<KnownWord> to) {
        double micros = speech.stream().mapToLong(Interval::lengthMicros).sum();
        double letters = letters(texts);
        double spoken = 0;
        int first = 0;
        for (int i = 0; i < speech.size(); i++) {
            spoken += speech.get(i).lengthMicros();
            int last = i == speech.size() - 1 ? texts.size() : nearest(texts, first, letters * spoken / micros);
            fill(texts.subList(first, last), speech.get(i), to);
            first = last;
        }
    }

    /** How many words, at least {@code from}, have about so many letters together. */
    private static int nearest(List<String> texts, int from, double letters) {
        int count = from;
        while (count < texts.size()
                && Math.abs(letters(texts.subList(0, count + 1)) - letters)
                        <= Math.abs(letters(texts.subList(0, count)) - letters)) {
            count++;
        }
        return count;
    }

    private static void fill(List<String> texts, Interval speech, List<KnownWord> to) {
        double letters = letters(texts);
        double said = 0;
        for (String text : texts) {
            long from = speech.fromMicros() + Math.round(speech.lengthMicros() * said / letters);
            said += letters(List.of(text));
            long end = speech.fromMicros() + Math.round(speech.lengthMicros() * said / letters);
            to.add(new KnownWord(text, from, end));
        }
    }

    /** The shortest word takes its time too. */
    private static double letters(List<String> texts) {
        return texts.stream().mapToInt(text -> 1 + text.length()).sum();
    }
}
