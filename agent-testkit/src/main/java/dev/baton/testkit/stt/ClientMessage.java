package dev.baton.testkit.stt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/** Reading what clients send as text. */
final class ClientMessage {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Enough of a bad message to recognise it. */
    private static final int QUOTED_CHARS = 40;

    private ClientMessage() {}

    /** The {@code type}; empty where it is an object without one, null where it is no JSON object. */
    static @Nullable String typeOf(String text) {
        JsonNode message = objectOf(text);
        return message == null ? null : message.path("type").asText("");
    }

    /** Null where it is no JSON object. */
    static @Nullable JsonNode objectOf(String text) {
        try {
            JsonNode message = JSON.readTree(text);
            return message != null && message.isObject() ? message : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    static String quoted(String text) {
        return text.length() <= QUOTED_CHARS ? text : text.substring(0, QUOTED_CHARS) + "...";
    }
}
