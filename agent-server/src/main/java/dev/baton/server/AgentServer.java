package dev.baton.server;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.carrier.LineTransport;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Answers calls that telephone lines bring: WebSockets by path on one port, AudioSocket on ports of its own. On loopback unless told otherwise.
 *
 * <p>The routes' agents belong to whoever made them; they are closed after the server, which ends its calls in order. Safe for use by many threads.
 */
public final class AgentServer implements AutoCloseable {
    /** Besides those of calls, for requests under way. */
    private static final int SPARE_CONNECTIONS = 1_000;

    private static final int MAX_REQUEST_BYTES = 16 * 1024;

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final ServerLoops loops;
    private final ServerLimits limits;
    private final int sendBufferBytes;
    private final Admission admission;
    private final Connections connections = new Connections();
    private final List<Channel> listening = new ArrayList<>();
    private final Map<Route, InetSocketAddress> addresses = new HashMap<>();

    private AgentServer(Builder builder) {
        loops = builder.loops;
        limits = builder.limits;
        sendBufferBytes = builder.sendBufferBytes;
        admission = new Admission(limits, System::nanoTime);
        try {
            listen(builder);
        } catch (BatonException e) {
            close();
            throw e;
        }
    }

    /** @param loops the agents' should be the same: a call then runs where its connection does */
    public static Builder builder(ServerLoops loops) {
        return new Builder(loops);
    }

    private void listen(Builder builder) {
        var webSockets = new HashMap<String, Route>();
        for (var route : builder.routes) {
            var address = route.address();
            if (address == null) {
                if (webSockets.putIfAbsent(route.path(), route) != null) {
                    throw new BatonException(
                            ErrorCode.BAD_USAGE,
                            "two routes have the path " + route.path(),
                            "",
                            "give each route a path of its own");
                }
            } else {
                var channel = bind(address, new AudioSocketPipeline(route));
                addresses.put(route, (InetSocketAddress) channel.localAddress());
            }
        }
        if (!webSockets.isEmpty()) {
            var channel = bind(builder.address, new WebSocketPipeline(Map.copyOf(webSockets)));
            for (var route : webSockets.values()) {
                addresses.put(route, (InetSocketAddress) channel.localAddress());
            }
        }
    }

    private Channel bind(InetSocketAddress address, ChannelHandler pipeline) {
        var bootstrap = new ServerBootstrap()
                .group(loops.loops().group())
                .channel(loops.loops().serverSocketChannelClass())
                .option(ChannelOption.SO_BACKLOG, 1024)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(pipeline);
        if (sendBufferBytes > 0) {
            bootstrap.childOption(ChannelOption.SO_SNDBUF, sendBufferBytes);
        }
        var bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new BatonException(
                    ErrorCode.CANNOT_LISTEN,
                    "cannot listen on " + address.getHostString() + ":" + address.getPort() + " ("
                            + bound.cause().getMessage() + ")",
                    "",
                    "stop what uses the port, or choose another",
                    bound.cause());
        }
        listening.add(bound.channel());
        return bound.channel();
    }

    /** Where a route can be reached. */
    public InetSocketAddress address(Route route) {
        return Objects.requireNonNull(addresses.get(route), "no route of this server");
    }

    public ServerStats stats() {
        return admission.stats();
    }

    /**
     * Takes no new calls and waits for those that run.
     *
     * @return whether all have ended in time
     */
    public boolean drain(Duration limit) throws InterruptedException {
        admission.drain();
        return connections.awaitNone(limit);
    }

    /** Takes no new calls, and ends the connections of those that run, as if the callers had hung up. */
    @Override
    public void close() {
        admission.drain();
        listening.forEach(channel -> channel.close().awaitUninterruptibly(CLOSE_LIMIT.toMillis()));
        connections.closeAll();
        try {
            connections.awaitNone(CLOSE_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class WebSocketPipeline extends ChannelInitializer<Channel> {
        private final Map<String, Route> routes;

        WebSocketPipeline(Map<String, Route> routes) {
            this.routes = routes;
        }

        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // there is nobody to tell
        protected void initChannel(Channel channel) {
            if (connections.count() >= limits.calls() + SPARE_CONNECTIONS) {
                channel.close(); // requests that do not come cost a socket each
                return;
            }
            connections.add(channel);
            channel.pipeline()
                    .addLast(new HttpServerCodec())
                    .addLast(new HttpObjectAggregator(MAX_REQUEST_BYTES))
                    .addLast(new Entrance(routes, limits, admission));
        }
    }

    private final class AudioSocketPipeline extends ChannelInitializer<Channel> {
        private final Route route;

        AudioSocketPipeline(Route route) {
            this.route = route;
        }

        @Override
        protected void initChannel(Channel channel) {
            connections.add(channel);
            if (admission.connects() && admission.enter(route) == null) {
                channel.pipeline().addLast(new AudioSocketLine(route, limits, admission));
            } else {
                SocketLine.closeSoon(channel, AudioSocketLine.hangUp());
            }
        }
    }

    /** Collects what a server needs; not safe for use by several threads. */
    public static final class Builder {
        private final ServerLoops loops;
        private final List<Route> routes = new ArrayList<>();
        private InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        private ServerLimits limits = ServerLimits.defaults();
        private int sendBufferBytes;

        private Builder(ServerLoops loops) {
            this.loops = Objects.requireNonNull(loops, "loops");
        }

        /** Where WebSockets come in: any free port on loopback unless said. Put a proxy with TLS in front of what the world reaches. */
        public Builder bind(InetSocketAddress webSockets) {
            address = Objects.requireNonNull(webSockets, "webSockets");
            return this;
        }

        public Builder route(Route route) {
            routes.add(Objects.requireNonNull(route, "route"));
            return this;
        }

        public Builder limits(ServerLimits most) {
            limits = Objects.requireNonNull(most, "most");
            return this;
        }

        /** What the kernel takes for a peer that does not read; as it sees fit unless said, which on loopback is megabytes. */
        Builder sendBuffer(int bytes) {
            sendBufferBytes = bytes;
            return this;
        }

        /**
         * Begins to listen.
         *
         * @throws BatonException {@code BT-402} where a port cannot be had, {@code BT-003} where two routes have one path or there is none
         */
        public AgentServer start() {
            if (routes.isEmpty()) {
                throw new BatonException(
                        ErrorCode.BAD_USAGE,
                        "a server without routes answers nobody",
                        "",
                        "add one, of " + LineTransport.labels());
            }
            return new AgentServer(this);
        }
    }
}
