package dev.baton.testkit.stt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.testkit.stt.Recognizer.Transcript;
import dev.baton.testkit.stt.Recognizer.Word;
import java.util.List;
import java.util.UUID;

/** The JSON of Deepgram's Flux, for one connection; numbers its messages. Times of the parameters are milliseconds from the first audio byte. */
final class DeepgramFluxMessages {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What is said about a turn. */
    enum Event {
        START_OF_TURN("StartOfTurn"),
        UPDATE("Update"),
        EAGER_END_OF_TURN("EagerEndOfTurn"),
        TURN_RESUMED("TurnResumed"),
        END_OF_TURN("EndOfTurn");

        final String label;

        Event(String label) {
            this.label = label;
        }
    }

    private final String requestId = UUID.randomUUID().toString();
    private int sequence;

    private ObjectNode message(String type) {
        return JSON.createObjectNode()
                .put("type", type)
                .put("request_id", requestId)
                .put("sequence_id", sequence++);
    }

    String connected() {
        return message("Connected").toString();
    }

    /** @param fromMillis of the first audio that the turn may be about */
    ObjectNode turnInfo(Event event, int turn, List<Word> words, long fromMillis, long toMillis, double confidence) {
        ObjectNode message = message("TurnInfo")
                .put("event", event.label)
                .put("turn_index", turn)
                .put("audio_window_start", seconds(fromMillis))
                .put("audio_window_end", seconds(toMillis))
                .put("transcript", new Transcript(words).text());
        var array = message.putArray("words");
        for (Word word : words) {
            array.addObject()
                    .put("word", word.text())
                    .put("confidence", Math.round(word.confidence() * 1000) / 1000.0)
                    .put("start", seconds(word.startMillis()))
                    .put("end", seconds(word.endMillis()));
        }
        return message.put("end_of_turn_confidence", confidence);
    }

    /** @param asked what the client asked for, which is repeated */
    String configured(JsonNode asked) {
        ObjectNode message = message("ConfigureSuccess");
        for (String name : new String[] {"thresholds", "keyterms", "language_hints"}) {
            if (asked.has(name)) {
                message.set(name, asked.get(name));
            }
        }
        return message.toString();
    }

    String notConfigured() {
        return message("ConfigureFailure").toString();
    }

    String error(String code, String description) {
        return message("Error")
                .put("code", code)
                .put("description", description)
                .toString();
    }

    private static double seconds(long millis) {
        return millis / 1000.0;
    }
}
