package dev.baton.internal.netty;

import dev.baton.stt.SttTransport;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * WebSockets over {@code ws} and {@code wss} from one call's event loop. Nothing here blocks it.
 *
 * <p>Stateless: connections of the same call may live side by side. permessage-deflate is not offered.
 */
public final class NettySttTransport implements SttTransport {
    /** Two seconds of audio at 16 kHz wait before a session holds back; it goes on when one is left. */
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(32 * 1024, 64 * 1024);

    private final EventLoop loop;
    private final Class<? extends SocketChannel> channelClass;
    private final TransportLimits limits;
    private final Trust trust;

    /** @param loop the call's, one of {@code loops} */
    public NettySttTransport(EventLoops loops, EventLoop loop, TransportLimits limits) {
        this(loops, loop, limits, Trust.ofJdk());
    }

    NettySttTransport(EventLoops loops, EventLoop loop, TransportLimits limits, Trust trust) {
        this.loop = loop;
        this.channelClass = loops.socketChannelClass();
        this.limits = limits;
        this.trust = trust;
    }

    @Override
    public Connection connect(URI uri, Map<String, String> headers, Listener listener) {
        var connection = new NettyConnection(loop, limits, listener);
        // A task of its own even on the loop: the listener hears nothing before this method has returned.
        loop.execute(() -> dial(connection, uri, headers));
        return connection;
    }

    @Override
    public Runnable after(Duration delay, Runnable task) {
        var scheduled = loop.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    private void dial(NettyConnection connection, URI uri, Map<String, String> headers) {
        if (connection.isOver()) {
            return;
        }
        connection.expectConnected();
        try {
            var upgrade = new Upgrade(uri, headers, limits.maxMessageBytes());
            if (isSecure(uri)) {
                trust.context()
                        .whenComplete((context, failure) -> loop.execute(() -> {
                            if (failure != null) {
                                connection.failed(failure);
                            } else {
                                start(connection, uri, upgrade, context);
                            }
                        }));
            } else {
                start(connection, uri, upgrade, null);
            }
        } catch (RuntimeException e) {
            connection.failed(e);
        } catch (LinkageError e) {
            connection.failed(EventLoops.unusableNetty(e));
        }
    }

    private void start(NettyConnection connection, URI uri, Upgrade upgrade, @Nullable SslContext tls) {
        if (connection.isOver()) {
            return;
        }
        var host = unbracketed(uri.getHost());
        int port = uri.getPort() >= 0 ? uri.getPort() : tls == null ? 80 : 443;
        new Bootstrap()
                .group(loop)
                .channel(channelClass)
                .resolver(BesideLoop.NAMES)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        limits.connect().toMillis())
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        connection.attach(channel);
                        if (tls != null) {
                            channel.pipeline().addLast(Trust.handler(tls, channel.alloc(), host, port));
                        }
                        channel.pipeline()
                                .addLast(new HttpClientCodec(), new UpgradeHandler(connection, upgrade, tls != null));
                    }
                })
                .connect(InetSocketAddress.createUnresolved(host, port))
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        connection.failed(connected.cause());
                    }
                });
    }

    private static boolean isSecure(URI uri) {
        var scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || !(scheme.equals("ws") || scheme.equals("wss"))) {
            // Never the whole address: its query may hold a token.
            throw new IllegalArgumentException(
                    "the address must be ws://host or wss://host, scheme=" + scheme + ", host=" + uri.getHost());
        }
        return scheme.equals("wss");
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
