package dev.baton.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.stt.SttEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Words and their times, which all services write alike: from the first sample of the connection, in seconds, or with some in milliseconds. */
final class WireWords {
    /** Times past this are nonsense, and would overflow what counts in milliseconds or samples. */
    private static final double MAX_MILLIS = 1e12;

    static final int MILLIS_OF_SECOND = 1_000;

    private WireWords() {}

    /**
     * All words with times, or none: a list with holes would misplace what it says.
     *
     * @param textFields where the word may stand; the first that is there counts
     */
    static List<SttEvent.Word> of(JsonNode array, String... textFields) {
        return of(array, MILLIS_OF_SECOND, textFields);
    }

    /** The same with times in milliseconds. */
    static List<SttEvent.Word> ofMillis(JsonNode array, String... textFields) {
        return of(array, 1, textFields);
    }

    private static List<SttEvent.Word> of(JsonNode array, int unitMillis, String... textFields) {
        return timed(array, unitMillis, "start", "end", textFields);
    }

    /** The same with times in fields of other names, in units of so many milliseconds. */
    static List<SttEvent.Word> timed(
            JsonNode array, int unitMillis, String startField, String endField, String... textFields) {
        if (!array.isArray() || array.isEmpty()) {
            return List.of();
        }
        var words = new ArrayList<SttEvent.Word>(array.size());
        for (var each : array) {
            var text = WireJson.text(each, textFields).strip();
            long start = time(each.path(startField), unitMillis);
            long end = time(each.path(endField), unitMillis);
            if (text.isEmpty() || start < 0 || end < 0) {
                return List.of();
            }
            words.add(new SttEvent.Word(text, start, Math.max(start, end), confidence(each.path("confidence"))));
        }
        return List.copyOf(words);
    }

    /** One word for each token that begins with a blank, with what follows without one; from the first token's start to the last one's end. */
    static JsonNode joined(JsonNode tokens, String textField) {
        var words = JsonNodeFactory.instance.arrayNode();
        for (var token : tokens) {
            var text = token.path(textField).asText("");
            if (token instanceof ObjectNode && (words.isEmpty() || text.startsWith(" "))) {
                words.add(token.deepCopy());
            } else if (words.path(words.size() - 1) instanceof ObjectNode word) {
                word.put(textField, word.path(textField).asText("") + text).set("end", token.path("end"));
            }
        }
        return words;
    }

    /** @return negative where the value is no time */
    static long millis(JsonNode seconds) {
        return time(seconds, MILLIS_OF_SECOND);
    }

    /**
     * @param unitMillis what 1 stands for
     * @return negative where the value is no time
     */
    static long time(JsonNode value, int unitMillis) {
        double units = value.isNumber() || value.isTextual() ? value.asDouble(Double.NaN) : Double.NaN;
        double millis = units * unitMillis;
        return millis >= 0 && millis <= MAX_MILLIS ? Math.round(millis) : -1;
    }

    private static @Nullable Float confidence(JsonNode value) {
        return value.isNumber() ? Math.min(1f, Math.max(0f, value.floatValue())) : null;
    }
}
