package dev.baton.testkit.stt;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.timeout.IdleStateHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the HTTP request before it becomes a WebSocket: path, key, parameters, room, in this order. What is wrong is answered as JSON; what is right goes on to
 * Netty's own upgrade, and this handler leaves.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write or close that fails ends the channel, which is heard elsewhere
final class UpgradeHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BEARER = "Bearer ";
    private static final int RETRY_AFTER_SECONDS = 1;

    private final Map<String, Dialect> dialects;
    private final ServerSettings settings;
    private final Recognizer recognizer;
    private final ServerJournal journal;

    UpgradeHandler(List<Dialect> dialects, ServerSettings settings, Recognizer recognizer, ServerJournal journal) {
        this.dialects = new TreeMap<>();
        dialects.forEach(dialect -> dialect.paths().forEach(path -> this.dialects.put(path, dialect)));
        this.settings = settings;
        this.recognizer = recognizer;
        this.journal = journal;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        if (request.decoderResult().isFailure()) {
            refuse(ctx, new Refusal(400, "http", "this is not HTTP"));
            return;
        }
        var uri = new QueryStringDecoder(request.uri());
        var parameters = new Parameters(uri.parameters());
        Dialect dialect = dialects.get(uri.path());
        if (dialect == null) {
            refuse(ctx, new Refusal(404, "path", "there is no " + uri.path() + " here"));
            return;
        }
        Refusal refusal = checkRequest(request, parameters);
        if (refusal != null) {
            refuse(ctx, refusal);
            return;
        }
        try {
            upgrade(ctx, request, uri.path(), dialect.accept(uri.path(), parameters));
        } catch (Refusal.Refused e) {
            refuse(ctx, e.refusal());
        }
    }

    private @Nullable Refusal checkRequest(FullHttpRequest request, Parameters parameters) {
        if (!request.method().equals(HttpMethod.GET)
                || !request.headers().contains(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)) {
            return new Refusal(426, "no_websocket", "this path speaks WebSocket; send an upgrade request");
        }
        return switch (settings.apiKeys().check(key(request, parameters))) {
            case ACCEPTED -> null;
            case UNKNOWN ->
                new Refusal(401, "key", "a valid key is required: Authorization: Bearer KEY, or the parameter token");
            case FORBIDDEN -> new Refusal(403, "key", "this key has no access to the service");
        };
    }

    private static @Nullable String key(FullHttpRequest request, Parameters parameters) {
        String header = request.headers().get(HttpHeaderNames.AUTHORIZATION);
        return header != null && header.startsWith(BEARER)
                ? header.substring(BEARER.length()).strip()
                : parameters.text("token");
    }

    private @Nullable Refusal checkRoom() {
        if (journal.open() >= settings.maxConnections()) {
            return new Refusal(
                    503,
                    "connections",
                    "the server holds " + settings.maxConnections() + " connections and takes no more");
        }
        return switch (recognizer.availability()) {
            case READY -> null;
            case WARMING_UP -> new Refusal(503, "warming_up", "the recogniser is warming up; try again soon");
            case BUSY -> new Refusal(503, "busy", "all recognisers are in use; try again soon");
        };
    }

    private void upgrade(
            ChannelHandlerContext ctx, FullHttpRequest request, String path, Dialect.SessionFactory sessions) {
        Refusal refusal = checkRoom();
        if (refusal != null) {
            refuse(ctx, refusal);
            return;
        }
        var webSocket = WebSocketServerProtocolConfig.newBuilder()
                .websocketPath(path)
                .checkStartsWith(true)
                .handleCloseFrames(false)
                .sendCloseFrame(null)
                .decoderConfig(WebSocketDecoderConfig.newBuilder()
                        .maxFramePayloadLength(settings.maxMessageBytes())
                        .closeOnProtocolViolation(false)
                        .build())
                .build();
        ctx.pipeline()
                .addLast(new WebSocketServerProtocolHandler(webSocket))
                .addLast(new WebSocketFrameAggregator(settings.maxMessageBytes()))
                .addLast(new IdleStateHandler(settings.idleTimeout().toMillis(), 0, 0, TimeUnit.MILLISECONDS))
                .addLast(new SttConnection(sessions, journal, path));
        ctx.fireChannelRead(request.retain());
        ctx.pipeline().remove(this);
    }

    private void refuse(ChannelHandlerContext ctx, Refusal refusal) {
        journal.refused(refusal);
        ObjectNode body = JSON.createObjectNode()
                .put("status", "error")
                .put("code", refusal.reason())
                .put("message", refusal.message());
        if (refusal.httpStatus() == 404) {
            var paths = body.putArray("paths");
            dialects.keySet().forEach(paths::add);
        }
        var content = Unpooled.copiedBuffer(body.toString(), StandardCharsets.UTF_8);
        var response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(refusal.httpStatus()), content);
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);
        response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        if (refusal.httpStatus() == 503) {
            response.headers().set(HttpHeaderNames.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        if (refusal.httpStatus() == 426) {
            response.headers().set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
        }
        HttpUtil.setContentLength(response, content.readableBytes());
        ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) {
            ctx.close();
        } else {
            refuse(ctx, new Refusal(500, "failed", "the server failed: " + cause));
        }
    }
}
