package dev.baton.internal.netty;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.stt.ConnectionOptions;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.proxy.ProxyConnectionEvent;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** One connection's way through an HTTP proxy, and in words what goes wrong on it. Credentials stay out of them. Used on the event loop. */
final class ProxyTunnel {
    private static final int NO_ANSWER = 0;
    private static final int NOT_HTTP = -1;

    private final ConnectionOptions.Proxy proxy;
    private final String target;
    private boolean connected;
    private int status = NO_ANSWER;

    /** @param target the service's host and port */
    ProxyTunnel(ConnectionOptions.Proxy proxy, String target) {
        this.proxy = proxy;
        this.target = target;
    }

    InetSocketAddress address() {
        return InetSocketAddress.createUnresolved(proxy.host(), proxy.port());
    }

    /** Put in first: what follows sees a connection that becomes active once the tunnel stands. */
    void install(ChannelPipeline pipeline, InetSocketAddress address) {
        var handler = proxy.user().isEmpty()
                ? new HttpProxyHandler(address)
                : new HttpProxyHandler(address, proxy.user(), proxy.password());
        handler.setConnectTimeoutMillis(0); // the connection's own deadline covers it
        pipeline.addLast("proxy", handler);
        // The codec stands before the handler by now; the handler keeps the status of a refusal to itself.
        pipeline.addBefore("proxy", "proxy-answer", new Answer());
        pipeline.addLast(new Gate());
    }

    /** @return the cause itself where the tunnel stands: then it is about the service */
    Throwable explain(Throwable cause) {
        if (stands() || cause instanceof BatonException || cause instanceof CancellationException) {
            return cause;
        }
        if (cause instanceof UnknownHostException) {
            return unreachable("there is no such host", "check the proxy's name", cause);
        }
        return switch (status) {
            case NO_ANSWER ->
                connected
                        ? unreachable("it ended the connection without an answer", checkProxy(), cause)
                        : unreachable(String.valueOf(cause.getMessage()), "check that the proxy listens there", cause);
            case NOT_HTTP -> unreachable("it does not answer in HTTP", checkProxy(), cause);
            case 407 ->
                refused(
                        proxy.user().isEmpty()
                                ? "asks for credentials (HTTP 407)"
                                : "refused our credentials (HTTP 407)",
                        "give user and password of the proxy: ConnectionOptions.builder().proxy(host, port, user, password)",
                        cause);
            case 502, 503, 504 ->
                new BatonException(
                        ErrorCode.STT_UNREACHABLE,
                        "the proxy " + proxy + " cannot reach " + target + " (HTTP " + status + ")",
                        "asked it for a tunnel",
                        "check the service's host, and the proxy's own network and name look-up",
                        cause);
            default ->
                refused(
                        "does not let us through to " + target + " (HTTP " + status + ")",
                        "have the proxy allow CONNECT to that host and port",
                        cause);
        };
    }

    /** As {@link #overdue(Duration)}, also where there is no proxy. */
    static Throwable overdue(@Nullable ProxyTunnel tunnel, Duration limit) {
        return tunnel == null
                ? new SocketTimeoutException("no connection within " + limit.toMillis() + " ms")
                : tunnel.overdue(limit);
    }

    /** What was waited for when the time was up. */
    private Throwable overdue(Duration limit) {
        if (stands()) {
            return new SocketTimeoutException(
                    "no connection within " + limit.toMillis() + " ms, through the proxy " + proxy);
        }
        var timeout = new SocketTimeoutException("nothing within " + limit.toMillis() + " ms");
        return connected
                ? unreachable("it did not answer within " + limit.toMillis() + " ms", checkProxy(), timeout)
                : unreachable(
                        "no connection within " + limit.toMillis() + " ms", "check address and firewall", timeout);
    }

    private boolean stands() {
        return status / 100 == 2;
    }

    private static String checkProxy() {
        return "check that an HTTP proxy that knows CONNECT listens there";
    }

    private BatonException unreachable(String why, String remedy, Throwable cause) {
        return new BatonException(
                ErrorCode.STT_PROXY_UNREACHABLE,
                "cannot get through the proxy " + proxy + ": " + why,
                "tried to reach " + target,
                remedy,
                cause);
    }

    private BatonException refused(String what, String remedy, Throwable cause) {
        return new BatonException(
                ErrorCode.STT_PROXY_REFUSED,
                "the proxy " + proxy + " " + what,
                "tried to reach " + target,
                remedy,
                cause);
    }

    /** Netty's handler says active when the proxy is connected; what comes after it means the service. */
    private static final class Gate extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            // Waits for the tunnel.
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof ProxyConnectionEvent) {
                ctx.fireChannelActive();
                ctx.pipeline().remove(this);
            }
            ctx.fireUserEventTriggered(event);
        }
    }

    private final class Answer extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            connected = true;
            ctx.fireChannelActive();
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (message instanceof HttpResponse response) {
                status = response.decoderResult().isFailure()
                        ? NOT_HTTP
                        : response.status().code();
            }
            boolean last = message instanceof LastHttpContent;
            ctx.fireChannelRead(message);
            if (last && !ctx.isRemoved()) {
                ctx.pipeline().remove(this);
            }
        }
    }
}
