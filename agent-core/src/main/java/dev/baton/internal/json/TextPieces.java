package dev.baton.internal.json;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cuts a text that is longer than a service takes, where a speaker would breathe: after a sentence, or else between words. */
final class TextPieces {
    private TextPieces() {}

    /**
     * @param most characters of one piece
     * @return together the text; one where it is short enough
     */
    static List<String> of(String text, int most) {
        var pieces = new ArrayList<String>();
        int from = 0;
        while (text.length() - from > most) {
            int to = end(text, from, from + most);
            pieces.add(text.substring(from, to));
            from = to;
        }
        pieces.add(text.substring(from));
        return pieces;
    }

    private static int end(String text, int from, int limit) {
        var sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
        sentences.setText(text);
        int sentence = sentences.preceding(limit + 1);
        if (sentence > from) {
            return sentence;
        }
        var words = BreakIterator.getWordInstance(Locale.ROOT);
        words.setText(text);
        int word = words.preceding(limit + 1);
        if (word > from) {
            return word;
        }
        // One word without end; only a character must stay whole.
        return Character.isLowSurrogate(text.charAt(limit)) ? limit - 1 : limit;
    }
}
