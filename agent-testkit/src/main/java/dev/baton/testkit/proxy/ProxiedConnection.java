package dev.baton.testkit.proxy;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A client's connection and the one made for it to the service. Belongs to the proxy's event loop. */
final class ProxiedConnection {
    /** After an end in order the peers get this long to end, too. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    private final long number;
    private final Channel client;
    private final EventLoop loop;
    private final ProxySettings settings;
    private final Tally tally;
    private final Consumer<ProxiedConnection> onClosed;
    private final Pipe toServer;
    private final Pipe toClient;
    private @Nullable Channel server;
    private boolean upgraded;
    private boolean closed;

    /**
     * @param number counted from 1
     * @param client does not read yet
     * @param onClosed told once
     */
    ProxiedConnection(
            long number, Channel client, ProxySettings settings, Tally tally, Consumer<ProxiedConnection> onClosed) {
        this.number = number;
        this.client = client;
        this.settings = settings;
        this.tally = tally;
        this.onClosed = onClosed;
        loop = client.eventLoop();
        toServer = new Pipe(this, Direction.TO_SERVER, client, tally, settings);
        toClient = new Pipe(this, Direction.TO_CLIENT, client, tally, settings);
    }

    /**
     * @param to makes sockets for the way to the service
     * @param faults in the order in which they were given; the first that decides about the whole connection does
     */
    void begin(Bootstrap to, List<Fault> faults) {
        client.closeFuture().addListener(gone -> onClientGone());
        for (Fault fault : faults) {
            if (fault.effect() instanceof Effect.Cut cut && fault.start().isAtOnce()) {
                cut(fault, cut.orderly());
                return;
            }
            if (fault.effect().isForNewConnectionsOnly()) {
                standIn(fault);
                return;
            }
        }
        connect(to, faults);
    }

    private void standIn(Fault fault) {
        tally.applied(fault.name());
        if (fault.effect() instanceof Effect.Answer given) {
            client.pipeline().addLast(new HttpServerCodec(), new StandIn(given.answer()));
        } else {
            client.pipeline().addLast(new StandIn(null));
        }
        client.config().setAutoRead(true);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a socket that cannot be closed is closed
    private void connect(Bootstrap to, List<Fault> faults) {
        client.pipeline().addLast(new Inlet(toServer, toClient));
        ChannelFuture connecting = to.clone(client.eventLoop())
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new Inlet(toClient, toServer));
                    }
                })
                .connect(settings.serverHost(), settings.serverPort());
        server = connecting.channel();
        connecting.addListener(done -> {
            if (closed) {
                connecting.channel().close();
            } else if (done.isSuccess()) {
                connected(connecting.channel(), faults);
            } else {
                tally.unreachable.increment();
                reset();
            }
        });
    }

    private void connected(Channel service, List<Fault> faults) {
        toServer.attach(client, service);
        toClient.attach(service, client);
        for (Fault fault : faults) {
            apply(fault);
        }
        toServer.open();
        toClient.open();
    }

    // ---- faults

    /** Applies a fault, whose start is counted from now. */
    void apply(Fault fault) {
        if (closed) {
            return;
        }
        if (fault.start().by() == Start.By.TIME && !fault.start().isAtOnce()) {
            later(Duration.ofNanos(fault.start().amount()), () -> applyNow(fault));
        } else {
            applyNow(fault);
        }
    }

    private void applyNow(Fault fault) {
        if (fault.effect() instanceof Effect.Cut cut && fault.start().by() == Start.By.TIME) {
            cut(fault, cut.orderly());
            return;
        }
        if (fault.concerns(Direction.TO_SERVER)) {
            toServer.add(fault);
        }
        if (!closed && fault.concerns(Direction.TO_CLIENT)) {
            toClient.add(fault);
        }
    }

    void resume() {
        toServer.resume();
        toClient.resume();
    }

    void cut(Fault fault, boolean orderly) {
        if (closed) {
            return;
        }
        tally.applied(fault.name());
        if (orderly) {
            endInOrder();
        } else {
            reset();
        }
    }

    /** Runs something on this connection's event loop, unless it is closed by then. */
    @SuppressWarnings("FutureReturnValueIgnored") // harmless when too late
    void later(Duration delay, Runnable task) {
        loop.schedule(
                () -> {
                    if (!closed) {
                        task.run();
                    }
                },
                delay.toNanos(),
                TimeUnit.NANOSECONDS);
    }

    // ---- ends

    private void endInOrder() {
        if (server == null) {
            close();
            return;
        }
        // Closing at once would reset, if only one byte had not been read.
        toServer.finish();
        toClient.finish();
        later(LINGER, this::close);
    }

    /** Closes both sides without a word, so that both are told of a reset. */
    void reset() {
        resetOnClose(client);
        if (server != null) {
            resetOnClose(server);
        }
        close();
    }

    private static void resetOnClose(Channel channel) {
        try {
            if (channel.isOpen()) {
                channel.config().setOption(ChannelOption.SO_LINGER, 0);
            }
        } catch (ChannelException e) {
            // the peer was quicker, and the socket has nothing left to reset
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for it
    private void close() {
        if (closed) {
            return;
        }
        closed = true;
        tally.open.decrement();
        onClosed.accept(this);
        toServer.release();
        toClient.release();
        client.close();
        if (server != null) {
            server.close();
        }
    }

    /** Closes when both sources have ended and all is told. */
    void endIfDone() {
        if (!closed && toServer.isSourceEnded() && toClient.isSourceEnded() && toServer.isDone() && toClient.isDone()) {
            close();
        }
    }

    private void onClientGone() {
        if (server == null) {
            close();
        }
    }

    boolean isClosed() {
        return closed;
    }

    /** The service has agreed to speak WebSocket. */
    void upgraded() {
        upgraded = true;
    }

    boolean isUpgraded() {
        return upgraded;
    }

    long number() {
        return number;
    }
}
