package dev.baton.benchmarks.vad;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Locale;

/** The figures of {@link Cost} as a table: a line per detector, a column per rate. */
final class CostTable {
    static final double NOTHING_BYTES = 0.1;

    private CostTable() {}

    static String markdown(JsonNode cost) {
        var rates = new ArrayList<String>();
        cost.path("rates").fieldNames().forEachRemaining(rates::add);
        var names = new LinkedHashSet<String>();
        cost.path("rates").forEach(rate -> rate.fieldNames().forEachRemaining(names::add));
        var out = new StringBuilder("| detector |");
        rates.forEach(rate -> out.append(" %s Hz, µs per 20 ms | Baton's part of it |".formatted(rate)));
        out.append("\n|---|").append("---:|---:|".repeat(rates.size())).append('\n');
        for (String name : names) {
            boolean ours = name.equals(Cost.OURS);
            out.append(ours ? "| **" + name + "** |" : "| " + name + " |");
            for (String rate : rates) {
                double nanos = nanos(cost, rate, name);
                double own = nanos(cost, rate, Cost.OURS);
                out.append(" %s | %s |".formatted(figure(nanos / 1000), ours ? "" : figure(own / nanos)));
            }
            out.append('\n');
        }
        out.append('\n');
        var left = new ArrayList<String>();
        cost.path("leftOut").forEach(name -> left.add(name.asText()));
        if (!left.isEmpty()) {
            out.append("Left out, because it could not be built here: ")
                    .append(String.join(", ", left))
                    .append(".\n\n");
        }
        for (String rate : rates) {
            var ours = cost.path("rates").path(rate).path(Cost.OURS);
            out.append("Baton at %s Hz: %s B/op, %s bytes of state per stream.%n"
                    .formatted(
                            rate,
                            allocation(ours.path("allocatedBytes").asDouble(Double.NaN)),
                            ours.path("stateBytes").asText("-")));
        }
        return out.toString();
    }

    static double nanos(JsonNode cost, String rate, String name) {
        return cost.path("rates").path(rate).path(name).path("nanos").asDouble(Double.NaN);
    }

    /** What is below a tenth of a byte is JMH's own. */
    static String allocation(double bytes) {
        if (bytes < NOTHING_BYTES) {
            return "0";
        }
        return Double.isNaN(bytes) ? "-" : String.format(Locale.ROOT, "%.1f", bytes);
    }

    private static String figure(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.2f", value);
    }
}
