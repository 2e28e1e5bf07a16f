package dev.baton.internal.netty;

import java.time.Duration;

/**
 * How long a connection may take and how much one message may hold.
 *
 * @param connect name, TCP and TLS together
 * @param handshake from the upgrade request to its whole answer
 * @param closing from our closing frame to the service's, and again until it ends TCP
 * @param maxMessageBytes of one text message; a longer one ends the connection with 1009
 */
public record TransportLimits(Duration connect, Duration handshake, Duration closing, int maxMessageBytes) {
    public TransportLimits {
        requireBounded("connect", connect);
        requireBounded("handshake", handshake);
        requireBounded("closing", closing);
        if (maxMessageBytes < 1) {
            throw new IllegalArgumentException(
                    "maxMessageBytes must be at least 1, maxMessageBytes=" + maxMessageBytes);
        }
    }

    /**
     * Five seconds to connect leaves room for one lost SYN (sent again after 1 s) and a lookup that is repeated; a caller who waits longer has hung up. The longest
     * transcripts are some KiB.
     */
    public static TransportLimits defaults() {
        return new TransportLimits(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(2), 1 << 20);
    }

    private static void requireBounded(String name, Duration value) {
        if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException(name + " must be within [1 ms, 1 min], " + name + "=" + value);
        }
    }
}
