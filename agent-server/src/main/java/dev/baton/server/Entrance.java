package dev.baton.server;

import dev.baton.carrier.LineOptions;
import dev.baton.server.Admission.Refusal;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at a request before it becomes a WebSocket: path, check, room. What is right goes on to Netty's own upgrade, and this handler leaves. */
@SuppressWarnings("FutureReturnValueIgnored") // a write or close that fails ends the channel, which is heard elsewhere
final class Entrance extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(Entrance.class);

    /** Asterisk asks for it. */
    private static final String SUBPROTOCOL = "media";

    private static final String WEBSOCKET_VERSION = WebSocketVersion.V13.toHttpHeaderValue();

    private final Map<String, Route> routes;
    private final ServerLimits limits;
    private final Admission admission;
    private @Nullable Future<?> requestWatch;

    Entrance(Map<String, Route> routes, ServerLimits limits, Admission admission) {
        this.routes = routes;
        this.limits = limits;
        this.admission = admission;
    }

    /** For the whole request, so that a peer cannot hold the connection with a byte now and then. */
    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        requestWatch =
                ctx.executor().schedule(() -> ctx.close(), limits.startTimeout().toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (requestWatch != null) {
            requestWatch.cancel(false);
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        if (request.decoderResult().isFailure()) {
            refuse(ctx, Refusal.HTTP, Refusal.HTTP.text);
            return;
        }
        if (!admission.connects()) { // before anything is looked at: strangers count too
            answer(ctx, Refusal.RATE, Refusal.RATE.text);
            return;
        }
        var uri = new QueryStringDecoder(request.uri());
        var route = routes.get(uri.path());
        if (route == null) {
            refuse(ctx, Refusal.PATH, Refusal.PATH.text);
            return;
        }
        if (!asksForWebSocket(request)) {
            refuse(ctx, Refusal.HTTP, Refusal.HTTP.text);
            return;
        }
        var asked = asked(request, uri);
        var wrong = route.check().refusal(asked);
        if (wrong.isPresent()) {
            refuse(ctx, Refusal.CHECK, wrong.get());
            return;
        }
        var full = admission.enter(route);
        if (full != null) {
            answer(ctx, full, full.text);
            return;
        }
        upgrade(ctx, request, route, asked);
    }

    /** All that Netty's own upgrade would refuse: its answer leaves the connection open, and counted as a call. */
    private static boolean asksForWebSocket(FullHttpRequest request) {
        var headers = request.headers();
        return request.method().equals(HttpMethod.GET)
                && headers.contains(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
                && headers.contains(HttpHeaderNames.SEC_WEBSOCKET_KEY)
                && headers.contains(HttpHeaderNames.SEC_WEBSOCKET_VERSION, WEBSOCKET_VERSION, true);
    }

    private static UpgradeRequest asked(FullHttpRequest request, QueryStringDecoder uri) {
        var parameters = new HashMap<String, String>();
        uri.parameters().forEach((name, values) -> parameters.put(name, values.get(0)));
        var headers = new HashMap<String, String>();
        request.headers()
                .forEach(header -> headers.putIfAbsent(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
        return new UpgradeRequest(headers.getOrDefault("host", ""), request.uri(), parameters, headers);
    }

    private void upgrade(ChannelHandlerContext ctx, FullHttpRequest request, Route route, UpgradeRequest asked) {
        var options = options(route, asked);
        var webSocket = WebSocketServerProtocolConfig.newBuilder()
                .websocketPath(route.path())
                .checkStartsWith(true)
                .subprotocols(SUBPROTOCOL)
                .handleCloseFrames(false)
                .sendCloseFrame(null)
                .decoderConfig(WebSocketDecoderConfig.newBuilder()
                        .maxFramePayloadLength(options.maxMessageLength())
                        .closeOnProtocolViolation(false)
                        .build())
                .build();
        ctx.pipeline()
                .addLast(new Upgrade(webSocket))
                .addLast(new WebSocketFrameAggregator(options.maxMessageLength()))
                .addLast(new WebSocketLine(route, options, limits, admission));
        ctx.fireChannelRead(request.retain());
        ctx.pipeline().remove(this);
    }

    /** Netty's closes the connection when a frame is broken, before the peer can be told why. */
    private static final class Upgrade extends WebSocketServerProtocolHandler {
        Upgrade(WebSocketServerProtocolConfig config) {
            super(config);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) throws Exception {
            if (cause instanceof WebSocketHandshakeException) {
                super.exceptionCaught(ctx, cause);
            } else {
                ctx.fireExceptionCaught(cause);
            }
        }
    }

    private LineOptions options(Route route, UpgradeRequest asked) {
        var parameters = new HashMap<>(asked.parameters());
        parameters.keySet().removeAll(route.check().secretParameters());
        parameters.putAll(route.options().parameters());
        return route.options().withParameters(parameters);
    }

    private void refuse(ChannelHandlerContext ctx, Refusal refusal, String why) {
        admission.refused(refusal);
        answer(ctx, refusal, why);
    }

    private static void answer(ChannelHandlerContext ctx, Refusal refusal, String why) {
        if (refusal == Refusal.RATE) { // a flood of connections must not become one of lines
            LOG.debug("refused {}: {}", ctx.channel().remoteAddress(), why);
        } else {
            LOG.warn("refused {}: {}", ctx.channel().remoteAddress(), why);
        }
        var response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(refusal.status),
                Unpooled.copiedBuffer(why + "\n", StandardCharsets.UTF_8));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
                .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        if (refusal.status == 503) {
            response.headers().set(HttpHeaderNames.RETRY_AFTER, "1");
        }
        ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
