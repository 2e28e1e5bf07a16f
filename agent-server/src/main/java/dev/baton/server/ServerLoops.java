package dev.baton.server;

import dev.baton.EventLoopSource;
import dev.baton.internal.netty.EventLoops;
import dev.baton.netty.HostEventLoops;

/**
 * The event loops of a server and of the agents that answer on it. Safe for use by many threads; closed after both.
 *
 * <pre>{@code
 * var loops = ServerLoops.create(2);
 * var agent = VoiceAgent.builder().eventLoops(loops.source())...
 * var server = AgentServer.builder(loops).route(Route.webSocket("/twilio", LineTransport.TWILIO, agent)).start();
 * }</pre>
 */
public final class ServerLoops implements AutoCloseable {
    private final EventLoops loops;
    private final EventLoopSource source;

    private ServerLoops(EventLoops loops) {
        this.loops = loops;
        source = HostEventLoops.of(loops.group());
    }

    /** @param threads at least 1; one per core that shall hold calls */
    public static ServerLoops create(int threads) {
        return new ServerLoops(EventLoops.create(threads, "baton-loop"));
    }

    /** For {@code VoiceAgent.builder().eventLoops(..)}: a call then runs where its connection does. */
    public EventLoopSource source() {
        return source;
    }

    EventLoops loops() {
        return loops;
    }

    @Override
    public void close() {
        loops.close();
    }
}
