package dev.baton.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.stt.SttEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Words and their times, which all services write alike: seconds from the first sample of the connection. */
final class WireWords {
    /** Times past this are nonsense, and would overflow what counts in milliseconds or samples. */
    private static final double MAX_SECONDS = 1e9;

    private WireWords() {}

    /**
     * All words with times, or none: a list with holes would misplace what it says.
     *
     * @param textFields where the word may stand; the first that is there counts
     */
    static List<SttEvent.Word> of(JsonNode array, String... textFields) {
        if (!array.isArray() || array.isEmpty()) {
            return List.of();
        }
        var words = new ArrayList<SttEvent.Word>(array.size());
        for (var each : array) {
            var text = WireJson.text(each, textFields).strip();
            long start = millis(each.path("start"));
            long end = millis(each.path("end"));
            if (text.isEmpty() || start < 0 || end < 0) {
                return List.of();
            }
            words.add(new SttEvent.Word(text, start, Math.max(start, end), confidence(each.path("confidence"))));
        }
        return List.copyOf(words);
    }

    /** @return negative where the value is no time */
    static long millis(JsonNode seconds) {
        double value = seconds.isNumber() || seconds.isTextual() ? seconds.asDouble(Double.NaN) : Double.NaN;
        return value >= 0 && value <= MAX_SECONDS ? Math.round(value * 1_000) : -1;
    }

    private static @Nullable Float confidence(JsonNode value) {
        return value.isNumber() ? Math.min(1f, Math.max(0f, value.floatValue())) : null;
    }
}
