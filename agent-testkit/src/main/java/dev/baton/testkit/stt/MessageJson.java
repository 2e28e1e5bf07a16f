package dev.baton.testkit.stt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/** Looking into, and changing, what a session has written. */
final class MessageJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private MessageJson() {}

    static Message changed(Message message, Consumer<ObjectNode> change) {
        ObjectNode json = parse(message);
        change.accept(json);
        return new Message(message.kind(), message.name(), json.toString());
    }

    static ObjectNode parse(Message message) {
        try {
            return (ObjectNode) JSON.readTree(message.text());
        } catch (JsonProcessingException e) {
            throw new AssertionError("sessions write JSON objects", e);
        }
    }

    /** The object that has {@code transcript} and {@code words}: Pulse's message itself, Deepgram's first alternative. */
    static ObjectNode segment(ObjectNode message) {
        JsonNode alternative = message.path("channel").path("alternatives").path(0);
        return alternative instanceof ObjectNode segment ? segment : message;
    }
}
