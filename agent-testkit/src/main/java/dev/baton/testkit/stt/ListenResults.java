package dev.baton.testkit.stt;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.testkit.stt.Recognizer.Transcript;
import dev.baton.testkit.stt.Recognizer.Word;
import java.util.List;
import java.util.UUID;

/** What a {@code Results} message is made of, which Deepgram and CAMB write alike. */
record ListenResults(String model, String requestId) {
    private static final String MODEL_ID = UUID.nameUUIDFromBytes(new byte[0]).toString();

    /** Adds the only guess, without its words. */
    ObjectNode addGuess(ObjectNode message, List<Word> words) {
        double confidence =
                words.stream().mapToDouble(Word::confidence).average().orElse(0);
        return message.putObject("channel")
                .putArray("alternatives")
                .addObject()
                .put("transcript", new Transcript(words).text())
                .put("confidence", rounded(confidence));
    }

    static ObjectNode addWord(ArrayNode array, Word word) {
        return array.addObject()
                .put("word", word.text())
                .put("start", seconds(word.startMillis()))
                .put("end", seconds(word.endMillis()))
                .put("confidence", rounded(word.confidence()));
    }

    /** @return what describes the model, for more */
    ObjectNode addMetadata(ObjectNode message) {
        var metadata = message.putObject("metadata");
        metadata.put("request_id", requestId).put("model_uuid", MODEL_ID);
        return metadata.putObject("model_info").put("name", model).put("version", "local");
    }

    static double seconds(long millis) {
        return millis / 1000.0;
    }

    private static double rounded(double confidence) {
        return Math.round(confidence * 1000) / 1000.0;
    }
}
