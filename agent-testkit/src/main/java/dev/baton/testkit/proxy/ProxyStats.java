package dev.baton.testkit.proxy;

import java.util.Map;

/**
 * What a {@link FaultProxy} has done so far; a snapshot.
 *
 * @param connections accepted since the start
 * @param open of them, still there
 * @param unreachable connections that were reset because the service could not be reached
 * @param bytesToServer written to the service
 * @param bytesToClient written to clients, answers of the proxy's own not counted
 * @param writesToServer pieces in which they were written, each handed to the kernel on its own
 * @param writesToClient the same, to clients
 * @param messagesToServer whole WebSocket text and binary messages among those bytes
 * @param messagesToClient the same, to clients
 * @param faults how often each fault took effect, by name as in {@link Fault#parse}; faults of bytes and messages count each byte and message
 */
public record ProxyStats(
        long connections,
        long open,
        long unreachable,
        long bytesToServer,
        long bytesToClient,
        long writesToServer,
        long writesToClient,
        long messagesToServer,
        long messagesToClient,
        Map<String, Long> faults) {
    public ProxyStats {
        faults = Map.copyOf(faults);
    }

    /** How often the fault of that name took effect. */
    public long faults(String name) {
        return faults.getOrDefault(name, 0L);
    }
}
