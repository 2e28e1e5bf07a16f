package dev.baton.testkit.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A service's message with one thing wrong in it: a field away, something else in its place, the text cut off. */
final class BrokenMessages {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Negative and broken, so that no count, time or number of a turn is rightly made of it. */
    private static final double NO_USUAL_NUMBER = -1.5;

    private static final int CUTS = 8;

    private BrokenMessages() {}

    /** @param message in JSON, or else it is only cut off */
    static List<String> of(String message) {
        var broken = new ArrayList<String>();
        var root = read(message);
        if (root != null) {
            breakEach(root, root, broken);
        }
        for (int i = 1; i < CUTS; i++) {
            broken.add(message.substring(0, message.length() * i / CUTS));
        }
        return broken;
    }

    /** Whether both are the same JSON, whatever their blanks. */
    static boolean same(String told, String said) {
        var one = read(told);
        return told.equals(said) || (one != null && one.equals(read(said)));
    }

    private static @Nullable JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** Changes the tree in place, a node at a time, and back. */
    private static void breakEach(JsonNode root, JsonNode at, List<String> broken) {
        if (at instanceof ObjectNode object) {
            var fields = new LinkedHashMap<String, JsonNode>();
            object.properties().forEach(each -> fields.put(each.getKey(), each.getValue()));
            for (var name : fields.keySet()) {
                for (var wrong : wrong()) {
                    object.set(name, wrong);
                    broken.add(root.toString());
                }
                object.remove(name);
                broken.add(root.toString());
                // In their old order, so that nothing but one field is other than it was.
                object.removeAll();
                object.setAll(fields);
            }
            fields.values().forEach(each -> breakEach(root, each, broken));
        } else if (at instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                var good = array.get(i);
                for (var wrong : wrong()) {
                    array.set(i, wrong);
                    broken.add(root.toString());
                }
                array.remove(i);
                broken.add(root.toString());
                array.insert(i, good);
                breakEach(root, good, broken);
            }
        }
    }

    private static List<JsonNode> wrong() {
        return List.of(
                NODES.nullNode(),
                NODES.numberNode(NO_USUAL_NUMBER),
                NODES.textNode("conformance"),
                NODES.arrayNode().add("conformance"),
                NODES.objectNode().put("conformance", 1));
    }
}
