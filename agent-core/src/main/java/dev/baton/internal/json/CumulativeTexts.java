package dev.baton.internal.json;

import dev.baton.stt.SttEvent;
import dev.baton.stt.SttEvent.Word;
import dev.baton.stt.SttListener;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The texts of one connection to a service of which each holds the whole utterance so far, and which says twice that an utterance is over, by a final and by a mark, in any order, or not at all.
 *
 * <pre>{@code
 *  interim* --------- final | mark + final | final + mark ---------> told as it comes
 *  interim* --- mark or nothing --- interim of another utterance --> the last interim is told as final: early
 *                                      its final after all --------> only what is new in it is told
 * }</pre>
 *
 * Another utterance shows by its words' times, which lie behind those of the one before; without them by a mark in between; without that by a text that starts later and does not go on from the one
 * before. An interim that a final has overtaken is not told. Times are milliseconds of the connection's audio, negative where nobody said them.
 */
final class CumulativeTexts {
    /**
     * One message's text.
     *
     * @param words may be empty
     * @param startMillis what the service calls its start; zero says nothing, since it is what services write that do not know
     * @param endMillis of all of it, as far as the service said it beside the words
     */
    record Text(String text, List<Word> words, long startMillis, long endMillis) {
        boolean hasTimes() {
            return !words.isEmpty();
        }

        boolean startsSomewhere() {
            return startMillis > 0;
        }

        long from() {
            return hasTimes() ? words.get(0).startMillis() : startsSomewhere() ? startMillis : -1;
        }

        long to() {
            return hasTimes() ? words.get(words.size() - 1).endMillis() : endMillis;
        }

        Text until(long millis) {
            return new Text(text, words, startMillis, Math.max(endMillis, millis));
        }
    }

    private enum Place {
        SAME_UTTERANCE,
        ANOTHER,
        UNKNOWN
    }

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    /** The interim that no final has followed. */
    private @Nullable Text open;

    /** Whether a mark has said that the open one is over. */
    private boolean marked;

    /** Whether the mark of what was told last may still come. */
    private boolean markDue;

    /** Told as final before its final came. */
    private @Nullable Text early;

    /** Told as final, early or not. */
    private @Nullable Text last;

    /** Audio up to here is in what was told as final. */
    private long toldToMillis = -1;

    void interim(Text next, SttListener listener) {
        if (next.text().isEmpty() || isOvertaken(next)) {
            return;
        }
        var before = open;
        if (before != null) {
            var place = place(before, next);
            if (place == Place.ANOTHER || (place == Place.UNKNOWN && marked)) {
                tellEarly(before, next.from(), listener);
            }
        }
        open = next;
        listener.onEvent(new SttEvent.Interim(next.text(), next.words()));
    }

    void finalText(Text next, SttListener listener) {
        var toldBefore = early;
        early = null; // finals keep their order: what was told early has its final now, or never
        if (toldBefore != null && isFinalOf(toldBefore, next)) {
            tellRest(toldBefore, next, listener);
            return;
        }
        var before = open;
        if (before != null && place(before, next) == Place.ANOTHER) {
            tellEarly(before, next.from(), listener);
            early = null;
        }
        if (!next.text().isEmpty()) {
            tell(next, next.words(), listener);
        } else if (open != null) {
            listener.onEvent(new SttEvent.Final("", List.of(), false, false)); // it takes the interim back
        }
        over();
    }

    /** The utterance is final, and the message that says so has no text that could be read. */
    void finalWithoutText(SttListener listener) {
        if (open != null) {
            tellEarly(open, -1, listener);
        }
    }

    /** The service marks the end of an utterance. */
    void mark(long lastWordEndMillis, SttListener listener) {
        boolean due = markDue;
        markDue = false;
        var current = open;
        if (current == null || marked || isOfThePast(lastWordEndMillis, current, due)) {
            return;
        }
        marked = true;
        open = current.until(lastWordEndMillis);
        tellEnd(Math.max(lastWordEndMillis, current.to()), listener);
    }

    /** A mark without a time belongs to the final that had none yet. */
    private boolean isOfThePast(long millis, Text current, boolean due) {
        return millis < 0 ? due : millis <= toldToMillis || (current.from() >= 0 && millis <= current.from());
    }

