package dev.baton.testkit.scenario;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.NearestName;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the case on one line. */
final class CaseReader {
    private final String file;
    private final int line;

    CaseReader(String file, int line) {
        this.file = file;
        this.line = line;
    }

    /** The record on a line, as it is written. What only people read may be left out. */
    private record Record(
            @JsonProperty(required = true) String id,
            @JsonProperty(required = true) String title,
            @JsonProperty(required = true) Level level,
            @Nullable List<String> tags,
            @Nullable String why,
            @Nullable String source,
            @Nullable String peersDisagree,
            @Nullable Map<String, Object> config,
            @JsonProperty(required = true) List<ScenarioEvent> events,
            @JsonProperty(required = true) List<JsonNode> expect) {}

    Scenario read(String text) {
        JsonNode tree = parse(text);
        requireNoNull(tree, "");
        requireKnownFields(tree, FormatJson.fieldsOf(Record.class), "");
        for (int i = 0; i < tree.path("events").size(); i++) {
            requireKnownFields(tree.path("events").path(i), "events[" + i + "]");
        }
        var record = convert(tree, Record.class, "");
        Map<String, Object> config = Objects.requireNonNullElse(record.config, Map.of());
        checkKnobs(config, "config");
        checkEvents(record.events);
        var expectations = new ExpectationReader(this).read(record.expect, "expect");
        return new Scenario(
                file,
                line,
                record.id,
                record.title,
                record.level,
                List.copyOf(Objects.requireNonNullElse(record.tags, List.of())),
                Objects.requireNonNullElse(record.why, ""),
                config,
                List.copyOf(record.events),
                expectations);
    }

    private JsonNode parse(String text) {
        try {
            var tree = FormatJson.MAPPER.readTree(text);
            if (!tree.isObject()) {
                throw error("", "a case is a JSON object", "");
            }
            return tree;
        } catch (JsonProcessingException e) {
            throw error("", "not JSON: " + e.getOriginalMessage() + column(e), "one JSON object per line");
        }
    }

    private static String column(JsonProcessingException e) {
        return e.getLocation() == null ? "" : ", column " + e.getLocation().getColumnNr();
    }

    /** Null is neither a value nor left out. */
    private void requireNoNull(JsonNode node, String path) {
        if (node.isNull()) {
            throw error(path, "null is not a value here", "leave the field out");
        }
        node.properties()
                .forEach(field ->
                        requireNoNull(field.getValue(), path.isEmpty() ? field.getKey() : path + "." + field.getKey()));
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                requireNoNull(node.get(i), path + "[" + i + "]");
            }
        }
    }

    /** A misspelt name is told before what is missing for it. */
    private void requireKnownFields(JsonNode event, String path) {
        String type = event.path("type").asText();
        Class<?> record = FormatJson.EVENTS.get(type);
        if (record != null) {
            requireKnownFields(event, FormatJson.fieldsOf(record), path + ".");
        } else if (event.has("type")) {
            throw unknown(path + ".type", "event type", type, FormatJson.EVENTS.keySet());
        }
    }

    private void requireKnownFields(JsonNode node, Collection<String> known, String prefix) {
        for (var field : node.properties()) {
            if (!known.contains(field.getKey())) {
                throw unknown(prefix + field.getKey(), "field", field.getKey(), known);
            }
        }
    }

    private void checkEvents(List<ScenarioEvent> events) {
        double before = 0;
        for (int i = 0; i < events.size(); i++) {
            var event = events.get(i);
            String path = "events[" + i + "]";
            if (event.tMs() < before) {
                throw error(
                        path + ".t_ms",
                        (event.tMs() < 0 ? "a time before the call: " : "not sorted: ")
                                + number(event.tMs())
                                + (event.tMs() < 0 ? "" : " comes after " + number(before)),
                        "events are sorted by t_ms, which counts from 0");
            }
            before = event.tMs();
            if (event instanceof ScenarioEvent.ConfigUpdate update) {
                checkKnobs(update.set(), path + ".set");
            } else if (event instanceof ScenarioEvent.Dtmf keys && !keys.text().matches("[0-9*#A-Da-d]+")) {
                throw error(path + ".text", "no keys of a telephone: \"" + keys.text() + "\"", "0 to 9, *, #, A to D");
            } else if (event instanceof ScenarioEvent.SttError error
                    && error.kind() == null
                    && error.httpStatus() == null) {
                throw error(path, "neither kind nor http_status", "say which error it is");
            }
        }
    }

    private void checkKnobs(Map<String, Object> config, String path) {
        try {
            var knobs = FormatJson.applied(new Knobs(), config);
            if (knobs.terminator.length() != 1) {
                throw error(path + ".terminator", "\"" + knobs.terminator + "\" is not one key", "");
            }
            knobs.settings();
        } catch (JsonMappingException e) {
            throw error(e, path);
        } catch (BatonException e) {
            if (e.code() == ErrorCode.BAD_SCENARIO) {
                throw e;
            } else if (e.code() != ErrorCode.SETTING_CONTRADICTION) { // such a case is skipped
                throw error(path, String.valueOf(e.getMessage()), e.remedy());
            }
        }
    }

    <T> T convert(JsonNode node, Class<T> type, String path) {
        try {
            return FormatJson.MAPPER.treeToValue(node, type);
        } catch (JsonMappingException e) {
            throw error(e, path);
        } catch (JsonProcessingException e) {
            throw error(path, e.getOriginalMessage(), "");
        }
    }

    private BatonException error(JsonMappingException e, String prefix) {
        String path = FormatJson.path(prefix, e.getPath());
        if (e instanceof UnrecognizedPropertyException unknown) {
            return unknown(
                    path,
                    "field",
                    unknown.getPropertyName(),
                    unknown.getKnownPropertyIds().stream().map(String::valueOf).toList());
        }
        if (e instanceof InvalidTypeIdException) {
            return error(path + ".type", "is missing", "");
        }
        if (e instanceof InvalidFormatException wrong && wrong.getTargetType().isEnum()) {
            List<String> values = Arrays.stream(wrong.getTargetType().getEnumConstants())
                    .map(value -> FormatJson.label((Enum<?>) value))
                    .toList();
            return unknown(path, "value", String.valueOf(wrong.getValue()), values);
        }
        if (e instanceof MismatchedInputException && e.getOriginalMessage().startsWith("Missing required")) {
            return error(path, "is missing", "");
        }
        return error(path, e.getOriginalMessage().replaceAll("`[\\w.$]*\\.", "`"), "");
    }

    BatonException unknown(String path, String kind, String name, Collection<String> known) {
        return error(
                path,
                "unknown " + kind + " \"" + name + "\"" + NearestName.question(name, known),
                "known: " + known.stream().sorted().collect(Collectors.joining(", ")));
    }

    /** @param path of the field, with dots; empty for the whole line */
    BatonException error(String path, String what, String remedy) {
        return new BatonException(
                ErrorCode.BAD_SCENARIO,
                file + ", line " + line + (path.isEmpty() ? "" : ", " + path) + ": " + what,
                "",
                remedy);
    }

    static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
