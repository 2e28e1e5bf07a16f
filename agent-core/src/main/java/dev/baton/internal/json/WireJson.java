package dev.baton.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads JSON that a stranger wrote. */
final class WireJson {
    /** Services nest three deep; the limit keeps a hostile message from costing stack. */
    private static final int MAX_DEPTH = 32;

    private static final int MAX_REASON_LENGTH = 300;

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(100)
                            .build())
                    .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER) // a final is mostly word times
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS) // a second message in one would be lost silently
            .build();

    private WireJson() {}

    /** @return null where the text is not one JSON object */
    static @Nullable JsonNode object(String text) {
        try {
            var node = MAPPER.readTree(text);
            return node != null && node.isObject() ? node : null;
        } catch (JsonProcessingException | RuntimeException e) {
            return null;
        }
    }

    /** The first of these fields that is text and not blank, or nothing. */
    static String text(JsonNode node, String... fields) {
        for (var field : fields) {
            var value = node.path(field);
            if (value.isTextual() && !value.textValue().isBlank()) {
                return wellFormed(value.textValue());
            }
        }
        return "";
    }

    /** Fit to be shown in one line. */
    static String oneLine(String text) {
        var clean = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return clean.length() <= MAX_REASON_LENGTH
                ? wellFormed(clean)
                : wellFormed(clean.substring(0, MAX_REASON_LENGTH)) + "...";
    }

    /** JSON can write half of a character; whoever has to write the text as UTF-8 could not, and would fail far from here. A half becomes a question mark. */
    static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            }
        }
        return text;
    }
}
