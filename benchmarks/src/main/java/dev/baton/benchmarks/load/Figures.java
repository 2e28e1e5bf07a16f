package dev.baton.benchmarks.load;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one process measured of itself, by name: {@code cpu=0.412 core=20.6}. */
record Figures(Map<String, Double> values) {
    static Figures parse(String line) {
        var values = new HashMap<String, Double>();
        for (var pair : line.strip().split(" ")) {
            int at = pair.indexOf('=');
            values.put(pair.substring(0, at), Double.valueOf(pair.substring(at + 1)));
        }
        return new Figures(values);
    }

    /** Of each figure; all have the same. */
    static Figures mean(List<Figures> rounds) {
        var values = new HashMap<String, Double>();
        for (var round : rounds) {
            round.values.forEach((name, value) -> values.merge(name, value / rounds.size(), Double::sum));
        }
        return new Figures(values);
    }

    double of(String name) {
        var value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("nothing was measured by that name, name=" + name);
        }
        return value;
    }
}
