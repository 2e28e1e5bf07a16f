package dev.baton.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.stt.SttEvent;
import dev.baton.stt.SttListener;

/** Messages that are JSON objects of a {@code type}. */
abstract class TypedMessages implements ServiceMessages {
    final Complaints complaints;

    /** @param service name for errors */
    TypedMessages(String service) {
        complaints = new Complaints(service);
    }

    @Override
    public final void read(String text, SttListener listener) {
        var message = WireJson.object(text);
        if (message == null) {
            listener.onEvent(complaints.malformed(text));
            return;
        }
        var type = type(message);
        if (!read(type, message, text, listener)) {
            listener.onEvent(new SttEvent.Unrecognized(type, text));
        }
    }

    /** Services leave it out of errors and of texts at times; these are told by their fields. */
    private static String type(JsonNode message) {
        var type = message.path("type").asText("");
        if (!type.isEmpty()) {
            return type;
        }
        if (message.has("error") || message.has("err_msg")) {
            return "Error";
        }
        return message.has("channel") && message.has("is_final") ? "Results" : type;
    }

    /**
     * Tells what a message says.
     *
     * @param text the message as it came
     * @return whether the type is known
     */
    abstract boolean read(String type, JsonNode message, String text, SttListener listener);
}
