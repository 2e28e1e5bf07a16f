package dev.baton.testkit.stt;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.testkit.stt.Recognizer.Transcript;
import dev.baton.testkit.stt.Recognizer.Word;
import java.util.List;
import java.util.StringJoiner;

/** The JSON of Smallest Pulse or Lightning, for one connection. Keeps the text of all finals, for clients that asked for the full transcript. */
final class PulseMessages {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PulseQuery query;
    private final PulseShape shape;
    private final String sessionId;
    private final StringJoiner fullTranscript = new StringJoiner(" ");

    PulseMessages(PulseQuery query, PulseShape shape, String sessionId) {
        this.query = query;
        this.shape = shape;
        this.sessionId = sessionId;
    }

    String interim(List<Word> words) {
        ObjectNode message = transcription(words, false, false);
        if (shape == PulseShape.EARLY || (shape == PulseShape.CURRENT && query.fullTranscript())) {
            message.put("full_transcript", joined(fullTranscript.toString(), text(words)));
        }
        return message.toString();
    }

    /** @param marked whether it says that it answers a finalize */
    String finalText(List<Word> words, boolean last, boolean marked) {
        if (!words.isEmpty()) {
            fullTranscript.add(text(words));
        }
        ObjectNode message = transcription(words, true, last);
        if (marked) {
            message.put("from_finalize", true);
        }
        message.put("language", query.language());
        if (shape.detailed) {
            message.putArray("languages").add(query.language());
        }
        if (shape == PulseShape.EARLY || query.fullTranscript()) {
            message.put("full_transcript", fullTranscript.toString());
        }
        if (query.sentenceTimestamps()) {
            addUtterance(message, words);
        }
        return message.toString();
    }

    private ObjectNode transcription(List<Word> words, boolean isFinal, boolean isLast) {
        String text = text(words);
        ObjectNode message = JSON.createObjectNode();
        if (shape.typed) {
            message.put("type", "transcription").put("status", "success");
        }
        message.put("session_id", sessionId).put("transcript", text);
        if (shape.typed) {
            message.put("transcription", text);
        }
        message.put("is_final", isFinal).put("is_last", isLast);
        if (query.wordTimestamps()) {
            var array = message.putArray(shape.words);
            for (Word word : words) {
                ObjectNode one = array.addObject()
                        .put("word", word.text())
                        .put("start", seconds(word.startMillis()))
                        .put("end", seconds(word.endMillis()));
                if (shape.detailed) {
                    one.put("confidence", Math.round(word.confidence() * 1000) / 1000.0);
                }
            }
        }
        return message;
    }

    private static void addUtterance(ObjectNode message, List<Word> words) {
        var utterances = message.putArray("utterances");
        if (!words.isEmpty()) {
            utterances
                    .addObject()
                    .put("text", text(words))
                    .put("start", seconds(words.get(0).startMillis()))
                    .put("end", seconds(words.get(words.size() - 1).endMillis()));
        }
    }

    String speech(boolean started, long atMillis) {
        return JSON.createObjectNode()
                .put("type", started ? "speech_started" : "speech_ended")
                .put("session_id", sessionId)
                .put("timestamp", seconds(atMillis))
                .toString();
    }

    String error(String text) {
        if (!shape.typed) {
            ObjectNode message = JSON.createObjectNode().put("status", "error").put("session_id", sessionId);
            message.putObject("error").put("message", text).put("code", "STREAM_ERROR");
            return message.toString();
        }
        return JSON.createObjectNode()
                .put("type", "error")
                .put("status", "error")
                .put("session_id", sessionId)
                .put("message", text)
                .toString();
    }

    private static double seconds(long millis) {
        return millis / 1000.0;
    }

    private static String text(List<Word> words) {
        return new Transcript(words).text();
    }

    private static String joined(String before, String after) {
        return before.isEmpty() || after.isEmpty() ? before + after : before + " " + after;
    }
}
