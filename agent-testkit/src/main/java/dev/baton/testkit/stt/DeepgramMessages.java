package dev.baton.testkit.stt;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.testkit.stt.Recognizer.Word;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/** The JSON of Deepgram's live listen, for one connection. Times of the parameters are milliseconds from the first audio byte. */
final class DeepgramMessages {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DeepgramQuery query;
    private final ListenResults results;
    private final Instant created = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final MessageDigest audio;

    DeepgramMessages(DeepgramQuery query) {
        this.query = query;
        results = new ListenResults(query.model(), UUID.randomUUID().toString());
        try {
            audio = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /** Counts for the checksum that the client is told at the end. */
    void received(ByteBuffer bytes) {
        audio.update(bytes);
    }

    String interim(List<Word> words, long fromMillis, long toMillis) {
        return results(words, fromMillis, toMillis, false, false, false);
    }

    /**
     * @param speechFinal whether the caller has stopped speaking
     * @param fromFinalize whether it answers a Finalize
     */
    String finalText(List<Word> words, long fromMillis, long toMillis, boolean speechFinal, boolean fromFinalize) {
        return results(words, fromMillis, toMillis, true, speechFinal, fromFinalize);
    }

    private String results(
            List<Word> words,
            long fromMillis,
            long toMillis,
            boolean isFinal,
            boolean speechFinal,
            boolean fromFinalize) {
        ObjectNode message = JSON.createObjectNode().put("type", "Results");
        message.putArray("channel_index").add(0).add(1);
        message.put("start", ListenResults.seconds(fromMillis))
                .put("duration", ListenResults.seconds(Math.max(0, toMillis - fromMillis)))
                .put("is_final", isFinal)
                .put("speech_final", speechFinal)
                .put("from_finalize", fromFinalize);
        addWords(message, words);
        results.addMetadata(message).put("arch", query.model());
        return message.toString();
    }

    private void addWords(ObjectNode message, List<Word> words) {
        var array = results.addGuess(message, words).putArray("words");
        for (Word word : words) {
            ObjectNode item = ListenResults.addWord(array, word);
            if (query.punctuatedWords()) {
                item.put("punctuated_word", word.text());
            }
        }
    }

    String speechStarted(long atMillis) {
        ObjectNode message = JSON.createObjectNode().put("type", "SpeechStarted");
        message.putArray("channel").add(0);
        return message.put("timestamp", ListenResults.seconds(atMillis)).toString();
    }

    String utteranceEnd(long lastWordEndMillis) {
        ObjectNode message = JSON.createObjectNode().put("type", "UtteranceEnd");
        message.putArray("channel").add(0).add(1);
        return message.put("last_word_end", ListenResults.seconds(lastWordEndMillis))
                .toString();
    }

    /** The last message. */
    String metadata(long durationMillis) {
        return JSON.createObjectNode()
                .put("type", "Metadata")
                .put("transaction_key", "deprecated")
                .put("request_id", results.requestId())
                .put("sha256", HexFormat.of().formatHex(audio.digest()))
                .put("created", created.toString())
                .put("duration", ListenResults.seconds(durationMillis))
                .put("channels", query.channels())
                .toString();
    }
}
