package dev.baton.testkit.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Events, expectations and what was seen, as a person reads them: one line each. */
final class Told {
    private Told() {}

    /** Without its time. */
    static String event(ScenarioEvent event) {
        ObjectNode tree = FormatJson.MAPPER.valueToTree(event);
        String type = tree.path("type").asText();
        tree.remove(List.of("type", "t_ms"));
        return (type + " "
                        + tree.properties().stream()
                                .filter(field -> !field.getValue().isNull())
                                .map(field -> field.getKey() + "=" + node(field.getValue()))
                                .collect(Collectors.joining(" ")))
                .strip();
    }

    private static String node(JsonNode value) {
        return value.isNumber() ? CaseReader.number(value.doubleValue()) : value.toString();
    }

    static String seen(Seen seen) {
        return CaseReader.number(seen.tMs()) + " " + what(seen);
    }

    /** Without its time. */
    static String what(Seen seen) {
        return (seen.type().label() + " " + fields(seen.fields())).strip();
    }

    static String expectation(Expectation expectation) {
        if (expectation instanceof Expectation.Event wanted) {
            return (window(wanted.fromMs(), wanted.toMs(), "]") + wanted.type().label() + " "
                            + fields(wanted.fields()) + match(wanted.match())
                            + (wanted.beforeNextTurn() ? " before the next turn" : ""))
                    .strip();
        } else if (expectation instanceof Expectation.Never never) {
            return ("never " + window(never.fromMs(), never.toMs(), ")")
                            + never.type().label() + " " + fields(never.fields()) + match(never.match()))
                    .strip();
        } else if (expectation instanceof Expectation.Totals totals) {
            return "totals " + fields(totals.counts());
        } else if (expectation instanceof Expectation.AnyOf anyOf) {
            return anyOf.alternatives().stream()
                    .map(all -> all.stream().map(Told::expectation).collect(Collectors.joining(" and ")))
                    .collect(Collectors.joining(", or ", "either ", ""));
        }
        throw new AssertionError("no such expectation: " + expectation);
    }

    private static String window(double from, double to, String end) {
        return from == 0 && Double.isInfinite(to)
                ? ""
                : "[" + CaseReader.number(from) + ", " + (Double.isInfinite(to) ? "end" : CaseReader.number(to)) + end
                        + " ";
    }

    private static String match(Expectation.TextMatch match) {
        return match == Expectation.TextMatch.EXACT ? "" : " (text " + FormatJson.label(match) + ")";
    }

    private static String fields(Map<?, ?> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + value(field.getValue()))
                .collect(Collectors.joining(" "));
    }

    private static String value(Object value) {
        if (value instanceof Number number) {
            return CaseReader.number(number.doubleValue());
        } else if (value instanceof String text) {
            return "\"" + text + "\"";
        } else if (value instanceof Map<?, ?> object) {
            return "{" + fields(object) + "}";
        } else if (value instanceof List<?> list) {
            return list.stream()
                    .map(item -> item instanceof String word ? word : value(item))
                    .collect(Collectors.joining("..", "[", "]"));
        }
        return String.valueOf(value);
    }
}
