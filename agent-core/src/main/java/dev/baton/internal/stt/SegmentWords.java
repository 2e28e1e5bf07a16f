package dev.baton.internal.stt;

import dev.baton.stt.SttEvent;
import java.util.ArrayList;
import java.util.List;

/** The words of a segment's text with times on the stream's clock. */
final class SegmentWords {
    private SegmentWords() {}

    /**
     * Those that the server gave, moved to where the segment lies; where it gave none, the words of the text spread over the segment's speech by their lengths. Times never leave the segment and never run
     * backwards, and the last word reaches the end of the speech: the text is of all the audio up to there, and whoever goes by word times may count on that.
     *
     * @param heard times from the segment's first sample
     */
    static List<SttEvent.Word> of(
            String text,
            List<SttEvent.Word> heard,
            long fromMillis,
            long speechFromMillis,
            long speechToMillis,
            long toMillis) {
        if (text.isEmpty()) {
            return List.of();
        }
        return heard.isEmpty()
                ? spread(text, speechFromMillis, speechToMillis)
                : moved(heard, fromMillis, speechToMillis, toMillis);
    }

    private static List<SttEvent.Word> moved(List<SttEvent.Word> heard, long from, long speechTo, long to) {
        var words = new ArrayList<SttEvent.Word>(heard.size());
        long earliest = from;
        for (int i = 0; i < heard.size(); i++) {
            var word = heard.get(i);
            long start = within(from + word.startMillis(), earliest, to);
            long end = within(from + word.endMillis(), i == heard.size() - 1 ? Math.max(start, speechTo) : start, to);
            words.add(new SttEvent.Word(word.text(), start, end, word.confidence()));
            earliest = start;
        }
        return List.copyOf(words);
    }

    private static List<SttEvent.Word> spread(String text, long from, long to) {
        var texts = text.split(" ", -1);
        var words = new ArrayList<SttEvent.Word>(texts.length);
        long parts = text.length() + 1L;
        long before = 0;
        for (var word : texts) {
            long after = before + word.length() + 1;
            words.add(new SttEvent.Word(
                    word, from + (to - from) * before / parts, from + (to - from) * after / parts, null));
            before = after;
        }
        return List.copyOf(words);
    }

    private static long within(long value, long least, long most) {
        return Math.min(Math.max(value, least), Math.max(least, most));
    }
}
