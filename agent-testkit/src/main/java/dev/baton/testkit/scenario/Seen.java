package dev.baton.testkit.scenario;

import java.util.Map;

/**
 * Something that the framework did.
 *
 * @param atNanos on the call's clock
 * @param fields by their names in files: strings, numbers, booleans, and a map for {@code metrics}; what is not known is left out
 */
public record Seen(long atNanos, SeenType type, Map<String, Object> fields) {
    public double tMs() {
        return atNanos / 1e6;
    }
}
