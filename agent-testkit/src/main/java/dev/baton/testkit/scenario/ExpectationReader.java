package dev.baton.testkit.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.NearestName;
import dev.baton.testkit.scenario.Expectation.TextMatch;
import dev.baton.testkit.scenario.SeenType.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what a case expects. A type says which fields there are; a field says which values it takes. */
final class ExpectationReader {
    private static final String BEFORE_NEXT_TURN = "before_next_turn";
    private static final List<String> BOUNDS = List.of("_min", "_max");

    private final CaseReader errors;

    ExpectationReader(CaseReader errors) {
        this.errors = errors;
    }

    List<Expectation> read(List<JsonNode> nodes, String path) {
        var expectations = new ArrayList<Expectation>();
        for (int i = 0; i < nodes.size(); i++) {
            expectations.add(one(nodes.get(i), path + "[" + i + "]"));
        }
        return List.copyOf(expectations);
    }

    private Expectation one(JsonNode node, String path) {
        if (!node.isObject()) {
            throw errors.error(path, "an expectation is a JSON object", "");
        }
        if (node.has("any_of")) {
            return anyOf(node, path);
        }
        if (!node.path("type").isTextual()) {
            throw errors.error(path + ".type", node.has("type") ? "is not a string" : "is missing", "");
        }
        String type = node.path("type").textValue();
        return switch (type) {
            case "totals" -> totals(node, path);
            case "no_commit" -> {
                requireKnown(node, path, List.of("type", "t_ms_min", "t_ms_max"));
                yield new Expectation.Never(
                        SeenType.TURN_COMMITTED, from(node, path), to(node, path), Map.of(), TextMatch.EXACT);
            }
            default -> event(node, type, path);
        };
    }

    private Expectation anyOf(JsonNode node, String path) {
        requireKnown(node, path, List.of("any_of"));
        var alternatives = new ArrayList<List<Expectation>>();
        var lists = node.path("any_of");
        for (int i = 0; i < lists.size(); i++) {
            String at = path + ".any_of[" + i + "]";
            if (!lists.path(i).isArray() || lists.path(i).isEmpty()) {
                throw errors.error(at, "an alternative is a list of expectations", "");
            }
            alternatives.add(read(elements(lists.path(i)), at));
        }
        if (alternatives.isEmpty()) {
            throw errors.error(path + ".any_of", "no alternative", "a list of lists of expectations");
        }
        return new Expectation.AnyOf(List.copyOf(alternatives));
    }

    private Expectation event(JsonNode node, String label, String path) {
        var type = SeenType.of(label)
                .orElseThrow(() -> errors.unknown(
                        path + ".type",
                        "expectation type",
                        label,
                        Stream.concat(labels(), Stream.of("no_commit", "totals"))
                                .toList()));
        boolean negate = flag(node, "negate", path);
        var match = match(node, path);
        boolean beforeNextTurn = order(node, path);
        var fields =
                fields(node, type.fields(), path, List.of("type", "t_ms_min", "t_ms_max", "negate", "match", "order"));
        double from = from(node, path);
        double to = to(node, path);
        if (!negate) {
            return new Expectation.Event(type, from, to, fields, match, beforeNextTurn);
        }
        if (beforeNextTurn) {
            throw errors.error(path + ".order", "says nothing about what must not be seen", "leave it or negate out");
        }
        return new Expectation.Never(type, from, to, fields, match);
    }

    private Map<String, Object> fields(JsonNode node, Map<String, Kind> kinds, String path, List<String> others) {
        var fields = new LinkedHashMap<String, Object>();
        for (var field : node.properties()) {
            String name = field.getKey();
            if (others.contains(name)) {
                continue;
            }
            var kind = Optional.ofNullable(kinds.get(name)).or(() -> bounded(name, kinds));
            if (kind.isEmpty()) {
                throw errors.unknown(
                        path + "." + name,
                        "field",
                        name,
                        Stream.concat(kinds.keySet().stream(), others.stream()).toList());
            }
            fields.put(name, value(field.getValue(), kind.get(), path + "." + name));
        }
        return fields;
    }

    /** {@code x_min} and {@code x_max} bound the number {@code x}. */
    private static Optional<Kind> bounded(String name, Map<String, Kind> kinds) {
        return BOUNDS.stream()
                .filter(name::endsWith)
                .map(bound -> kinds.get(name.substring(0, name.length() - bound.length())))
                .filter(kind -> kind == Kind.NUMBER)
                .findFirst();
    }

