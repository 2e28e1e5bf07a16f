package dev.baton.server;

import dev.baton.call.VoiceAgent;
import dev.baton.carrier.LineOptions;
import dev.baton.carrier.LineTransport;
import java.net.InetSocketAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One way into the server: what comes in there, who answers, who may. Immutable.
 *
 * @param path of WebSockets; empty for a port of its own
 * @param address of a port of its own; null for WebSockets, which share the server's port
 * @param maxCalls at the same time on this route
 */
public record Route(
        LineTransport transport,
        String path,
        @Nullable InetSocketAddress address,
        VoiceAgent agent,
        RequestCheck check,
        LineOptions options,
        int maxCalls) {
    public Route {
        Objects.requireNonNull(transport, "transport");
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(check, "check");
        Objects.requireNonNull(options, "options");
        if (maxCalls < 0) {
            throw new IllegalArgumentException("maxCalls must not be negative, maxCalls=" + maxCalls);
        }
    }

    /** @param path such as {@code /voice/twilio} */
    public static Route webSocket(String path, LineTransport transport, VoiceAgent agent) {
        if (transport == LineTransport.AUDIOSOCKET) {
            throw new IllegalArgumentException("audiosocket is no WebSocket; use Route.audioSocket(..)");
        }
        if (!path.startsWith("/") || path.contains("?")) {
            throw new IllegalArgumentException("a path begins with / and has no query, path=" + path);
        }
        return new Route(transport, path, null, agent, RequestCheck.none(), LineOptions.defaults(), Integer.MAX_VALUE);
    }

    /** @param address where to listen; port 0 for any free one. Nothing proves who connects: keep it where only Asterisk reaches it */
    public static Route audioSocket(InetSocketAddress address, VoiceAgent agent) {
        Objects.requireNonNull(address, "address");
        return new Route(
                LineTransport.AUDIOSOCKET,
                "",
                address,
                agent,
                RequestCheck.none(),
                LineOptions.defaults(),
                Integer.MAX_VALUE);
    }

    /** Who may open a stream; of WebSockets only. */
    public Route withCheck(RequestCheck who) {
        if (address != null) {
            throw new IllegalArgumentException("audiosocket shows nothing that could be checked");
        }
        return new Route(transport, path, null, agent, who, options, maxCalls);
    }

    public Route withOptions(LineOptions lines) {
        return new Route(transport, path, address, agent, check, lines, maxCalls);
    }

    public Route withMaxCalls(int calls) {
        return new Route(transport, path, address, agent, check, options, calls);
    }

    /** As people and metrics call it. */
    String name() {
        return address == null ? path : transport.label();
    }
}
