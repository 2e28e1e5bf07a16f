package dev.baton.server;

import java.util.Map;
import java.util.Optional;

/**
 * What a peer asks for before it may stream.
 *
 * @param host as the peer wrote it, with the port where there is one
 * @param pathAndQuery as the peer wrote it, not decoded
 * @param parameters of the query, decoded; the first of each name
 * @param headers by name in lower case; the first of each name
 */
public record UpgradeRequest(
        String host, String pathAndQuery, Map<String, String> parameters, Map<String, String> headers) {
    public UpgradeRequest {
        parameters = Map.copyOf(parameters);
        headers = Map.copyOf(headers);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** Without the query and the headers, which may hold credentials. */
    @Override
    public String toString() {
        return "UpgradeRequest[" + host + " " + pathAndQuery.replaceFirst("\\?.*", "") + "]";
    }
}
