package dev.baton.server;

import java.time.Duration;

/**
 * What the server takes at most; immutable.
 *
 * @param calls at the same time, on all routes
 * @param connectionsPerSecond new connections on average; twice as many in a burst
 * @param startTimeout from the connection to the peer's word about the call
 * @param silence so long a peer may send nothing at all
 */
public record ServerLimits(int calls, int connectionsPerSecond, Duration startTimeout, Duration silence) {
    public ServerLimits {
        if (calls < 1 || connectionsPerSecond < 1) {
            throw new IllegalArgumentException(
                    "limits must be at least 1, calls=" + calls + ", connectionsPerSecond=" + connectionsPerSecond);
        }
        if (startTimeout.toMillis() < 1 || silence.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "waits must be at least 1 ms, startTimeout=" + startTimeout + ", silence=" + silence);
        }
    }

    /** 1,000 calls, 100 connections a second, 10 s to start, 30 s of silence. */
    public static ServerLimits defaults() {
        return new ServerLimits(1_000, 100, Duration.ofSeconds(10), Duration.ofSeconds(30));
    }

    public ServerLimits withCalls(int most) {
        return new ServerLimits(most, connectionsPerSecond, startTimeout, silence);
    }

    public ServerLimits withConnectionsPerSecond(int most) {
        return new ServerLimits(calls, most, startTimeout, silence);
    }

    public ServerLimits withStartTimeout(Duration most) {
        return new ServerLimits(calls, connectionsPerSecond, most, silence);
    }

    public ServerLimits withSilence(Duration most) {
        return new ServerLimits(calls, connectionsPerSecond, startTimeout, most);
    }
}
