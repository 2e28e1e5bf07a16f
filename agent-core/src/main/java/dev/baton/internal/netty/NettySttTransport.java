package dev.baton.internal.netty;

import dev.baton.stt.ConnectionOptions;
import dev.baton.stt.SttTransport;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.ssl.SslContext;
import io.netty.resolver.NoopAddressResolverGroup;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * WebSockets and HTTP requests, plain and encrypted, from one call's event loop, direct or through a proxy. Nothing here blocks it.
 *
 * <p>Stateless: connections of the same call may live side by side.
 */
public final class NettySttTransport implements SttTransport {
    /** Two seconds of audio at 16 kHz wait before a session holds back; it goes on when one is left. */
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(32 * 1024, 64 * 1024);

    private static final List<String> WEB_SOCKET = List.of("ws", "wss");
    private static final List<String> HTTP = List.of("http", "https");

    /** Of the JDK's functions none takes a boolean. */
    private interface BooleanFunction<R> {
        R apply(boolean value);
    }

    private final EventLoop loop;
    private final Class<? extends SocketChannel> channelClass;
    private final ConnectionOptions options;
    private final Trust trust;

    /** @param loop the call's, one of {@code loops} */
    public NettySttTransport(EventLoops loops, EventLoop loop, ConnectionOptions options) {
        this(loops, loop, options, Trust.of(options));
    }

    /** @param trust that of {@code options}, loaded once for all calls */
    NettySttTransport(EventLoops loops, EventLoop loop, ConnectionOptions options, Trust trust) {
        this.loop = loop;
        this.channelClass = loops.socketChannelClass();
        this.options = options;
        this.trust = trust;
    }

    @Override
    public Connection connect(URI uri, Map<String, String> headers, Listener listener) {
        var connection = new NettyConnection(loop, options, listener);
        // A task of its own even on the loop: the listener hears nothing before this method has returned.
        loop.execute(() -> dial(connection, uri, WEB_SOCKET, secure -> {
            var upgrade = new Upgrade(uri, headers, options.maxMessageBytes());
            return pipeline -> {
                if (options.compression()) {
                    pipeline.addLast(Inflation.offer(options.maxMessageBytes()));
                }
                pipeline.addLast(new UpgradeHandler(connection, upgrade, options, secure));
            };
        }));
        return connection;
    }

    @Override
    public Runnable post(
            URI uri, Map<String, String> headers, ByteBuffer body, Duration timeout, AnswerListener listener) {
        var exchange = new NettyExchange(loop, options, timeout, listener);
        loop.execute(() -> dial(exchange, uri, HTTP, secure -> {
            var request = PostHandler.request(uri, headers, body);
            return pipeline -> PostHandler.install(pipeline, exchange, request, options, secure);
        }));
        return exchange::abort;
    }

    @Override
    public Runnable after(Duration delay, Runnable task) {
        var scheduled = loop.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    /** @param protocol given whether TLS is there, puts what speaks it behind Netty's codec for HTTP */
    private void dial(
            Dialled connection, URI uri, List<String> schemes, BooleanFunction<Consumer<ChannelPipeline>> protocol) {
        if (connection.isOver()) {
            return;
        }
        connection.expectConnected();
        try {
            boolean secure = isSecure(uri, schemes);
            var dialling = new Dialling(
                    connection,
                    protocol.apply(secure),
                    unbracketed(uri.getHost()),
                    uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80);
            CompletionStage<@Nullable SslContext> tls =
                    secure ? trust.context().thenApply(it -> it) : CompletableFuture.completedFuture(null);
            onLoop(tls, connection, context -> {
                dialling.tls = context;
                onLoop(ProxyChoice.of(options, secure, dialling.host, dialling.port), connection, dialling::through);
            });
        } catch (RuntimeException e) {
            connection.failed(e);
        } catch (LinkageError e) {
            connection.failed(EventLoops.unusableNetty(e));
        }
    }

    /** Goes on when something is there that was made beside the loop. */
    private <T extends @Nullable Object> void onLoop(
            CompletionStage<T> awaited, Dialled connection, Consumer<? super T> next) {
        awaited.whenComplete((value, failure) -> loop.execute(() -> {
            if (failure != null) {
                connection.failed(plain(failure));
            } else if (!connection.isOver()) {
                try {
                    next.accept(value);
                } catch (RuntimeException e) {
                    connection.failed(e);
                } catch (LinkageError e) {
                    connection.failed(EventLoops.unusableNetty(e));
                }
            }
        }));
    }

    private static Throwable plain(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** @param schemes the plain one, then the encrypted one */
    private static boolean isSecure(URI uri, List<String> schemes) {
        var scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || !schemes.contains(scheme)) {
            // Never the whole address: its query may hold a token.
            throw new IllegalArgumentException("the address must be " + String.join("://host or ", schemes)
                    + "://host, scheme=" + scheme + ", host=" + uri.getHost());
        }
        return scheme.equals(schemes.get(1));
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** One connection on its way. */
    private final class Dialling {
        private final Dialled connection;
        private final Consumer<ChannelPipeline> protocol;
        private final String host;
        private final int port;
        private @Nullable SslContext tls;

        Dialling(Dialled connection, Consumer<ChannelPipeline> protocol, String host, int port) {
            this.connection = connection;
            this.protocol = protocol;
            this.host = host;
            this.port = port;
        }

        void through(@Nullable ProxyTunnel tunnel) {
            if (tunnel == null) {
                var bootstrap = bootstrap(channel -> {}).resolver(BesideLoop.NAMES);
                failing(bootstrap.connect(InetSocketAddress.createUnresolved(host, port)));
                return;
            }
            connection.goesThrough(tunnel);
            // The service's name is the proxy's to look up; the proxy's own is ours.
            BesideLoop.NAMES.getResolver(loop).resolve(tunnel.address()).addListener(found -> {
                if (!found.isSuccess()) {
                    connection.failed(found.cause());
                } else if (!connection.isOver()) {
                    var address = (InetSocketAddress) found.getNow();
                    var bootstrap = bootstrap(channel -> tunnel.install(channel.pipeline(), address))
                            .resolver(NoopAddressResolverGroup.INSTANCE);
                    failing(bootstrap.connect(InetSocketAddress.createUnresolved(host, port)));
                }
            });
        }

        private Bootstrap bootstrap(Consumer<Channel> first) {
            return new Bootstrap()
                    .group(loop)
                    .channel(channelClass)
                    .option(ChannelOption.TCP_NODELAY, true)
                    .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                    .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                            options.connectTimeout().toMillis())
                    .handler(new ChannelInitializer<>() {
                        @Override
                        protected void initChannel(Channel channel) {
                            connection.attach(channel);
                            first.accept(channel);
                            install(channel);
                        }
                    });
        }

        private void install(Channel channel) {
            if (tls != null) {
                channel.pipeline().addLast(Trust.handler(tls, channel.alloc(), host, port));
            }
            channel.pipeline().addLast(new HttpClientCodec());
            protocol.accept(channel.pipeline());
        }

        private void failing(ChannelFuture dialled) {
            dialled.addListener(connected -> {
                if (!connected.isSuccess()) {
                    connection.failed(connected.cause());
                }
            });
        }
    }
}
