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
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at a request before it becomes a WebSocket: path, check, room. What is right goes on to Netty's own upgrade, and this handler leaves. */
@SuppressWarnings("FutureReturnValueIgnored") // a write or close that fails ends the channel, which is heard elsewhere
final class Entrance extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(Entrance.class);

    /** Asterisk asks for it. */
    private static final String SUBPROTOCOL = "media";

    private final Map<String, Route> routes;
    private final ServerLimits limits;
    private final Admission admission;

    Entrance(Map<String, Route> routes, ServerLimits limits, Admission admission) {
        this.routes = routes;
        this.limits = limits;
        this.admission = admission;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        boolean asksForWebSocket = !request.decoderResult().isFailure()
                && request.method().equals(HttpMethod.GET)
                && request.headers().contains(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
        var uri = new QueryStringDecoder(request.uri());
        var route = routes.get(uri.path());
        if (route == null) {
            refuse(ctx, Refusal.PATH, Refusal.PATH.text);
            return;
        }
        if (!asksForWebSocket) {
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
        ctx.pipeline().remove(AgentServer.REQUEST_TIMEOUT);
        ctx.pipeline()
                .addLast(new WebSocketServerProtocolHandler(webSocket))
                .addLast(new WebSocketFrameAggregator(options.maxMessageLength()))
                .addLast(new WebSocketLine(route, options, limits, admission));
        ctx.fireChannelRead(request.retain());
        ctx.pipeline().remove(this);
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
        LOG.warn("refused {}: {}", ctx.channel().remoteAddress(), why);
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
