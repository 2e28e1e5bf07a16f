package dev.baton.examples.endpointing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.examples.detection.Interval;
import dev.baton.examples.detection.SpeechTruth;
import dev.baton.tuning.TrueTurn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What really was said in a recording, from a JSON file as {@link SpeechTruth} reads it, with {@code "text"} in the turns and {@code "group"}, the sort of recording that it is.
 *
 * @param group empty where the file names none
 * @param texts of the turns, in their order; empty where there is none
 */
public record TurnTruth(SpeechTruth speech, String group, List<String> texts) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public TurnTruth {
        texts = List.copyOf(texts);
    }

    /**
     * Reads a file; nothing if it is about something else.
     *
     * @throws IOException if it cannot be read, or is no such JSON
     */
    public static Optional<TurnTruth> read(Path file) throws IOException {
        var speech = SpeechTruth.read(file);
        if (speech.isEmpty()) {
            return Optional.empty();
        }
        JsonNode root = JSON.readTree(file.toFile());
        var texts = new ArrayList<String>();
        for (var turn : speech.get().turns()) {
            texts.add(textOf(root.path("turns"), turn));
        }
        return Optional.of(new TurnTruth(speech.get(), root.path("group").asText(""), texts));
    }

    private static String textOf(JsonNode turns, Interval wanted) {
        for (JsonNode turn : turns) {
            if (Math.round(turn.path("start").asDouble() * 1e6) == wanted.fromMicros()) {
                return turn.path("text").asText("").strip();
            }
        }
        return "";
    }

    public List<Interval> turns() {
        return speech.turns();
    }

    /** The same on a call's clock. */
    public List<TrueTurn> trueTurns() {
        return turns().stream()
                .map(turn -> new TrueTurn(turn.fromMicros() * 1000, turn.toMicros() * 1000))
                .toList();
    }
}
