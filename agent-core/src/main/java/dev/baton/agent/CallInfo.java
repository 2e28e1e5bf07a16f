package dev.baton.agent;

import java.util.Map;

/**
 * Who calls. Strings are empty where the transport does not know.
 *
 * @param id unique per call in this process
 * @param providerCallId the carrier's own name for the call
 * @param transport how the call came in: {@code wav}, {@code microphone}, {@code twilio}
 * @param parameters custom parameters that came with the call
 */
public record CallInfo(
        String id, String from, String to, String providerCallId, String transport, Map<String, String> parameters) {
    public CallInfo {
        parameters = Map.copyOf(parameters);
    }

    public static CallInfo of(String id, String transport) {
        return new CallInfo(id, "", "", "", transport, Map.of());
    }
}
