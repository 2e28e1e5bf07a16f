package dev.baton.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * What a session with CAMB's realtime translation asks for.
 *
 * @param selector {@code mode}, or {@code model} as it was called before August 2026
 * @param key empty where it is not shown in the message
 */
public record CambRequest(
        String selector,
        String selected,
        String sourceLanguage,
        String targetLanguage,
        boolean text,
        boolean audio,
        @Nullable Long voice,
        String key) {
    private static final JsonFactory JSON = new JsonFactory();

    /** {@code session.update}; it may hold the key. */
    public String message() {
        var written = new StringWriter();
        try (var json = JSON.createGenerator(written)) {
            json.writeStartObject();
            json.writeStringField("type", "session.update");
            json.writeObjectFieldStart("session");
            json.writeStringField(selector, selected);
            json.writeStringField("source_language", sourceLanguage);
            json.writeStringField("target_language", targetLanguage);
            json.writeArrayFieldStart("output_modalities");
            if (text) {
                json.writeString("text");
            }
            if (audio) {
                json.writeString("audio");
            }
            json.writeEndArray();
            if (voice != null) {
                json.writeObjectFieldStart("voice");
                json.writeStringField("type", "cloned");
                json.writeNumberField("voice_id", voice);
                json.writeEndObject();
            }
            json.writeEndObject();
            if (!key.isEmpty()) {
                json.writeObjectFieldStart("auth");
                json.writeStringField("api_key", key);
                json.writeEndObject();
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string takes everything", e);
        }
        return written.toString();
    }

    /** For people: without the key. */
    public String description() {
        return selector + "=" + selected + " source_language=" + sourceLanguage + " target_language=" + targetLanguage
                + " output_modalities=" + (text ? audio ? "text,audio" : "text" : "audio")
                + (voice == null ? "" : " voice_id=" + voice);
    }

    /** Never the key. */
    @Override
    public String toString() {
        return description();
    }
}
