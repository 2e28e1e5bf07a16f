package dev.baton.examples.detection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where somebody really speaks in a recording, from a JSON file: {@code {"speech": [[0.52, 1.90], ..], "turns": [{"start": 0.52, "end": 4.10}, ..]}}, in seconds.
 *
 * @param speech by onset
 * @param turns by onset; where the file has none, speech with less than a second between
 */
public record SpeechTruth(List<Interval> speech, List<Interval> turns) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PAUSE_IN_TURN_MICROS = 1_000_000;

    public SpeechTruth {
        speech = List.copyOf(speech);
        turns = List.copyOf(turns);
    }

    /**
     * Reads a file; nothing if it is about something else, that is without {@code speech}.
     *
     * @throws IOException if it cannot be read, or is no such JSON
     */
    public static Optional<SpeechTruth> read(Path file) throws IOException {
        JsonNode root = JSON.readTree(file.toFile());
        if (!root.has("speech")) {
            return Optional.empty();
        }
        var speech = intervals(root.get("speech"), "speech");
        return Optional.of(new SpeechTruth(
                speech, root.hasNonNull("turns") ? intervals(root.get("turns"), "turns") : joined(speech)));
    }

    private static List<Interval> intervals(JsonNode list, String key) throws IOException {
        if (!list.isArray()) {
            throw new IOException("\"" + key + "\" is no list");
        }
        var intervals = new ArrayList<Interval>();
        for (JsonNode each : list) {
            JsonNode from = each.isArray() ? each.path(0) : each.path("start");
            JsonNode to = each.isArray() ? each.path(1) : each.path("end");
            if (!from.isNumber() || !to.isNumber() || from.asDouble() < 0 || to.asDouble() < from.asDouble()) {
                throw new IOException("\"" + key + "\" holds " + each + ", which is no beginning and end in seconds");
            }
            intervals.add(new Interval(micros(from), micros(to)));
        }
        intervals.sort(Comparator.comparingLong(Interval::fromMicros));
        return intervals;
    }

    private static long micros(JsonNode seconds) {
        return Math.round(seconds.asDouble() * 1e6);
    }

    private static List<Interval> joined(List<Interval> speech) {
        var turns = new ArrayList<Interval>();
        for (var each : speech) {
            var last = turns.isEmpty() ? null : turns.get(turns.size() - 1);
            if (last != null && each.fromMicros() - last.toMicros() < PAUSE_IN_TURN_MICROS) {
                turns.set(
                        turns.size() - 1, new Interval(last.fromMicros(), Math.max(last.toMicros(), each.toMicros())));
            } else {
                turns.add(each);
            }
        }
        return turns;
    }
}
