package dev.baton.testkit.scenario;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How the format looks in JSON: snake case throughout, nothing unknown, nothing twice, no guessing of types. */
final class FormatJson {
    private static final PropertyNamingStrategies.SnakeCaseStrategy SNAKE_CASE =
            new PropertyNamingStrategies.SnakeCaseStrategy();

    private static final List<NamedType> EVENTS = Arrays.stream(ScenarioEvent.class.getPermittedSubclasses())
            .map(type -> new NamedType(type, SNAKE_CASE.translate(type.getSimpleName())))
            .toList();

    static final List<String> EVENT_TYPES =
            EVENTS.stream().map(NamedType::getName).toList();

    static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(SNAKE_CASE)
            .addMixIn(ScenarioEvent.class, TypeNamed.class)
            .addMixIn(ScenarioEvent.TimedText.class, Pair.class)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    static {
        MAPPER.registerSubtypes(EVENTS.toArray(NamedType[]::new));
    }

    private FormatJson() {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    private interface TypeNamed {}

    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    @JsonPropertyOrder({"text", "ms"})
    private interface Pair {}

    /** The same knobs, with these on top. */
    static Knobs applied(Knobs knobs, Map<String, Object> values) throws JsonMappingException {
        try {
            return MAPPER.readerForUpdating(knobs).readValue(MAPPER.<JsonNode>valueToTree(values));
        } catch (JsonMappingException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** For example {@code events[2].text}. */
    static String path(String prefix, List<JsonMappingException.Reference> path) {
        var dotted = new StringBuilder(prefix);
        for (var step : path) {
            if (step.getFieldName() == null) {
                dotted.append('[').append(step.getIndex()).append(']');
            } else {
                dotted.append(dotted.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return dotted.toString();
    }
}
