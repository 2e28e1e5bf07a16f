package dev.baton.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.stt.SttEvent;
import dev.baton.stt.SttListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The text messages of Smallest Pulse. To learn another one of the server's: add its event to {@link SttEvent}, and its type with a method that reads its payload
 * to {@link #PARSERS}.
 *
 * <p>The vendor's documents contradict each other, and older servers are still about: a message without a type is a transcription, missing flags are false, the
 * text may be called {@code transcription}, the words {@code word_timestamps}, and an error comes in two shapes.
 */
public final class PulseMessages implements ServiceMessages {
    /** Asks for the final text of all audio so far. */
    public static final String FINALIZE = "{\"type\":\"finalize\"}";

    /** Says that no audio follows. */
    public static final String CLOSE_STREAM = "{\"type\":\"close_stream\"}";

    private static final Map<String, Parser> PARSERS = Map.of(
            "transcription", PulseMessages::transcription,
            "speech_started", PulseMessages::speechStarted,
            "speech_ended", PulseMessages::speechEnded,
            "error", PulseMessages::error);

    /** Times past this are nonsense, and would overflow what counts in milliseconds or samples. */
    private static final double MAX_SECONDS = 1e9;

    /** Turns one kind of message into an event, or nothing where there is nothing to tell. */
    private interface Parser {
        @Nullable
        SttEvent parse(PulseMessages messages, JsonNode message);
    }

    private final String service;

    /** @param service name for errors */
    public PulseMessages(String service) {
        this.service = service;
    }

    @Override
    public String finalizeRequest() {
        return FINALIZE;
    }

    @Override
    public String closeStream() {
        return CLOSE_STREAM;
    }

    /** {@code is_last} does. */
    @Override
    public boolean announcesLast() {
        return true;
    }

    @Override
    public void read(String message, SttListener listener) {
        var event = parse(message);
        if (event != null) {
            listener.onEvent(event);
        }
    }

    /**
     * Never throws.
     *
     * @return null where the message says nothing, as an interim without text
     */
    public @Nullable SttEvent parse(String text) {
        var message = WireJson.object(text);
        if (message == null) {
            return malformed(text);
        }
        var type = type(message);
        var parser = PARSERS.get(type);
        return parser == null ? new SttEvent.Unrecognized(type, text) : parser.parse(this, message);
    }

    private static String type(JsonNode message) {
        var type = message.path("type").asText("");
        boolean hasText = message.has("transcript") || message.has("transcription");
        boolean complains =
                message.has("error") || message.path("status").asText("").equals("error");
        if (complains && !hasText && (type.isEmpty() || type.equals("transcription"))) {
            return "error";
        }
        boolean hasFlags = message.has("is_final") || message.has("is_last");
        return type.isEmpty() && (hasText || hasFlags) ? "transcription" : type;
    }

    private @Nullable SttEvent transcription(JsonNode message) {
        var text = WireJson.text(message, "transcript", "transcription").strip();
        var words = words(message);
        boolean last = message.path("is_last").asBoolean(false);
        if (last || message.path("is_final").asBoolean(false)) {
            return new SttEvent.Final(text, words, message.path("from_finalize").asBoolean(false), last);
        }
        return text.isEmpty() ? null : new SttEvent.Interim(text, words);
    }

    private SttEvent speechStarted(JsonNode message) {
        long at = millis(message.path("timestamp"));
        return at < 0 ? unreadable(message) : new SttEvent.SpeechStarted(at);
    }

    private SttEvent speechEnded(JsonNode message) {
        long at = millis(message.path("timestamp"));
        return at < 0 ? unreadable(message) : new SttEvent.SpeechEnded(at);
    }

    private SttEvent error(JsonNode message) {
        var nested = message.path("error");
        var said = WireJson.text(message, "message", "error");
        if (said.isEmpty()) {
            said = WireJson.text(nested, "message");
        }
        var code = WireJson.text(nested.isObject() ? nested : message, "code");
        var reason = WireJson.oneLine(said.isEmpty() ? "an error without a text" : said)
                + (code.isEmpty() ? "" : " (" + WireJson.oneLine(code) + ")");
        return new SttEvent.Error(new BatonException(
                ErrorCode.STT_REFUSED,
                service + " reports: " + reason,
                "in the middle of a session",
                "change the setting that it names; a language may be served in another region only"));
    }

    /** All words with times, or none: a list with holes would misplace what it says. */
    private static List<SttEvent.Word> words(JsonNode message) {
        var array = message.path("words");
        if (!array.isArray()) {
            array = message.path("word_timestamps");
        }
        if (!array.isArray() || array.isEmpty()) {
            return List.of();
        }
        var words = new ArrayList<SttEvent.Word>(array.size());
        for (var each : array) {
            var text = WireJson.text(each, "word", "text").strip();
            long start = millis(each.path("start"));
            long end = millis(each.path("end"));
            if (text.isEmpty() || start < 0 || end < 0) {
                return List.of();
            }
            words.add(new SttEvent.Word(text, start, Math.max(start, end), confidence(each.path("confidence"))));
        }
        return List.copyOf(words);
    }

    private static @Nullable Float confidence(JsonNode value) {
        return value.isNumber() ? Math.min(1f, Math.max(0f, value.floatValue())) : null;
    }

    /** @return negative where the value is no time */
    private static long millis(JsonNode seconds) {
        double value = seconds.isNumber() || seconds.isTextual() ? seconds.asDouble(Double.NaN) : Double.NaN;
        return value >= 0 && value <= MAX_SECONDS ? Math.round(value * 1_000) : -1;
    }

    private static SttEvent unreadable(JsonNode message) {
        return new SttEvent.Unrecognized(message.path("type").asText(""), message.toString());
    }

    /** Without a word of the message, which may hold the caller's. */
    private SttEvent malformed(String text) {
        return new SttEvent.Error(new BatonException(
                ErrorCode.STT_PROTOCOL,
                service + " sent a message of " + text.length() + " characters that is not one JSON object",
                "skipped it; the session goes on",
                "if it repeats, check that the address is the service's and not a proxy's"));
    }
}
