package dev.baton.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.stt.SttEvent;
import dev.baton.stt.SttListener;
import java.util.List;
import java.util.StringJoiner;

/**
 * The text messages of AssemblyAI's universal streaming, version 3, on one connection.
 *
 * <p>Each {@code Turn} repeats all of its turn: {@code transcript} has the words that will not change, {@code words} those as well that may. {@code end_of_turn} makes it final, once for each
 * {@code turn_order}. Where the service was asked to format, a second one follows with the formatted text; that one is taken, and until it is there the first is an interim, so that whoever will not wait
 * has its words. An end of a turn without words answers a request that found nothing.
 *
 * <p>What is for those who asked for it alone, {@code Heartbeat}, {@code Silence}, {@code Warning}, {@code SpeakerRevision} and whatever else, is told as it is.
 */
public final class AssemblyAiMessages extends TypedMessages {
    private final NumberedTurns turns = new NumberedTurns();
    private final boolean formatted;

    /**
     * @param service name for errors
     * @param formatted whether the service was asked to format
     */
    public AssemblyAiMessages(String service, boolean formatted) {
        super(service);
        this.formatted = formatted;
    }

    @Override
    public String finalizeRequest() {
        return "{\"type\":\"ForceEndpoint\"}";
    }

    @Override
    public String closeStream() {
        return "{\"type\":\"Terminate\"}";
    }

    @Override
    public String keepAlive() {
        return "{\"type\":\"KeepAlive\"}";
    }

    /** {@code Begin}. */
    @Override
    public boolean greets() {
        return true;
    }

    /** {@code Termination} does. */
    @Override
    public boolean announcesLast() {
        return true;
    }

    @Override
    public void ended(SttListener listener) {
        turns.settle(listener);
    }

    /** Documented for current servers; earlier ones used 3005 and 1008 for everything, so that a text in the error before it may say otherwise. */
    @Override
    public CloseMeaning meaningOf(int closeCode) {
        return switch (closeCode) {
            case 1008 -> CloseMeaning.KEY_REFUSED;
            case 3006, 3007 -> CloseMeaning.BAD_MESSAGE;
            case 3008 -> CloseMeaning.TOO_LONG;
            case 3009 -> CloseMeaning.LIMIT_REACHED;
            default -> CloseMeaning.USUAL;
        };
    }

    @Override
    boolean read(String type, JsonNode message, String text, SttListener listener) {
        switch (type) {
            case "Begin" -> listener.onEvent(new SttEvent.Ready(""));
            case "Turn" -> turn(message, listener);
            case "SpeechStarted" -> speechStarted(message, text, listener);
            case "Termination" -> {
                turns.settle(listener);
                listener.onEvent(new SttEvent.Final("", List.of(), false, true));
            }
            case "Error" -> listener.onEvent(error(message));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void turn(JsonNode message, SttListener listener) {
        var array = message.path("words");
        var words = WireWords.ofMillis(array, "text");
        var settled = WireJson.text(message, "transcript").strip();
        boolean isEnd = message.path("end_of_turn").asBoolean(false);
        if (isEnd && settled.isEmpty()) {
            listener.onEvent(new SttEvent.Final("", List.of(), true, false));
            return;
        }
        int number = turns.number(message.path("turn_order"));
        if (turns.isOver(number)) {
            return;
        }
        turns.begin(number, listener);
        boolean isFormatted = message.path("turn_is_formatted").asBoolean(false);
        if (isEnd && (isFormatted || !formatted)) {
            turns.end(number, settled, words, turns.atMillis(), listener);
        } else {
            turns.soFar(withOpenWords(settled, array), words, listener);
        }
    }

    /** The words that may still change stand behind the transcript, in the list alone. */
    private static String withOpenWords(String settled, JsonNode words) {
        var all = new StringJoiner(" ");
        if (!settled.isEmpty()) {
            all.add(settled);
        }
        for (var word : words) {
            var text = WireJson.text(word, "text").strip();
            if (word.path("word_is_final").isBoolean()
                    && !word.path("word_is_final").booleanValue()
                    && !text.isEmpty()) {
                all.add(text);
            }
        }
        return all.toString();
    }

    private static void speechStarted(JsonNode message, String text, SttListener listener) {
        long at = WireWords.time(message.path("timestamp"), 1);
        listener.onEvent(at < 0 ? new SttEvent.Unrecognized("SpeechStarted", text) : new SttEvent.SpeechStarted(at));
    }

    private SttEvent error(JsonNode message) {
        return complaints.reported(
                WireJson.text(message, "error", "message"),
                message.path("error_code").asText(""),
                "change what it names; chunks are 50 to 1000 ms of audio, no faster than it is spoken");
    }
}
