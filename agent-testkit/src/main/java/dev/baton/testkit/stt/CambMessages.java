package dev.baton.testkit.stt;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.testkit.stt.Recognizer.Word;
import java.util.List;
import java.util.UUID;

/** The JSON of CAMB's live transcription, for one connection. Times of the parameters are milliseconds from the first audio byte. */
final class CambMessages {
    static final String READY = "{\"type\":\"Ready\"}";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ListenResults results;
    private final boolean interimWords;

    CambMessages(CambQuery query, CambSettings settings) {
        results = new ListenResults(query.model(), UUID.randomUUID().toString());
        interimWords = settings.interimWords();
    }

    /** The whole utterance so far; as the service's samples have it, without a duration. */
    String interim(List<Word> words, long fromMillis) {
        return message(words, fromMillis, 0, false, interimWords);
    }

    String finalText(List<Word> words, long fromMillis) {
        long toMillis =
                words.isEmpty() ? fromMillis : words.get(words.size() - 1).endMillis();
        return message(words, fromMillis, Math.max(0, toMillis - fromMillis), true, true);
    }

    private String message(List<Word> words, long fromMillis, long lengthMillis, boolean isFinal, boolean withWords) {
        ObjectNode message = JSON.createObjectNode()
                .put("type", "Results")
                .put("is_final", isFinal)
                .put("start", ListenResults.seconds(fromMillis))
                .put("duration", ListenResults.seconds(lengthMillis));
        var array = results.addGuess(message, words).putArray("words");
        if (withWords) {
            words.forEach(word -> ListenResults.addWord(array, word));
        }
        results.addMetadata(message);
        return message.toString();
    }

    static String utteranceEnd(long lastWordEndMillis) {
        ObjectNode message = JSON.createObjectNode().put("type", "UtteranceEnd");
        message.putArray("channel").add(0);
        return message.put("last_word_end", ListenResults.seconds(lastWordEndMillis))
                .toString();
    }

    static String error(String code, String text) {
        return JSON.createObjectNode()
                .put("type", "Error")
                .put("code", code)
                .put("message", text)
                .toString();
    }
}
