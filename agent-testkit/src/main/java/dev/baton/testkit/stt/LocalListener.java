package dev.baton.testkit.stt;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.internal.netty.EventLoops;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A port of this machine, its connections, and the threads that serve them. Safe for use by many threads. */
final class LocalListener implements AutoCloseable {
    private static final int MOST_UNREAD_BYTES = 1 << 20;
    private static final long CLOSE_MILLIS = 2_000;

    private final ChannelGroup channels = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);
    private final EventLoops loops;
    private final Channel listener;
    private final String host;

    /**
     * @param service for people: what is served
     * @param port 0 for any free one
     * @param tls null where it speaks in the clear
     * @param connections makes a new channel a connection
     * @throws BatonException if the port cannot be opened
     */
    LocalListener(
            String service,
            String host,
            int port,
            int threads,
            @Nullable SslContext tls,
            Consumer<SocketChannel> connections) {
        this.host = host;
        loops = EventLoops.create(threads, "baton-" + service + "-server");
        ChannelFuture bound = new ServerBootstrap()
                .group(loops.group())
                .channel(loops.serverSocketChannelClass())
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(MOST_UNREAD_BYTES / 2, MOST_UNREAD_BYTES))
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channels.add(channel);
                        if (tls != null) {
                            channel.pipeline().addLast(tls.newHandler(channel.alloc()));
                        }
                        connections.accept(channel);
                    }
                })
                .bind(host, port)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            loops.close();
            throw new BatonException(
                    ErrorCode.BAD_USAGE,
                    "the " + service + " server cannot listen on " + host + ":" + port,
                    String.valueOf(bound.cause().getMessage()),
                    "choose another port, or 0 for any free one",
                    bound.cause());
        }
        listener = bound.channel();
    }

    int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    URI uri(String scheme, String path) {
        return URI.create(scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port() + path);
    }

    /** Those that are open. */
    Iterable<Channel> channels() {
        return channels;
    }

    /** Cuts all connections without a closing handshake, as a broken network does, and goes on listening. */
    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for a cut
    void cutConnections() {
        for (Channel channel : channels) {
            try {
                channel.config().setOption(ChannelOption.SO_LINGER, 0);
            } catch (ChannelException e) {
                // It has just been closed by itself.
            }
            channel.close();
        }
    }

    /** No longer listens, and cuts all connections. */
    void kill() {
        listener.close().awaitUninterruptibly(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
        cutConnections();
    }

    @Override
    public void close() {
        kill();
        loops.close();
    }
}
