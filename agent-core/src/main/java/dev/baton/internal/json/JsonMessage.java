package dev.baton.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.baton.stt.SttEvent;
import dev.baton.stt.SttMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * What an adapter may see of a message.
 *
 * @param node an object, or missing
 */
record JsonMessage(JsonNode node) implements SttMessage {
    @Override
    public String text(String field) {
        return WireJson.text(node, field);
    }

    @Override
    public boolean flag(String field) {
        var value = node.path(field);
        return value.isBoolean() && value.booleanValue();
    }

    @Override
    public double number(String field, double otherwise) {
        var value = node.path(field);
        return value.isNumber() && Double.isFinite(value.doubleValue()) ? value.doubleValue() : otherwise;
    }

    @Override
    public boolean has(String field) {
        return node.has(field);
    }

    @Override
    public SttMessage object(String field) {
        var value = node.path(field);
        return new JsonMessage(value.isObject() ? value : MissingNode.getInstance());
    }

    @Override
    public List<SttMessage> list(String field) {
        var messages = new ArrayList<SttMessage>();
        if (node.path(field).isArray()) {
            for (var each : node.path(field)) {
                if (each.isObject()) {
                    messages.add(new JsonMessage(each));
                }
            }
        }
        return List.copyOf(messages);
    }

    @Override
    public List<SttEvent.Word> words(String field, String text, String start, String end) {
        return WireWords.timed(node.path(field), WireWords.MILLIS_OF_SECOND, start, end, text);
    }

    @Override
    public String toString() {
        return node.isMissingNode() ? "{}" : node.toString();
    }
}
