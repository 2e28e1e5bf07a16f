package dev.baton.testkit.carrier;

import java.util.Map;

/**
 * What a carrier may tell about a call. Which of it travels differs by dialect.
 *
 * @param parameters custom parameters, in the order in which they are written
 */
public record CallerFacts(String callId, String from, String to, Map<String, String> parameters) {
    public static CallerFacts of(String callId) {
        return new CallerFacts(callId, "+15550001", "+15550002", Map.of());
    }

    public CallerFacts with(Map<String, String> parameters) {
        return new CallerFacts(callId, from, to, parameters);
    }
}
