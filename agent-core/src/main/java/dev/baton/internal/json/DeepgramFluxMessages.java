package dev.baton.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.stt.SttEvent;
import dev.baton.stt.SttListener;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text messages of Deepgram's Flux, version 2 of its live listen, on one connection.
 *
 * <p>The service decides about turns: one begins, is updated, is perhaps expected to end and goes on all the same, and ends, once for each {@code turn_index}. The {@code sequence_id} counts messages; it is
 * not relied upon, since a message that comes twice is known by its turn and one that does not come cannot be asked for. Where the stream ends within a turn, or the end of one never comes, what was said
 * of it so far is told as final.
 */
public final class DeepgramFluxMessages extends TypedMessages {
    private final NumberedTurns turns = new NumberedTurns();

    /** The latest turn whose begin was told. */
    private int started = -1;

    /** @param service name for errors */
    public DeepgramFluxMessages(String service) {
        super(service);
    }

    /** There is one, {@code ForceEndTurn}, for accounts that it was enabled for; others are sent away for it. */
    @Override
    public @Nullable String finalizeRequest() {
        return null;
    }

    @Override
    public String closeStream() {
        return "{\"type\":\"CloseStream\"}";
    }

    /** {@code Connected}. */
    @Override
    public boolean greets() {
        return true;
    }

    @Override
    public boolean announcesLast() {
        return false;
    }

    @Override
    public void ended(SttListener listener) {
        turns.settle(listener);
    }

    @Override
    boolean read(String type, JsonNode message, String text, SttListener listener) {
        switch (type) {
            case "Connected" -> listener.onEvent(new SttEvent.Ready(""));
            case "TurnInfo" -> turnInfo(message, text, listener);
            case "Error" -> listener.onEvent(error(message));
            case "ConfigureFailure" -> listener.onEvent(refusedSettings(message));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void turnInfo(JsonNode message, String text, SttListener listener) {
        var said = WireJson.text(message, "transcript").strip();
        var words = WireWords.of(message.path("words"), "word");
        int number = turns.number(message.path("turn_index"));
        if (turns.isOver(number)) {
            return;
        }
        long heard = Math.max(turns.atMillis(), WireWords.millis(message.path("audio_window_end")));
        switch (message.path("event").asText("")) {
            case "StartOfTurn" -> {
                start(number, message, words, listener);
                turns.soFar(said, words, listener);
            }
            case "Update" -> update(number, message, said, words, listener);
            case "EagerEndOfTurn" -> {
                update(number, message, said, words, listener);
                listener.onEvent(new SttEvent.TurnExpected(heard));
            }
            case "TurnResumed" -> {
                listener.onEvent(new SttEvent.TurnResumed(heard));
                update(number, message, said, words, listener);
            }
            case "EndOfTurn" -> endOfTurn(number, said, words, heard, listener);
            default -> listener.onEvent(new SttEvent.Unrecognized("TurnInfo", text));
        }
    }

    /** Told once, and where the message that says so did not come, with the first words. */
    private void start(int number, JsonNode message, List<SttEvent.Word> words, SttListener listener) {
        turns.begin(number, listener);
        if (number > started) {
            started = number;
            long at = words.isEmpty()
                    ? WireWords.millis(message.path("audio_window_start"))
                    : words.get(0).startMillis();
            listener.onEvent(new SttEvent.SpeechStarted(Math.max(0, at)));
        }
    }

    /** One may come while nobody has said anything yet. */
    private void update(int number, JsonNode message, String said, List<SttEvent.Word> words, SttListener listener) {
        if (!said.isEmpty()) {
            start(number, message, words, listener);
            turns.soFar(said, words, listener);
        }
    }

    private void endOfTurn(int number, String said, List<SttEvent.Word> words, long heard, SttListener listener) {
        if (said.isEmpty()) {
            listener.onEvent(new SttEvent.TurnEnded(heard));
        } else {
            turns.begin(number, listener);
            turns.end(number, said, words, heard, listener);
        }
    }

    private SttEvent error(JsonNode message) {
        return complaints.reported(
                WireJson.text(message, "description", "message", "err_msg", "error"),
                WireJson.text(message, "code", "err_code", "variant"),
                "change the setting that it names; the service's error reference explains its codes");
    }

    private SttEvent refusedSettings(JsonNode message) {
        var said = WireJson.text(message, "description", "message", "error");
        return complaints.reported(
                said.isEmpty() ? "new settings were not taken" : said,
                "ConfigureFailure",
                "send settings that it takes");
    }
}
