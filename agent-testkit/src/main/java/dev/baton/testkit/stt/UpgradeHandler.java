package dev.baton.testkit.stt;

import dev.baton.testkit.stt.Dialect.SessionFactory;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.timeout.IdleStateHandler;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the HTTP request before it becomes a WebSocket: path, key, parameters, room, in this order, and last whether it asks for one at all, so that a browser, which does not tell its page
 * why an upgrade was refused, can be asked to look once more without one. Pages are answered before all that. What is wrong is answered as JSON; what is right goes on to
 * Netty's own upgrade, and this handler leaves.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write or close that fails ends the channel, which is heard elsewhere
final class UpgradeHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

    private final Map<String, Dialect> dialects;
    private final ServerSettings settings;
    private final Supplier<Recognizer.Availability> workers;
    private final ServerJournal journal;
    private final FaultPlan faults;

    UpgradeHandler(
            List<Dialect> dialects,
            ServerSettings settings,
            Supplier<Recognizer.Availability> workers,
            ServerJournal journal,
            FaultPlan faults) {
        this.dialects = new TreeMap<>();
        dialects.forEach(dialect -> dialect.paths().forEach(path -> this.dialects.put(path, dialect)));
        this.settings = settings;
        this.workers = workers;
        this.journal = journal;
        this.faults = faults;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        if (request.decoderResult().isFailure()) {
            refuse(ctx, new Refusal(400, "http", "this is not HTTP"), null);
            return;
        }
        var uri = new QueryStringDecoder(request.uri());
        var parameters = new Parameters(uri.parameters());
        StaticPage page = settings.pages().get(uri.path());
        if (page != null && !asksForWebSocket(request)) {
            answerPage(ctx, request.method(), page);
            return;
        }
        Dialect dialect = dialects.get(uri.path());
        if (dialect == null) {
            refuse(ctx, new Refusal(404, "path", "there is no " + uri.path() + " here"), null);
            return;
        }
        List<SttFault> faulty = faults.next();
        if (refuseFaultily(ctx, uri.path(), dialect, faulty)) {
            return;
        }
        if (dialect instanceof TranscriptionsDialect http) {
            recognise(ctx, request, uri.path(), http, parameters, faulty);
            return;
        }
        Refusal refusal = checkKey(request, dialect, parameters);
        if (refusal != null) {
            SessionFactory toldInSession = refusal.reason().equals("key") ? dialect.refusedKey(refusal) : null;
            if (toldInSession == null) {
                refuse(ctx, refusal, dialect);
            } else {
                journal.refused(refusal);
                upgrade(ctx, request, uri.path(), dialect, toldInSession, faulty);
            }
            return;
        }
        try {
            upgrade(
                    ctx,
                    request,
                    uri.path(),
                    dialect,
                    dialect.accept(uri.path(), parameters, request.headers()),
                    faulty);
        } catch (Refusal.Refused e) {
            refuse(ctx, e.refusal(), dialect);
        }
    }

    private boolean refuseFaultily(ChannelHandlerContext ctx, String path, Dialect dialect, List<SttFault> faulty) {
        for (SttFault fault : faulty) {
            UpgradeFault upgrade = fault.upgrade();
            if (upgrade != null) {
                var refusal = new Refusal(upgrade.status(), fault.label(), "refused by the fault " + fault.label());
                switch (upgrade.answer()) {
                    case REASON -> refuse(ctx, refusal, dialect);
                    case REDIRECT -> answer(ctx, refusal, RefusalAnswer.redirect(upgrade.status(), path));
                    case HTML -> answer(ctx, refusal, RefusalAnswer.page(upgrade.status()));
                    case NOTHING -> journal.refused(refusal);
                }
                return true;
            }
        }
        return false;
    }

    private void answerPage(ChannelHandlerContext ctx, HttpMethod method, StaticPage page) {
        if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
            ctx.writeAndFlush(page.answer()).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        var refusal = new Refusal(405, "method", "this is a page; GET it");
        var response = RefusalAnswer.of(refusal, null, dialects.keySet());
        response.headers().set(HttpHeaderNames.ALLOW, "GET, HEAD");
        answer(ctx, refusal, response);
    }

    private static boolean asksForWebSocket(FullHttpRequest request) {
        return request.method().equals(HttpMethod.GET)
                && request.headers().contains(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
    }

    private @Nullable Refusal checkKey(FullHttpRequest request, Dialect dialect, Parameters parameters) {
        String key = dialect.key(request.headers(), parameters);
        if (key == null && dialect.keyMayFollow()) {
            return null;
        }
        return switch (settings.apiKeys().check(key)) {
            case ACCEPTED -> null;
            case UNKNOWN -> new Refusal(401, "key", "a valid key is required: " + dialect.howToShowAKey());
            case FORBIDDEN -> new Refusal(403, "key", "this key has no access to the service");
        };
    }

    private @Nullable Refusal checkRoom() {
        if (journal.open() >= settings.maxConnections()) {
            return new Refusal(
                    503,
                    "connections",
                    "the server holds " + settings.maxConnections() + " connections and takes no more");
        }
        return switch (workers.get()) {
            case READY -> null;
            case WARMING_UP -> new Refusal(503, "warming_up", "the recogniser is warming up; try again soon");
            case BUSY -> new Refusal(503, "busy", "all recognisers are in use; try again soon");
        };
    }

    /** A recording in a request of its own. */
    private void recognise(
            ChannelHandlerContext ctx,
            FullHttpRequest request,
            String path,
            TranscriptionsDialect dialect,
            Parameters parameters,
            List<SttFault> faulty) {
        Refusal refusal = request.method().equals(HttpMethod.POST)
                ? checkKey(request, dialect, parameters)
                : new Refusal(405, "method", "send a recording with POST");
        refusal = refusal == null ? checkRoom() : refusal;
        if (refusal != null) {
            refuse(ctx, refusal, dialect);
            return;
        }
        ctx.pipeline().addLast(new HttpRecognition(dialect, journal, path, faulty));
        ctx.fireChannelRead(request.retain());
        ctx.pipeline().remove(this);
    }

    private void upgrade(
            ChannelHandlerContext ctx,
            FullHttpRequest request,
            String path,
            Dialect dialect,
            SessionFactory sessions,
            List<SttFault> faulty) {
        Refusal refusal = checkRoom();
        if (refusal == null && !asksForWebSocket(request)) {
            refusal = new Refusal(426, "no_websocket", "this path speaks WebSocket; send an upgrade request");
        }
        if (refusal != null) {
            refuse(ctx, refusal, dialect);
            return;
        }
        int maxMessageBytes = dialect.maxMessageBytes(settings.maxMessageBytes());
        var webSocket = WebSocketServerProtocolConfig.newBuilder()
                .websocketPath(path)
                .subprotocols(dialect.subprotocols())
                .checkStartsWith(true)
                .handleCloseFrames(false)
                .sendCloseFrame(null)
                .decoderConfig(WebSocketDecoderConfig.newBuilder()
                        .maxFramePayloadLength(maxMessageBytes)
                        .closeOnProtocolViolation(false)
                        .build())
                .build();
        ctx.pipeline()
                .addLast(new WebSocketServerProtocolHandler(webSocket))
                .addLast(new WebSocketFrameAggregator(maxMessageBytes))
                .addLast(new IdleStateHandler(settings.idleTimeout().toMillis(), 0, 0, TimeUnit.MILLISECONDS))
                .addLast(new SttConnection(sessions, journal, path, dialect.protocol(), faulty));
        ctx.fireChannelRead(request.retain());
        ctx.pipeline().remove(this);
    }

    private void refuse(ChannelHandlerContext ctx, Refusal refusal, @Nullable Dialect dialect) {
        answer(ctx, refusal, RefusalAnswer.of(refusal, dialect, dialects.keySet()));
    }

    private void answer(ChannelHandlerContext ctx, Refusal refusal, FullHttpResponse response) {
        journal.refused(refusal);
        ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) {
            ctx.close();
        } else {
            refuse(ctx, new Refusal(500, "failed", "the server failed: " + cause), null);
        }
    }
}
