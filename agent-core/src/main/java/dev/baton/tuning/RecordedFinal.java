package dev.baton.tuning;

import dev.baton.journal.PlacedWord;
import dev.baton.turn.AudioSpan;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Text that the recogniser gave.
 *
 * @param atNanos when it came
 * @param askedNanos when it had been asked for; negative where nobody had asked
 * @param text as it came
 * @param words where each was spoken
 */
record RecordedFinal(long atNanos, long askedNanos, String text, List<PlacedWord> words) {
    RecordedFinal {
        words = List.copyOf(words);
    }

    boolean wasAskedFor() {
        return askedNanos >= 0;
    }

    static String text(List<PlacedWord> words) {
        return words.stream().map(PlacedWord::text).collect(Collectors.joining(" "));
    }

    static AudioSpan span(List<PlacedWord> words) {
        return words.isEmpty()
                ? AudioSpan.UNKNOWN
                : new AudioSpan(
                        words.get(0).startNanos(), words.get(words.size() - 1).endNanos());
    }
}
