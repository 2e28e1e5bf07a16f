package dev.baton.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.translate.TranslationEvent;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text messages of CAMB's realtime translation, of one connection. To learn another one: add its event to {@link TranslationEvent}, and its type with a method that reads its payload to {@link
 * #PARSERS}.
 *
 * <p>Servers of both generations are read: what was {@code model} is {@code mode}. Nothing in a message says which utterance it is about, so that deltas add up here until their whole comes.
 */
public final class CambRealtimeMessages {
    /** A delta that never ends must not fill the memory: beyond, the sum goes no further, and the deltas alone tell. */
    private static final int MOST_CHARACTERS = 64 * 1024;

    private static final Pattern ABOUT_THE_KEY =
            Pattern.compile("api.?key|unauthori[sz]ed|authenticat|authoriz|forbidden|credential");

    private static final Map<String, Parser> PARSERS = Map.of(
            "session.starting", (messages, message) -> new TranslationEvent.Starting(),
            "session.created", (messages, message) -> new TranslationEvent.Ready("", settings(message)),
            "session.updated", (messages, message) -> new TranslationEvent.Updated(settings(message)),
            "conversation.item.input_audio_transcription.delta", CambRealtimeMessages::sourceDelta,
            "conversation.item.input_audio_transcription.completed", CambRealtimeMessages::sourceText,
            "response.text.delta", CambRealtimeMessages::textDelta,
            "response.text.done", CambRealtimeMessages::textDone,
            "response.audio.delta", CambRealtimeMessages::audio,
            "response.audio.done", (messages, message) -> messages.audioDone(),
            "error", CambRealtimeMessages::error);

    /** Turns one kind of message into an event, or nothing where there is nothing to tell. */
    private interface Parser {
        @Nullable
        TranslationEvent parse(CambRealtimeMessages messages, JsonNode message);
    }

    private final String service;
    private final Complaints complaints;
    private final TaughtMessages<TranslationEvent.Extension> taught;
    private final SampleJoiner samples = new SampleJoiner();
    private final StringBuilder source = new StringBuilder();
    private final StringBuilder text = new StringBuilder();

    /** @param service name for errors */
    public CambRealtimeMessages(String service, TaughtMessages<TranslationEvent.Extension> taught) {
        this.service = service;
        this.taught = taught;
        complaints = new Complaints(service);
    }

    /** Speech that came in binary messages and in JSON is one stream. */
    public SampleJoiner samples() {
        return samples;
    }

    /** What there is of a translation whose end has not come. */
    public String unfinishedText() {
        return WireJson.wellFormed(text.toString());
    }

    /**
     * Never throws.
     *
     * @return null where the message says nothing, as a delta without text
     */
    public @Nullable TranslationEvent parse(String json) {
        var message = WireJson.object(json);
        if (message == null) {
            return failed(complaints.malformed(json).reason());
        }
        var type = message.path("type").asText("");
        if (type.isEmpty() && message.has("error")) {
            type = "error";
        }
        var parser = PARSERS.get(type);
        if (parser != null) {
            return parser.parse(this, message);
        }
        try {
            var event = taught.parse(type, json);
            return event == null ? new TranslationEvent.Unrecognized(type, json) : event;
        } catch (BatonException e) {
            return failed(e);
        }
    }

    private static TranslationEvent.Settings settings(JsonNode message) {
        var session = message.path("session");
        return new TranslationEvent.Settings(
                WireJson.text(session, "id"),
                WireJson.text(session, "mode", "model"),
                language(session, "source_language"),
                language(session, "target_language"));
    }

    private static String language(JsonNode session, String field) {
        return WireJson.text(session, field).toLowerCase(Locale.ROOT);
    }

    private @Nullable TranslationEvent sourceDelta(JsonNode message) {
        var delta = delta(message);
        if (delta == null) {
            return wrongType(message, "delta");
        }
        return delta.isEmpty()
                ? null
                : new TranslationEvent.SourceTextDelta(WireJson.wellFormed(delta), added(source, delta));
    }

