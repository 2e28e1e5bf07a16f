package dev.baton.internal.netty;

import dev.baton.stt.ConnectionOptions;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.zip.DataFormatException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What comes in on an open WebSocket: whole messages to the connection, pings answered, silence noticed, violations closed with the code that RFC 6455 gives them. */
@SuppressWarnings(
        "FutureReturnValueIgnored") // a ping or pong that cannot be written ends the channel, which is heard here
final class WebSocketStream extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(WebSocketStream.class);

    private static final String ENDED = "the connection ended without a closing handshake";

    private final NettyConnection connection;
    private final ConnectionOptions options;
    private boolean answersPings;

    private WebSocketStream(NettyConnection connection, ConnectionOptions options) {
        this.connection = connection;
        this.options = options;
    }

    static void install(ChannelPipeline pipeline, NettyConnection connection, ConnectionOptions options) {
        pipeline.addLast(
                new Utf8FrameValidator(false),
                new WebSocketFrameAggregator(options.maxMessageBytes()),
                new WebSocketStream(connection, options));
        if (!options.idleTimeout().isZero()) {
            long half = options.idleTimeout().toNanos() / 2;
            // First, where bytes arrive: a part of a long message is a sign of life as well.
            pipeline.addFirst(new IdleStateHandler(half, 0, 0, TimeUnit.NANOSECONDS));
            pipeline.writeAndFlush(new PingWebSocketFrame());
        }
    }

    /** Told each time that nothing came for half the idle time-out; twice in a row means all of it, with a ping in between. */
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof IdleStateEvent idle) {
            if (idle.isFirst() || !answersPings) {
                ctx.writeAndFlush(new PingWebSocketFrame());
            } else {
                connection.lost(
                        "nothing came for " + options.idleTimeout().toMillis() + " ms, not even the answer to a ping");
            }
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (message instanceof WebSocketFrame frame
                    && frame.content().readableBytes() > options.maxMessageBytes()) {
                // The decoder measured it as it came, which may have been deflated.
                connection.violated(WebSocketCloseStatus.MESSAGE_TOO_BIG.code(), tooLong());
            } else if (message instanceof TextWebSocketFrame text) {
                connection.received(text.text());
            } else if (message instanceof BinaryWebSocketFrame binary) {
                connection.received(binary.content().nioBuffer());
            } else if (message instanceof PingWebSocketFrame ping) {
                ctx.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
            } else if (message instanceof CloseWebSocketFrame close) {
                connection.closeReceived(close.statusCode(), close.reasonText());
            } else if (message instanceof PongWebSocketFrame) {
                answersPings = true;
            }
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
        connection.lost(ENDED);
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof CorruptedWebSocketFrameException violation) {
            var status = violation.closeStatus();
            connection.violated(
                    status.code(),
                    status.equals(WebSocketCloseStatus.MESSAGE_TOO_BIG) ? tooLong() : status.reasonText());
        } else if (cause instanceof DecompressionException && cause.getCause() instanceof DataFormatException) {
            connection.violated(
                    WebSocketCloseStatus.INVALID_PAYLOAD_DATA.code(), "deflated data that cannot be inflated");
        } else if (cause instanceof TooLongFrameException || cause instanceof DecompressionException) {
            connection.violated(WebSocketCloseStatus.MESSAGE_TOO_BIG.code(), tooLong());
        } else if (cause instanceof PrematureChannelClosureException) {
            connection.lost(ENDED); // in the middle of a message
        } else if (cause instanceof IOException || cause.getCause() instanceof IOException) {
            connection.lost(String.valueOf(cause.getMessage()));
        } else {
            LOG.error("what hears a speech connection failed; the connection is closed", cause);
            connection.violated(WebSocketCloseStatus.INTERNAL_SERVER_ERROR.code(), "the receiver failed");
        }
    }

    private String tooLong() {
        return "message above " + options.maxMessageBytes() + " bytes";
    }
}
