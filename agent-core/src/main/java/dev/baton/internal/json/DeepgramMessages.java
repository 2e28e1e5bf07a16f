package dev.baton.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.stt.SttEvent;
import dev.baton.stt.SttListener;
import java.util.List;

/**
 * The text messages of Deepgram's live listen, version 1, on one connection.
 *
 * <p>An utterance is several finals, the last of which says {@code speech_final}; where noise keeps that from coming, an {@code UtteranceEnd} may follow the gap after the last word. Either is told
 * as the end of the speaker's turn, once for each utterance. A final without words that answers nothing only says that time has passed, and is not told. Of several guesses the first is taken,
 * which is the likeliest. Only the first channel is read: audio is sent with one.
 */
public final class DeepgramMessages extends TypedMessages {

    /** Whether words have come since the latest end of an utterance was told. */
    private boolean utteranceOpen;

    private long lastWordEndMillis;

    /** @param service name for errors */
    public DeepgramMessages(String service) {
        super(service);
    }

    @Override
    public String finalizeRequest() {
        return "{\"type\":\"Finalize\"}";
    }

    @Override
    public String closeStream() {
        return "{\"type\":\"CloseStream\"}";
    }

    @Override
    public String keepAlive() {
        return "{\"type\":\"KeepAlive\"}";
    }

    /** {@code Metadata} comes last, but as well in between where it is asked for; the close says it surely. */
    @Override
    public boolean announcesLast() {
        return false;
    }

    @Override
    boolean read(String type, JsonNode message, String text, SttListener listener) {
        switch (type) {
            case "Results" -> results(message, text, listener);
            case "SpeechStarted" -> speechStarted(message, text, listener);
            case "UtteranceEnd" -> utteranceEnd(message, text, listener);
            case "Error" -> listener.onEvent(error(message));
            case "Metadata" -> {} // nothing that a call needs
            default -> {
                return false;
            }
        }
        return true;
    }

    private void results(JsonNode message, String text, SttListener listener) {
        if (isOfAnotherChannel(message.path("channel_index"))) {
            listener.onEvent(new SttEvent.Unrecognized("Results", text));
            return;
        }
        var guess = message.path("channel").path("alternatives").path(0);
        var transcript = WireJson.text(guess, "transcript").strip();
        var words = WireWords.of(guess.path("words"), "punctuated_word", "word");
        heard(transcript, words);
        if (!message.path("is_final").asBoolean(false)) {
            if (!transcript.isEmpty()) {
                listener.onEvent(new SttEvent.Interim(transcript, words));
            }
            return;
        }
        boolean answers = message.path("from_finalize").asBoolean(false);
        if (answers || !transcript.isEmpty()) {
            listener.onEvent(new SttEvent.Final(transcript, words, answers, false));
        }
        if (message.path("speech_final").asBoolean(false) && utteranceOpen) {
            turnEnded(Math.max(end(message), lastWordEndMillis), listener);
        }
    }

    private void heard(String transcript, List<SttEvent.Word> words) {
        utteranceOpen |= !transcript.isEmpty();
        if (!words.isEmpty()) {
            lastWordEndMillis =
                    Math.max(lastWordEndMillis, words.get(words.size() - 1).endMillis());
        }
    }

    private void speechStarted(JsonNode message, String text, SttListener listener) {
        if (isOfAnotherChannel(message.path("channel"))) {
            listener.onEvent(new SttEvent.Unrecognized("SpeechStarted", text));
            return;
        }
        long at = WireWords.millis(message.path("timestamp"));
        listener.onEvent(at < 0 ? new SttEvent.Unrecognized("SpeechStarted", text) : new SttEvent.SpeechStarted(at));
    }

    /** One that comes after {@code speech_final} repeats what is known, and would end a turn that has begun since. */
    private void utteranceEnd(JsonNode message, String text, SttListener listener) {
        if (isOfAnotherChannel(message.path("channel"))) {
            listener.onEvent(new SttEvent.Unrecognized("UtteranceEnd", text));
        } else if (utteranceOpen) {
            turnEnded(Math.max(WireWords.millis(message.path("last_word_end")), lastWordEndMillis), listener);
        }
    }

    private void turnEnded(long atMillis, SttListener listener) {
        utteranceOpen = false;
        listener.onEvent(new SttEvent.TurnEnded(atMillis));
    }

    private SttEvent error(JsonNode message) {
        return complaints.reported(
                WireJson.text(message, "description", "message", "err_msg", "error"),
                WireJson.text(message, "code", "err_code", "variant"),
                "change the setting that it names; the service's error reference explains its codes");
    }

    /** @param index {@code [channel]} or {@code [channel, of so many]} */
    private static boolean isOfAnotherChannel(JsonNode index) {
        return index.path(0).asInt(0) != 0;
    }

    private static long end(JsonNode message) {
        long start = WireWords.millis(message.path("start"));
        long duration = WireWords.millis(message.path("duration"));
        return start < 0 || duration < 0 ? -1 : start + duration;
    }
}
