package dev.baton.testkit.proxy;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Takes the service's place on one connection: answers the first request, or nothing at all. */
final class StandIn extends ChannelInboundHandlerAdapter {
    private @Nullable HttpAnswer answer;

    /** @param answer null for silence; otherwise an HTTP codec must stand before this */
    StandIn(@Nullable HttpAnswer answer) {
        this.answer = answer;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the client may be gone, and then needs no answer
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        var due = answer;
        if (due != null && message instanceof LastHttpContent) {
            answer = null;
            ctx.writeAndFlush(response(due)).addListener(ChannelFutureListener.CLOSE);
        }
        ReferenceCountUtil.release(message);
    }

    private static DefaultFullHttpResponse response(HttpAnswer answer) {
        var body = Unpooled.copiedBuffer(answer.body(), StandardCharsets.UTF_8);
        var response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.status()), body);
        answer.headers().forEach(response.headers()::set);
        response.headers()
                .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return response;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // closed one way or another
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            ctx.close();
        }
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // closed one way or another
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