    private Object value(JsonNode node, Kind kind, String path) {
        return switch (kind) {
            case TEXT -> {
                if (!node.isTextual()) {
                    throw errors.error(path, "is not a string: " + node, "");
                }
                yield node.textValue();
            }
            case FLAG -> {
                if (!node.isBoolean()) {
                    throw errors.error(path, "is neither true nor false: " + node, "");
                }
                yield node.booleanValue();
            }
            case NUMBER -> number(node, path);
            case METRICS -> {
                if (!node.isObject()) {
                    throw errors.error(path, "is not an object: " + node, "");
                }
                yield fields(node, SeenType.METRICS, path, List.of());
            }
        };
    }

    /** A number, {@code [a, b]}, or {@code ["absent_or_le", n]}. */
    private Object number(JsonNode node, String path) {
        if (node.isNumber()) {
            return node.doubleValue();
        }
        if (node.size() == 2 && node.path(1).isNumber()) {
            double last = node.path(1).doubleValue();
            if (node.path(0).isNumber() && node.path(0).doubleValue() <= last) {
                return List.of(node.path(0).doubleValue(), last);
            } else if (node.path(0).asText().equals(Matching.ABSENT_OR_LE)) {
                return List.of(Matching.ABSENT_OR_LE, last);
            }
        }
        throw errors.error(path, "is no number: " + node, "a number, [least, most] or [\"absent_or_le\", most]");
    }

    private Expectation totals(JsonNode node, String path) {
        List<String> known =
                Stream.concat(labels(), Matching.DERIVED_TOTALS.stream()).toList();
        var counts = new LinkedHashMap<String, Object>();
        for (var field : node.properties()) {
            String name = field.getKey();
            if (name.equals("type")) {
                continue;
            }
            if (!known.contains(Matching.unbounded(name))) {
                throw errors.error(
                        path + "." + name,
                        "unknown total \"" + name + "\"" + NearestName.question(Matching.unbounded(name), known),
                        "known: " + String.join(", ", known));
            }
            counts.put(name, number(field.getValue(), path + "." + name));
        }
        return new Expectation.Totals(counts);
    }

    private static Stream<String> labels() {
        return Arrays.stream(SeenType.values()).map(SeenType::label);
    }

    private double from(JsonNode node, String path) {
        return window(node, "t_ms_min", path, 0);
    }

    private double to(JsonNode node, String path) {
        double from = from(node, path);
        double to = window(node, "t_ms_max", path, Double.POSITIVE_INFINITY);
        if (to < from) {
            throw errors.error(
                    path + ".t_ms_max",
                    CaseReader.number(to) + " is before t_ms_min=" + CaseReader.number(from),
                    "the window must hold a time");
        }
        return to;
    }

    private double window(JsonNode node, String name, String path, double otherwise) {
        if (node.has(name) && !node.path(name).isNumber()) {
            throw errors.error(path + "." + name, "is no number: " + node.path(name), "milliseconds of the call");
        }
        return node.path(name).asDouble(otherwise);
    }

    private boolean flag(JsonNode node, String name, String path) {
        if (node.has(name) && !node.path(name).isBoolean()) {
            throw errors.error(path + "." + name, "is neither true nor false: " + node.path(name), "");
        }
        return node.path(name).booleanValue();
    }

    private TextMatch match(JsonNode node, String path) {
        return node.has("match")
                ? errors.convert(node.path("match"), TextMatch.class, path + ".match")
                : TextMatch.EXACT;
    }

    private boolean order(JsonNode node, String path) {
        if (node.has("order") && !node.path("order").asText().equals(BEFORE_NEXT_TURN)) {
            throw errors.unknown(path + ".order", "order", node.path("order").asText(), List.of(BEFORE_NEXT_TURN));
        }
        return node.has("order");
    }

    private void requireKnown(JsonNode node, String path, List<String> known) {
        for (var field : node.properties()) {
            if (!known.contains(field.getKey())) {
                throw errors.unknown(path + "." + field.getKey(), "field", field.getKey(), known);
            }
        }
    }

    private static List<JsonNode> elements(JsonNode array) {
        var elements = new ArrayList<JsonNode>();
        array.forEach(elements::add);
        return elements;
    }
}
