package dev.baton.testkit.proxy;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.internal.netty.EventLoops;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Stands between a client and any TCP service, and does to their connections what networks and services do: cuts, stalls, delays, refuses, breaks. Without faults it passes every byte, and every
 * end of a stream, as it is.
 *
 * <pre>{@code
 * try (var proxy = FaultProxy.to(server.pulseUri()).start()) {
 *     var service = SmallestPulse.builder().url(proxy.uri(server.pulseUri())).build();
 *     ...
 *     proxy.next(Fault.refuseUpgrade(503));    // what the next connection gets
 *     proxy.cutAll();                          // what all connections get that there are
 * }
 * }</pre>
 *
 * <p>Listens on the loopback interface unless told otherwise. Safe for use by many threads; what is asked of live connections has happened when a method returns. Chance comes from a seed: the same
 * seed does the same to the same bytes on the connection of the same number. Each connection keeps a bounded number of bytes; beyond that the proxy stops reading.
 */
public final class FaultProxy implements AutoCloseable {
    private static final int MOST_UNSENT_BYTES = 64 * 1024;
    private static final long CONTROL_MILLIS = 5_000;

    private final ProxySettings settings;
    private final List<Fault> faults;
    private final Tally tally = new Tally();
    private final Queue<List<Fault>> next = new ConcurrentLinkedQueue<>();
    private final EventLoops loops;
    private final ServerBootstrap accepting;
    private final Bootstrap connecting;
    private final String host;
    private final int port;
    private volatile Channel listener;

    /** Of the event loop alone. */
    private final Set<ProxiedConnection> live = new LinkedHashSet<>();

    private long accepted;

    private FaultProxy(Builder builder) {
        settings = new ProxySettings(
                builder.serverHost, builder.serverPort, builder.seed, builder.bufferBytes, builder.connectTimeout);
        faults = List.copyOf(builder.faults);
        host = builder.host;
        // One loop, so that connections are numbered in one order and nothing has to be locked; NIO, because faults
        // pause reading.
        loops = EventLoops.createNio(1, "baton-fault-proxy");
        connecting = connecting(builder.socketBufferBytes);
        accepting = accepting(builder.socketBufferBytes);
        ChannelFuture bound = accepting.bind(host, builder.port).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            loops.close();
            throw cannotListen(builder.port, bound.cause());
        }
        listener = bound.channel();
        port = ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** @param serverPort 1 to 65535 */
    public static Builder to(String serverHost, int serverPort) {
        return new Builder(serverHost, serverPort);
    }

    /** To the host and port of that address; where it names no port, 443 for {@code wss} and {@code https}, 80 otherwise. */
    public static Builder to(URI service) {
        boolean secure = "wss".equalsIgnoreCase(service.getScheme()) || "https".equalsIgnoreCase(service.getScheme());
        String host = service.getHost();
        if (host == null) {
            throw new IllegalArgumentException("the address must name a host, service=" + service);
        }
        return to(host, service.getPort() >= 0 ? service.getPort() : secure ? 443 : 80);
    }

