package dev.baton.testkit.stt;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.testkit.stt.Recognizer.Transcript;
import dev.baton.testkit.stt.Recognizer.Word;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** The JSON of AssemblyAI's universal streaming. Times are milliseconds from the first audio byte. */
final class AssemblyAiMessages {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST_SESSION = Duration.ofHours(3);

    private AssemblyAiMessages() {}

    static String begin() {
        return JSON.createObjectNode()
                .put("type", "Begin")
                .put("id", UUID.randomUUID().toString())
                .put("expires_at", Instant.now().plus(LONGEST_SESSION).getEpochSecond())
                .toString();
    }

    static String speechStarted(long atMillis) {
        return JSON.createObjectNode()
                .put("type", "SpeechStarted")
                .put("timestamp", atMillis)
                .toString();
    }

    /** A turn that goes on: its latest word may still change, and is not in the transcript. */
    static String partial(int order, List<Word> words) {
        int settled = words.size() - 1;
        ObjectNode message = turn(order, false, false, text(words.subList(0, settled)));
        addWords(message, words, settled, false);
        return message.toString();
    }

    static String end(int order, List<Word> words, boolean formatted) {
        String text = text(words);
        ObjectNode message = turn(order, true, formatted, formatted ? sentence(text) : text);
        addWords(message, words, words.size(), formatted);
        return message.toString();
    }

    private static ObjectNode turn(int order, boolean end, boolean formatted, String transcript) {
        return JSON.createObjectNode()
                .put("type", "Turn")
                .put("turn_order", order)
                .put("turn_is_formatted", formatted)
                .put("end_of_turn", end)
                .put("transcript", transcript)
                .put("utterance", end ? transcript : "")
                .put("end_of_turn_confidence", end ? AssemblyAiQuery.Silences.SURE : 0.05);
    }

    private static void addWords(ObjectNode message, List<Word> words, int settled, boolean formatted) {
        var array = message.putArray("words");
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            String text = word.text();
            if (formatted) {
                text = (i == 0 ? capitalised(text) : text) + (i == words.size() - 1 ? "." : "");
            }
            array.addObject()
                    .put("text", text)
                    .put("start", word.startMillis())
                    .put("end", word.endMillis())
                    .put("confidence", Math.round(word.confidence() * 1000) / 1000.0)
                    .put("word_is_final", i < settled);
        }
    }

    static String termination(long audioMillis, long sessionMillis) {
        return JSON.createObjectNode()
                .put("type", "Termination")
                .put("audio_duration_seconds", audioMillis / 1000.0)
                .put("session_duration_seconds", sessionMillis / 1000.0)
                .toString();
    }

    static String error(int code, String text) {
        return JSON.createObjectNode()
                .put("type", "Error")
                .put("error_code", code)
                .put("error", text)
                .toString();
    }

    private static String text(List<Word> words) {
        return new Transcript(words).text();
    }

    private static String sentence(String text) {
        return text.isEmpty() ? text : capitalised(text) + ".";
    }

    private static String capitalised(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
