package dev.baton.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.stt.SttEvent;
import dev.baton.stt.SttListener;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The text messages of Smallest Pulse, and of Lightning before it, which has no finalize and another end of stream. To learn another one of the server's: add its event to {@link SttEvent}, and its type with a method that reads its payload
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

    /** The same before there was a {@link #CLOSE_STREAM}. */
    public static final String END = "{\"type\":\"end\"}";

    private static final Map<String, Parser> PARSERS = Map.of(
            "transcription", PulseMessages::transcription,
            "speech_started", PulseMessages::speechStarted,
            "speech_ended", PulseMessages::speechEnded,
            "error", PulseMessages::error);

    /** Turns one kind of message into an event, or nothing where there is nothing to tell. */
    private interface Parser {
        @Nullable
        SttEvent parse(PulseMessages messages, JsonNode message);
    }

    private final Complaints complaints;
    private final @Nullable String finalizeRequest;
    private final String closeStream;
    private SttEvent.@Nullable Interim open;

    /** @param service name for errors */
    public PulseMessages(String service) {
        this(service, FINALIZE, CLOSE_STREAM);
    }

    private PulseMessages(String service, @Nullable String finalizeRequest, String closeStream) {
        complaints = new Complaints(service);
        this.finalizeRequest = finalizeRequest;
        this.closeStream = closeStream;
    }

    /**
     * Of a server that makes its texts final by itself.
     *
     * @param service name for errors
     * @param closeStream how it is told that no audio follows, which may be {@link #FINALIZE}
     */
    public static PulseMessages withoutFinalize(String service, String closeStream) {
        return new PulseMessages(service, null, closeStream);
    }

    @Override
    public @Nullable String finalizeRequest() {
        return finalizeRequest;
    }

    @Override
    public String closeStream() {
        return closeStream;
    }

    /** {@code is_last} does. */
    @Override
    public boolean announcesLast() {
        return true;
    }

    @Override
    public void read(String message, SttListener listener) {
        var event = parse(message);
        if (event instanceof SttEvent.Interim interim) {
            open = interim;
        } else if (event instanceof SttEvent.Final) {
            open = null;
        }
        if (event != null) {
            listener.onEvent(event);
        }
    }

    /** A server that closes without its last message leaves the last words as they were. */
    @Override
    public void ended(SttListener listener) {
        var left = open;
        open = null;
        if (left != null) {
            listener.onEvent(new SttEvent.Final(left.text(), left.words(), false, false));
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
            return complaints.malformed(text);
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
        long at = WireWords.millis(message.path("timestamp"));
        return at < 0 ? unreadable(message) : new SttEvent.SpeechStarted(at);
    }

    private SttEvent speechEnded(JsonNode message) {
        long at = WireWords.millis(message.path("timestamp"));
        return at < 0 ? unreadable(message) : new SttEvent.SpeechEnded(at);
    }

    private SttEvent error(JsonNode message) {
        var nested = message.path("error");
        var said = WireJson.text(message, "message", "error");
        if (said.isEmpty()) {
            said = WireJson.text(nested, "message");
        }
        var code = WireJson.text(nested.isObject() ? nested : message, "code");
        return complaints.reported(
                said, code, "change the setting that it names; a language may be served in another region only");
    }

    private static List<SttEvent.Word> words(JsonNode message) {
        var array = message.path("words");
        return WireWords.of(array.isArray() ? array : message.path("word_timestamps"), "word", "text");
    }

    private static SttEvent unreadable(JsonNode message) {
        return new SttEvent.Unrecognized(message.path("type").asText(""), message.toString());
    }
}