    private Bootstrap connecting(int socketBufferBytes) {
        var bootstrap = new Bootstrap()
                .group(loops.group())
                .channel(loops.socketChannelClass())
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        settings.connectTimeout().toMillis())
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, waterMarks());
        if (socketBufferBytes > 0) {
            bootstrap
                    .option(ChannelOption.SO_RCVBUF, socketBufferBytes)
                    .option(ChannelOption.SO_SNDBUF, socketBufferBytes);
        }
        return bootstrap;
    }

    private ServerBootstrap accepting(int socketBufferBytes) {
        var bootstrap = new ServerBootstrap()
                .group(loops.group())
                .channel(loops.serverSocketChannelClass())
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, waterMarks())
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        accept(channel);
                    }
                });
        if (socketBufferBytes > 0) {
            bootstrap
                    .option(ChannelOption.SO_RCVBUF, socketBufferBytes) // inherited, and settled before the handshake
                    .childOption(ChannelOption.SO_SNDBUF, socketBufferBytes);
        }
        return bootstrap;
    }

    private static WriteBufferWaterMark waterMarks() {
        return new WriteBufferWaterMark(MOST_UNSENT_BYTES / 2, MOST_UNSENT_BYTES);
    }

    private void accept(SocketChannel channel) {
        tally.connections.increment();
        tally.open.increment();
        var connection = new ProxiedConnection(++accepted, channel, settings, tally, live::remove);
        live.add(connection);
        // Behind the registration of the channel, which is still under way.
        channel.eventLoop().execute(() -> connection.begin(connecting, faultsOf(connection.number())));
    }

    private List<Fault> faultsOf(long number) {
        List<Fault> own = next.poll();
        return own != null
                ? own
                : faults.stream().filter(fault -> fault.concerns(number)).toList();
    }

    // ---- where it is

    public int port() {
        return port;
    }

    /** {@code ws://}, this proxy, and that path and query. */
    public URI uri(String pathAndQuery) {
        return URI.create("ws://" + authority() + pathAndQuery);
    }

    /** The same address with this proxy for host and port. With TLS, the service's certificate will not name this host. */
    public URI uri(URI service) {
        String query = service.getRawQuery();
        return URI.create(
                service.getScheme() + "://" + authority() + service.getRawPath() + (query == null ? "" : "?" + query));
    }

    private String authority() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    public ProxyStats stats() {
        return tally.snapshot();
    }

    // ---- what happens to connections to come

    /**
     * What the next connection gets instead of the proxy's own faults; nothing, for one that passes. May be called several times: connections take what was said in that order.
     *
     * @param faults their connection numbers are not looked at
     */
    public void next(Fault... faults) {
        next.add(List.of(faults));
    }

    /** Stops listening, so that the system refuses connections; those that are there go on. */
    public void refuseConnections() {
        listener.close().awaitUninterruptibly(CONTROL_MILLIS, TimeUnit.MILLISECONDS);
        awaitSystem();
    }

    /**
     * Listens again, on the same port.
     *
     * @throws BatonException if somebody else has taken it meanwhile
     */
    public void acceptConnections() {
        if (listener.isOpen()) {
            return;
        }
        ChannelFuture bound = accepting.bind(host, port).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw cannotListen(port, bound.cause());
        }
        listener = bound.channel();
    }

    // ---- what happens to connections that are there

    /**
     * Applies a fault to all connections that are there. Its start counts from now where it is a time, and from the beginning of the connection where it is bytes or messages.
     *
     * @throws IllegalArgumentException for a fault that decides how a connection begins
     */
    public void apply(Fault fault) {
        if (fault.effect().isForNewConnectionsOnly()) {
            throw new IllegalArgumentException(fault + " is for new connections: give it to next() or to the builder");
        }
        onEach(connection -> connection.apply(fault));
    }

    /** Resets all connections that are there: {@link Fault#cut()}. */
    public void cutAll() {
        apply(Fault.cut());
    }

    /** Stalls both directions of all connections that are there, until {@link #resume()}. */
    public void stall() {
        apply(Fault.stall());
    }

    /** Stalls one direction of all connections that are there, until {@link #resume()}. */
    public void stall(Direction direction) {
        apply(Fault.stall().only(direction));
    }

    /** Lets all connections that are there pass everything from now on: ends what lasts, and takes back what has not begun, other than after a time. */
    public void resume() {
        onEach(ProxiedConnection::resume);
    }

    private void onEach(Consumer<ProxiedConnection> action) {
        var loop = loops.next();
        Runnable all = () -> new ArrayList<>(live).forEach(action);
        if (loop.inEventLoop()) {
            all.run();
        } else if (!loop.isShuttingDown()) {
            loop.submit(all).awaitUninterruptibly(CONTROL_MILLIS, TimeUnit.MILLISECONDS);
            awaitSystem();
        }
    }

    /** A selector really closes a socket when it selects next, and the loop does that before it runs a task that is due later. */
    private void awaitSystem() {
        var loop = loops.next();
        if (!loop.inEventLoop() && !loop.isShuttingDown()) {
            loop.schedule(() -> {}, 1, TimeUnit.MILLISECONDS)
                    .awaitUninterruptibly(CONTROL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Stops listening and resets all connections. */
    @Override
    public void close() {
        refuseConnections();
        onEach(ProxiedConnection::reset);
        loops.close();
    }

    private BatonException cannotListen(int wanted, Throwable cause) {
        return new BatonException(
                ErrorCode.BAD_USAGE,
                "the fault proxy cannot listen on " + host + ":" + wanted,
                String.valueOf(cause.getMessage()),
                "choose another port, or 0 for any free one",
                cause);
    }

    /** Collects the settings; each has a default. Belongs to one thread. */
    public static final class Builder {
        private final String serverHost;
        private final int serverPort;
        private final List<Fault> faults = new ArrayList<>();
        private String host = "127.0.0.1";
        private int port;
        private long seed = 1;
        private int bufferBytes = 256 * 1024;
        private int socketBufferBytes;
        private Duration connectTimeout = Duration.ofSeconds(5);

        private Builder(String serverHost, int serverPort) {
            if (serverPort < 1 || serverPort > 65_535) {
                throw new IllegalArgumentException("serverPort must be 1 to 65535, serverPort=" + serverPort);
            }
            this.serverHost = serverHost;
            this.serverPort = serverPort;
        }

        /** What connections suffer that are not told otherwise by {@link FaultProxy#next}; nothing unless said. Adds to what was given before. */
        public Builder faults(Fault... more) {
            faults.addAll(List.of(more));
            return this;
        }

        /** Interface to listen on; {@code 127.0.0.1} unless told otherwise. Whoever reaches it reaches the service. */
        public Builder host(String host) {
            this.host = host;
            return this;
        }

        /** 0, the default, takes any free port. */
        public Builder port(int port) {
            this.port = port;
            return this;
        }

        /** Where chance comes from; 1 unless told otherwise. */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /** Most bytes that one direction of one connection keeps, beside the system's own buffers; 256 KiB unless told otherwise. */
        public Builder bufferBytes(int bytes) {
            if (bytes < 1) {
                throw new IllegalArgumentException("bufferBytes must be at least 1, bufferBytes=" + bytes);
            }
            bufferBytes = bytes;
            return this;
        }

        /** Asks the system for socket buffers of that size, so that back-pressure comes soon; otherwise it may keep megabytes. */
        public Builder socketBufferBytes(int bytes) {
            if (bytes < 1) {
                throw new IllegalArgumentException("socketBufferBytes must be at least 1, socketBufferBytes=" + bytes);
            }
            socketBufferBytes = bytes;
            return this;
        }

        /** How long the service may take to accept; 5 s unless told otherwise. Then the client is reset. */
        public Builder connectTimeout(Duration limit) {
            connectTimeout = limit;
            return this;
        }

        /** @throws BatonException if the port cannot be opened */
        public FaultProxy start() {
            return new FaultProxy(this);
        }
    }
}
