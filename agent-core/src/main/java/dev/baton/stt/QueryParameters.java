package dev.baton.stt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parameters of an address in their order; one may be there several times with different values. */
final class QueryParameters {
    private final Map<String, List<String>> values = new LinkedHashMap<>();

    /** Takes the place of what the parameter had. */
    void set(String name, Object value) {
        values.put(name, List.of(value.toString()));
    }

    /** Adds to what the parameter has. */
    void add(String name, String value) {
        values.merge(name, List.of(value), (before, one) -> {
            var all = new ArrayList<>(before);
            all.addAll(one);
            return List.copyOf(all);
        });
    }

    /** All of the others, in the place of what these parameters had. */
    void setAll(QueryParameters others) {
        values.putAll(others.values);
    }

    void remove(String name) {
        values.remove(name);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    boolean is(String name, String value) {
        return values.getOrDefault(name, List.of()).contains(value);
    }

    int count(String name) {
        return values.getOrDefault(name, List.of()).size();
    }

    Map<String, List<String>> asMap() {
        return values;
    }
}
