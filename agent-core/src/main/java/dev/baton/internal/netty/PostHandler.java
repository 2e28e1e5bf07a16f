package dev.baton.internal.netty;

import dev.baton.stt.ConnectionOptions;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Sends one request once TCP and TLS stand, and tells the exchange its answer. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails ends the channel, which is heard
final class PostHandler extends SimpleChannelInboundHandler<FullHttpResponse> {
    private final NettyExchange exchange;
    private final FullHttpRequest request;
    private final ConnectionOptions options;
    private final boolean secure;

    private PostHandler(NettyExchange exchange, FullHttpRequest request, ConnectionOptions options, boolean secure) {
        this.exchange = exchange;
        this.request = request;
        this.options = options;
        this.secure = secure;
    }

    /**
     * @param body not copied
     * @throws IllegalArgumentException if a header cannot be sent; its value is not in the message
     */
    static FullHttpRequest request(URI uri, Map<String, String> headers, ByteBuffer body) {
        var path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        var sent = new DefaultHttpHeaders().set(Upgrade.checked(headers));
        sent.set(HttpHeaderNames.HOST, uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()));
        sent.set(HttpHeaderNames.ACCEPT, HttpHeaderValues.APPLICATION_JSON);
        // One connection for each request: they are seconds apart, and nobody has to ask whether an idle one still
        // stands.
        sent.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        sent.set(HttpHeaderNames.CONTENT_LENGTH, body.remaining());
        return new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                HttpMethod.POST,
                uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery(),
                Unpooled.wrappedBuffer(body.duplicate()),
                sent,
                EmptyHttpHeaders.INSTANCE);
    }

    /** Behind the codec. */
    static void install(
            ChannelPipeline pipeline,
            NettyExchange exchange,
            FullHttpRequest request,
            ConnectionOptions options,
            boolean secure) {
        pipeline.addLast(
                new HttpObjectAggregator(options.maxMessageBytes()),
                new PostHandler(exchange, request, options, secure));
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        if (!secure) {
            send(ctx);
        }
        ctx.fireChannelActive();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent tls) {
            if (tls.isSuccess()) {
                send(ctx);
            } else {
                exchange.failed(tls.cause());
            }
        }
        ctx.fireUserEventTriggered(event);
    }

    private void send(ChannelHandlerContext ctx) {
        exchange.expectAnswered();
        // One that fails has most likely been answered before it was all sent, or ends the connection.
        ctx.writeAndFlush(request.retain(), ctx.voidPromise());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpResponse response) {
        if (response.decoderResult().isFailure()) {
            exchange.failed(
                    response.decoderResult().cause() instanceof TooLongFrameException tooLong
                            ? tooLong
                            : new IOException("the request was not answered in HTTP"));
        } else if (response.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
            exchange.answered(
                    response.status().code(), response.headers().get(HttpHeaderNames.RETRY_AFTER, ""), body(response));
        }
    }

    /** Of what is no answer only as much as a person may want to read. */
    private static String body(FullHttpResponse response) {
        var content = response.content();
        int length = response.status().codeClass() == HttpStatusClass.SUCCESS
                ? content.readableBytes()
                : Math.min(content.readableBytes(), UpgradeHandler.MAX_BODY_BYTES);
        return content.toString(content.readerIndex(), length, StandardCharsets.UTF_8);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        exchange.failed(new IOException("the connection ended before the request was answered"));
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof TooLongFrameException) {
            exchange.failed(
                    new IOException("the answer is longer than " + options.maxMessageBytes() + " bytes", cause));
        } else if (cause instanceof PrematureChannelClosureException) {
            exchange.failed(new IOException("the connection ended before the answer did", cause));
        } else {
            exchange.failed(cause);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        request.release();
    }
}