    private TranslationEvent sourceText(JsonNode message) {
        var whole = whole(message, "transcript", source);
        source.setLength(0);
        return whole == null ? wrongType(message, "transcript") : new TranslationEvent.SourceText(whole);
    }

    private @Nullable TranslationEvent textDelta(JsonNode message) {
        var delta = delta(message);
        if (delta == null) {
            return wrongType(message, "delta");
        }
        return delta.isEmpty() ? null : new TranslationEvent.TextDelta(WireJson.wellFormed(delta), added(text, delta));
    }

    private TranslationEvent textDone(JsonNode message) {
        var whole = whole(message, "text", text);
        text.setLength(0);
        return whole == null ? wrongType(message, "text") : new TranslationEvent.Text(whole);
    }

    /** Blanks are a part of a delta: they stand between words. */
    private static @Nullable String delta(JsonNode message) {
        var value = message.path("delta");
        return value.isTextual() ? value.textValue() : value.isMissingNode() ? "" : null;
    }

    /** Half a character that the next delta completes is whole in the sum. */
    private static String added(StringBuilder sum, String delta) {
        sum.append(delta, 0, Math.min(delta.length(), MOST_CHARACTERS - sum.length()));
        return WireJson.wellFormed(sum.toString());
    }

    /** @return what the deltas add up to where the message does not repeat it; null where it says something else than text */
    private static @Nullable String whole(JsonNode message, String field, StringBuilder sum) {
        var value = message.path(field);
        if (value.isTextual()) {
            return WireJson.wellFormed(value.textValue()).strip();
        }
        return value.isMissingNode() || value.isNull() || sum.length() > 0
                ? WireJson.wellFormed(sum.toString()).strip()
                : null;
    }

    private @Nullable TranslationEvent audio(JsonNode message) {
        var value = message.path("delta");
        if (!value.isTextual()) {
            return wrongType(message, "delta");
        }
        try {
            var joined = samples.join(Base64.getDecoder().decode(value.textValue()));
            return joined.length == 0 ? null : new TranslationEvent.Audio(joined);
        } catch (IllegalArgumentException e) {
            return failed(protocol(
                    "sent audio of " + value.textValue().length() + " characters that is not base64",
                    "a piece of the translation's speech is missing; report it to the service if it repeats"));
        }
    }

    private TranslationEvent audioDone() {
        samples.reset();
        return new TranslationEvent.AudioDone();
    }

    private TranslationEvent error(JsonNode message) {
        var nested = message.path("error");
        var said = WireJson.text(nested, "message");
        if (said.isEmpty()) {
            said = WireJson.text(message, "message", "error");
        }
        var code = WireJson.text(nested, "code", "type");
        if (ABOUT_THE_KEY.matcher(said.toLowerCase(Locale.ROOT)).find()) {
            return new TranslationEvent.Error(
                    new BatonException(
                            ErrorCode.STT_KEY_REFUSED,
                            service + " refused the key: " + WireJson.oneLine(said),
                            "",
                            "check the key in the service's console"),
                    true,
                    Duration.ZERO);
        }
        return failed(complaints
                .reported(said, code, "change what it names: a language, a voice or the length of a message")
                .reason());
    }

    private TranslationEvent wrongType(JsonNode message, String field) {
        return failed(protocol(
                "sent a message of type "
                        + WireJson.oneLine(message.path("type").asText("")) + " whose " + field
                        + " is " + message.path(field).getNodeType().name().toLowerCase(Locale.ROOT)
                        + " and not text",
                "a piece of the translation is missing; report it to the service if it repeats"));
    }

    private BatonException protocol(String what, String remedy) {
        return new BatonException(
                ErrorCode.STT_PROTOCOL, service + " " + what, "skipped it; the session goes on", remedy);
    }

    private static TranslationEvent failed(BatonException reason) {
        return new TranslationEvent.Error(reason);
    }
}