    /** Nothing follows: what is open will have no final. */
    void end(SttListener listener) {
        var left = open;
        open = null;
        if (left != null) {
            listener.onEvent(new SttEvent.Final(left.text(), timed(left, -1), false, true));
        }
    }

    private void tell(Text text, List<Word> words, SttListener listener) {
        long to = words.isEmpty() ? text.to() : words.get(words.size() - 1).endMillis();
        listener.onEvent(new SttEvent.Final(text.text(), words, false, false));
        if (!marked) {
            tellEnd(to, listener);
        }
        last = text;
        toldToMillis = Math.max(toldToMillis, to);
    }

    private void tellEnd(long atMillis, SttListener listener) {
        listener.onEvent(new SttEvent.TurnEnded(Math.max(0, Math.max(atMillis, toldToMillis))));
    }

    /** @param nextMillis where the next utterance begins, if anybody knows */
    private void tellEarly(Text text, long nextMillis, SttListener listener) {
        tell(text, timed(text, nextMillis), listener);
        over();
        early = text;
    }

    private void over() {
        markDue = !marked;
        marked = false;
        open = null;
    }

    /** Its final comes after all, and may have words that the interim had not. The open one is another utterance's. */
    private void tellRest(Text told, Text next, SttListener listener) {
        toldToMillis = Math.max(toldToMillis, next.to());
        last = next;
        if (next.hasTimes() && told.to() >= 0) {
            var words = next.words().stream()
                    .filter(each -> each.startMillis() >= told.to())
                    .toList();
            if (!words.isEmpty()) {
                var text = String.join(" ", words.stream().map(Word::text).toList());
                listener.onEvent(new SttEvent.Final(text, words, false, false));
            }
            return;
        }
        var rest = SpokenText.without(next.text(), told.text());
        if (!rest.isEmpty()) {
            listener.onEvent(new SttEvent.Final(rest, List.of(), false, false));
        }
    }

    private boolean isFinalOf(Text told, Text next) {
        if (next.hasTimes() && told.to() >= 0) {
            return next.from() < told.to();
        }
        int common = SpokenText.lengthOf(told.text(), next.text());
        return common >= 0 && (open == null || common >= SpokenText.lengthOf(open.text(), next.text()));
    }

    private boolean isOvertaken(Text next) {
        if (last == null) {
            return false;
        }
        if (next.hasTimes() && toldToMillis >= 0) {
            return next.to() <= toldToMillis;
        }
        boolean sameStart = next.startsSomewhere() && next.startMillis() == last.startMillis();
        return sameStart && SpokenText.lengthOf(next.text(), last.text()) >= 0;
    }

    private static Place place(Text before, Text next) {
        if (next.hasTimes() && before.to() >= 0) {
            return next.from() >= before.to() ? Place.ANOTHER : Place.SAME_UTTERANCE;
        }
        if (!next.startsSomewhere() || !before.startsSomewhere()) {
            return Place.UNKNOWN;
        }
        if (next.startMillis() == before.startMillis()) {
            return Place.SAME_UTTERANCE;
        }
        boolean goesOn = SpokenText.lengthOf(before.text(), next.text()) >= 0;
        return next.startMillis() > before.startMillis() && !goesOn ? Place.ANOTHER : Place.UNKNOWN;
    }

    /**
     * With the times of its words. Where the service told only where all of it begins and ends, the words lie evenly between: a call has to know what audio a text is about, to tell it from the words
     * that follow.
     */
    private static List<Word> timed(Text text, long nextMillis) {
        long from = text.from();
        long to = text.to() > from ? text.to() : nextMillis;
        if (text.hasTimes() || from < 0 || to <= from) {
            return text.words();
        }
        var spoken = BLANKS.split(text.text(), -1);
        var words = new ArrayList<Word>(spoken.length);
        for (int i = 0; i < spoken.length; i++) {
            words.add(new Word(
                    spoken[i],
                    from + (to - from) * i / spoken.length,
                    from + (to - from) * (i + 1) / spoken.length,
                    null));
        }
        return List.copyOf(words);
    }
}
