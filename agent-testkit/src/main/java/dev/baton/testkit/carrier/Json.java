package dev.baton.testkit.carrier;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** JSON as the vendors print it: names and values in order. */
final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Json() {}

    /** {@code map("a", 1, "b", "x")}. */
    static Map<String, Object> map(Object... namesAndValues) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }

    static String text(Object... namesAndValues) {
        return text(map(namesAndValues));
    }

    static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    static Object raw(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** An object that the app sent; each question about it is a rule. */
    static final class Received {
        private final JsonNode node;

        private Received(JsonNode node) {
            this.node = node;
        }

        static Received parse(String text) {
            JsonNode node;
            try {
                node = MAPPER.readTree(text);
            } catch (JsonProcessingException e) {
                throw new Breach("a message must be JSON, text=" + text);
            }
            if (!node.isObject()) {
                throw new Breach("a message must be a JSON object, text=" + text);
            }
            return new Received(node);
        }

        /** All of these and no others. */
        Received fields(String... names) {
            return fields(Set.of(names), Set.of());
        }

        Received fields(Set<String> required, Set<String> optional) {
            node.fieldNames().forEachRemaining(name -> {
                if (!required.contains(name) && !optional.contains(name)) {
                    throw new Breach("a field that the protocol lacks, field=" + name + ", message=" + brief());
                }
            });
            required.forEach(name -> {
                if (!node.has(name)) {
                    throw new Breach("a field is missing, field=" + name + ", message=" + brief());
                }
            });
            return this;
        }

        boolean has(String name) {
            return node.has(name);
        }

        /** A string that is not empty. */
        String text(String name) {
            JsonNode value = node.path(name);
            if (!value.isTextual() || value.textValue().isEmpty()) {
                throw new Breach("must be a string that is not empty, field=" + name + ", message=" + brief());
            }
            return value.textValue();
        }

        int number(String name) {
            JsonNode value = node.path(name);
            if (!value.isInt()) {
                throw new Breach("must be a JSON number, field=" + name + ", message=" + brief());
            }
            return value.intValue();
        }

        Received object(String name) {
            JsonNode value = node.path(name);
            if (!value.isObject()) {
                throw new Breach("must be an object, field=" + name + ", message=" + brief());
            }
            return new Received(value);
        }

        /** Padded base64 of at least a byte that is not a WAV file. */
        byte[] audio(String name) {
            String encoded = text(name);
            byte[] bytes;
            try {
                bytes = Base64.getDecoder().decode(encoded);
            } catch (IllegalArgumentException e) {
                throw new Breach("audio must be base64, message=" + brief());
            }
            if (encoded.length() % 4 != 0) {
                throw new Breach("base64 must be padded, length=" + encoded.length());
            }
            if (bytes.length > 4 && bytes[0] == 'R' && bytes[1] == 'I' && bytes[2] == 'F' && bytes[3] == 'F') {
                throw new Breach("audio must be raw, without a WAV header");
            }
            return bytes;
        }

        /** As written. */
        String json() {
            return node.toString();
        }

        private String brief() {
            String text = node.toString();
            return text.length() > 120 ? text.substring(0, 120) + "..." : text;
        }
    }
}
