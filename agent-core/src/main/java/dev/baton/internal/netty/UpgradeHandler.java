package dev.baton.internal.netty;

import dev.baton.stt.ConnectionOptions;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Asks for the WebSocket once TCP and TLS stand, and tells the connection what came back. */
final class UpgradeHandler extends SimpleChannelInboundHandler<HttpObject> {
    static final int MAX_BODY_BYTES = 4 * 1024;

    /** Where Deepgram repeats what the body says, which a gateway in between may have taken away. */
    private static final String REASON = "dg-error";

    private final NettyConnection connection;
    private final Upgrade upgrade;
    private final ConnectionOptions options;
    private final boolean secure;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private @Nullable HttpResponse refusal;

    UpgradeHandler(NettyConnection connection, Upgrade upgrade, ConnectionOptions options, boolean secure) {
        this.connection = connection;
        this.upgrade = upgrade;
        this.options = options;
        this.secure = secure;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        if (!secure) {
            ask(ctx);
        }
        ctx.fireChannelActive();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent tls) {
            if (tls.isSuccess()) {
                ask(ctx);
            } else {
                connection.failed(tls.cause());
            }
        }
        ctx.fireUserEventTriggered(event);
    }

    private void ask(ChannelHandlerContext ctx) {
        connection.expectUpgraded(this::overdue);
        upgrade.handshake(ctx.channel()).addListener(sent -> {
            if (!sent.isSuccess()) {
                connection.failed(sent.cause());
            }
        });
    }

    /** The time is up: what was said so far counts. */
    private void overdue(Throwable timeout) {
        if (refusal == null) {
            connection.failed(timeout);
        } else {
            refused(refusal);
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject message) {
        if (message.decoderResult().isFailure()) {
            connection.failed(new IOException("the upgrade was not answered in HTTP"));
            return;
        }
        if (message instanceof HttpResponse response) {
            answered(ctx, response);
        }
        if (refusal != null && message instanceof HttpContent content) {
            keep(content.content());
            if (message instanceof LastHttpContent || body.size() == MAX_BODY_BYTES) {
                refused(refusal);
            }
        }
    }

    private void answered(ChannelHandlerContext ctx, HttpResponse response) {
        if (!response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
            if (response.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
                refusal = response;
            }
            return;
        }
        if (options.compression() && response.headers().contains(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS)) {
            upgrade.allowExtensions();
        }
        try {
            upgrade.finishHandshake(ctx.channel(), withoutBody(response));
        } catch (RuntimeException e) {
            connection.failed(e);
            return;
        }
        WebSocketStream.install(ctx.pipeline(), connection, options);
        ctx.pipeline().remove(this);
        connection.opened();
    }

    private static DefaultFullHttpResponse withoutBody(HttpResponse response) {
        return new DefaultFullHttpResponse(
                response.protocolVersion(),
                response.status(),
                Unpooled.EMPTY_BUFFER,
                response.headers(),
                EmptyHttpHeaders.INSTANCE);
    }

    private void keep(ByteBuf content) {
        var part = new byte[Math.min(content.readableBytes(), MAX_BODY_BYTES - body.size())];
        content.getBytes(content.readerIndex(), part);
        body.writeBytes(part);
    }

    private void refused(HttpResponse response) {
        connection.refused(
                response.status().code(),
                response.headers().get(HttpHeaderNames.RETRY_AFTER, ""),
                body.size() > 0
                        ? body.toString(StandardCharsets.UTF_8)
                        : response.headers().get(REASON, ""));
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        overdue(new IOException("the connection ended before the upgrade was answered"));
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (ctx.isRemoved()) {
            ctx.fireExceptionCaught(cause); // what hears the open connection failed at once
        } else {
            overdue(cause);
        }
    }
}
