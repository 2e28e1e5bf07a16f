package dev.baton.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.internal.json.CumulativeTexts.Text;
import dev.baton.stt.SttEvent;
import dev.baton.stt.SttListener;
import org.jspecify.annotations.Nullable;

/**
 * The text messages of CAMB's live transcription ("listen") on one connection.
 *
 * <p>The vendor's documents contradict each other: in one the service makes no text final, in another only finals have words, and {@code UtteranceEnd} comes somewhere around a final. So whatever of it
 * comes is taken, and {@link CumulativeTexts} makes each utterance final once: by its final, or else by its last interim, when the next one visibly begins or the stream ends. The reserved type {@code
 * Final} is read as a final; a result without type by its fields.
 */
public final class CambMessages extends TypedMessages {
    private static final int POLICY_VIOLATION = 1008;
    private static final int FIRST_OF_THE_SERVICES_OWN = 4000;

    private final CumulativeTexts texts = new CumulativeTexts();

    /** @param service name for errors */
    public CambMessages(String service) {
        super(service);
    }

    /** There is none: the service finds the pauses by itself. */
    @Override
    public @Nullable String finalizeRequest() {
        return null;
    }

    @Override
    public String closeStream() {
        return "{\"type\":\"CloseStream\"}";
    }

    @Override
    public String keepAlive() {
        return "{\"type\":\"KeepAlive\"}";
    }

    @Override
    public boolean greets() {
        return true;
    }

    /** The closing handshake does. */
    @Override
    public boolean announcesLast() {
        return false;
    }

    @Override
    boolean read(String type, JsonNode message, String text, SttListener listener) {
        switch (type) {
            case "Ready" -> listener.onEvent(new SttEvent.Ready(""));
            case "Results" -> results(message, message.path("is_final").asBoolean(false), listener);
            case "Final" -> results(message, true, listener);
            case "UtteranceEnd" -> texts.mark(WireWords.millis(message.path("last_word_end")), listener);
            case "Error" -> listener.onEvent(error(message));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void results(JsonNode message, boolean isFinal, SttListener listener) {
        var guess = message.path("channel").path("alternatives").path(0);
        if (guess.isObject()) {
            var text = new Text(
                    WireJson.text(guess, "transcript").strip(),
                    WireWords.of(guess.path("words"), "word"),
                    WireWords.millis(message.path("start")),
                    end(message));
            if (isFinal) {
                texts.finalText(text, listener);
            } else {
                texts.interim(text, listener);
            }
        } else if (isFinal) {
            texts.finalWithoutText(listener);
        }
    }

    /** Interims have a duration of zero, which says nothing. */
    private static long end(JsonNode message) {
        long start = WireWords.millis(message.path("start"));
        long duration = WireWords.millis(message.path("duration"));
        return start < 0 || duration <= 0 ? -1 : start + duration;
    }

    /** The code is text in the documents, and has been a number elsewhere. */
    private SttEvent error(JsonNode message) {
        var code = message.path("code");
        return complaints.reported(
                WireJson.text(message, "message", "description"),
                code.isNumber() ? code.asText() : WireJson.text(message, "code"),
                "change the setting that it names, or check the key and what is left of the quota");
    }

    @Override
    public void ended(SttListener listener) {
        texts.end(listener);
    }

    /** The documents name 1008 for a key that is refused; of their own codes from 4000 on they say only that they are about keys and quotas. */
    @Override
    public CloseMeaning meaningOf(int closeCode) {
        if (closeCode == POLICY_VIOLATION) {
            return CloseMeaning.KEY_REFUSED;
        }
        return closeCode >= FIRST_OF_THE_SERVICES_OWN ? CloseMeaning.KEY_OR_LIMIT : CloseMeaning.USUAL;
    }
}
