package dev.baton.server;

import java.util.Map;

/**
 * What a server counts; a snapshot.
 *
 * @param open connections now
 * @param accepted since the start
 * @param refused since the start, by reason: {@code path}, {@code check}, {@code calls}, {@code route_calls}, {@code rate}, {@code draining}, {@code http}
 * @param problems of peers since the start, by {@code transport/label}
 */
public record ServerStats(int open, long accepted, Map<String, Long> refused, Map<String, Long> problems) {
    public ServerStats {
        refused = Map.copyOf(refused);
        problems = Map.copyOf(problems);
    }
}
