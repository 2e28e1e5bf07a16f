package dev.baton.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.stt.SttEvent;
import dev.baton.stt.SttListener;
import java.util.List;

/**
 * The turns of a service that numbers them, in rising order, and says of each what it has so far until it is over. Each is told as final once, whatever comes twice or late; one whose end never comes is
 * told with what there is of it when the next begins.
 */
final class NumberedTurns {
    private static final int NONE = -1;

    /** The latest that is over. */
    private int ended = NONE;

    private int open = NONE;
    private String text = "";
    private List<SttEvent.Word> words = List.of();
    private long atMillis;

    /** @return the number, or where it is none, that of the turn that is open or about to be */
    int number(JsonNode value) {
        if (value.isInt() && value.intValue() >= 0) {
            return value.intValue();
        }
        return open > ended ? open : ended + 1;
    }

    boolean isOver(int number) {
        return number <= ended;
    }

    /**
     * Something is said about a turn that is not over, which ends all before it.
     *
     * @return whether it is the first that is said about it
     */
    boolean begin(int number, SttListener listener) {
        if (number <= open) {
            return false;
        }
        settle(listener);
        open = number;
        return true;
    }

    /** What there is of the turn that is open; nothing is told where that is no text. */
    void soFar(String text, List<SttEvent.Word> words, SttListener listener) {
        if (!text.isEmpty()) {
            this.text = text;
            this.words = words;
            heard(words);
            listener.onEvent(new SttEvent.Interim(text, words));
        }
    }

    /** A turn is over, with this text. */
    void end(int number, String text, List<SttEvent.Word> words, long atMillis, SttListener listener) {
        heard(words);
        this.atMillis = Math.max(this.atMillis, atMillis);
        if (number == open) {
            this.text = "";
        }
        ended = Math.max(ended, number);
        listener.onEvent(new SttEvent.Final(text, words, false, false));
        listener.onEvent(new SttEvent.TurnEnded(this.atMillis));
    }

    /** The turn that is open will not be told any more: what there is of it is final. */
    void settle(SttListener listener) {
        if (!text.isEmpty()) {
            end(open, text, words, atMillis, listener);
        }
    }

    private void heard(List<SttEvent.Word> words) {
        if (!words.isEmpty()) {
            atMillis = Math.max(atMillis, words.get(words.size() - 1).endMillis());
        }
    }

    /** Of the audio that is known to have been heard. */
    long atMillis() {
        return atMillis;
    }
}
