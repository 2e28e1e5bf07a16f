package dev.baton.internal.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What comes in on an open WebSocket: whole text messages to the connection, pings answered, violations closed with the code that RFC 6455 gives them. */
@SuppressWarnings("FutureReturnValueIgnored") // a pong that cannot be written ends the channel, which is heard here
final class WebSocketStream extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(WebSocketStream.class);

    private final NettyConnection connection;
    private final int maxMessageBytes;

    private WebSocketStream(NettyConnection connection, int maxMessageBytes) {
        this.connection = connection;
        this.maxMessageBytes = maxMessageBytes;
    }

    static void install(ChannelPipeline pipeline, NettyConnection connection, int maxMessageBytes) {
        pipeline.addLast(
                new Utf8FrameValidator(false),
                new WebSocketFrameAggregator(maxMessageBytes),
                new WebSocketStream(connection, maxMessageBytes));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (message instanceof TextWebSocketFrame text) {
                connection.received(text.text());
            } else if (message instanceof PingWebSocketFrame ping) {
                ctx.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
            } else if (message instanceof CloseWebSocketFrame close) {
                connection.closeReceived(close.statusCode(), close.reasonText());
            }
            // Binary messages and pongs say nothing to us.
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable()) {
            connection.writable();
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        connection.lost("the connection ended without a closing handshake");
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof CorruptedWebSocketFrameException violation) {
            var status = violation.closeStatus();
            connection.violated(
                    status.code(),
                    status.equals(WebSocketCloseStatus.MESSAGE_TOO_BIG) ? tooLong() : status.reasonText());
        } else if (cause instanceof TooLongFrameException) {
            connection.violated(WebSocketCloseStatus.MESSAGE_TOO_BIG.code(), tooLong());
        } else if (cause instanceof IOException || cause.getCause() instanceof IOException) {
            connection.lost(String.valueOf(cause.getMessage()));
        } else {
            LOG.error("what hears a speech connection failed; the connection is closed", cause);
            connection.violated(WebSocketCloseStatus.INTERNAL_SERVER_ERROR.code(), "the receiver failed");
        }
    }

    private String tooLong() {
        return "message above " + maxMessageBytes + " bytes";
    }
}
