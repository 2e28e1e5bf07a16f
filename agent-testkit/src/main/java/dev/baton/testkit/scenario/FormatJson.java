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
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How the format looks in JSON: snake case throughout, nothing unknown, nothing twice, no guessing of types. */
final class FormatJson {
    private static final PropertyNamingStrategies.SnakeCaseStrategy SNAKE_CASE =
            new PropertyNamingStrategies.SnakeCaseStrategy();

    /** Event types by their names in files. */
    static final Map<String, Class<?>> EVENTS = Arrays.stream(ScenarioEvent.class.getPermittedSubclasses())
            .collect(Collectors.toUnmodifiableMap(
                    type -> SNAKE_CASE.translate(type.getSimpleName()), Function.identity()));

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
        EVENTS.forEach((name, type) -> MAPPER.registerSubtypes(new NamedType(type, name)));
        // A number is not a text.
        for (var shape : List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)) {
            MAPPER.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail);
        }
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

    /** Names of a record's fields in files; of an event with its type. */
    static Set<String> fieldsOf(Class<?> record) {
        var names = Arrays.stream(record.getRecordComponents())
                .map(component -> SNAKE_CASE.translate(component.getName()))
                .collect(Collectors.toSet());
        if (ScenarioEvent.class.isAssignableFrom(record)) {
            names.add("type");
        }
        return names;
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
