package dev.baton.server;

import dev.baton.carrier.LineOptions;
import dev.baton.carrier.LineProblem;
import dev.baton.carrier.Outgoing;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import io.netty.util.ReferenceCountUtil;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A line over a WebSocket. */
@SuppressWarnings("FutureReturnValueIgnored") // a write or close that fails ends the channel, which is heard elsewhere
final class WebSocketLine extends SocketLine {
    WebSocketLine(Route route, LineOptions options, ServerLimits limits, Admission admission) {
        super(route, options, limits, admission);
    }

    @Override
    Outgoing socket(Channel channel) {
        return new Socket(channel);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof HandshakeComplete) {
            begin(ctx);
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            var stream = stream();
            if (stream == null) {
                ctx.close(); // more than a handshake came with the handshake
            } else if (message instanceof BinaryWebSocketFrame binary) {
                stream.onBinary(binary.content().nioBuffer());
            } else if (message instanceof TextWebSocketFrame text) {
                stream.onText(text.text());
            } else if (message instanceof CloseWebSocketFrame close) {
                closedByPeer(Math.max(close.statusCode(), 1005)); // none is told as -1
                closeSoon(ctx.channel(), new CloseWebSocketFrame(1000, ""));
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        var problem = problem(cause);
        var stream = stream();
        if (problem == null || stream == null) {
            ctx.close(); // the connection broke
        } else {
            stream.onProblem(problem, "the WebSocket broke: " + cause.getClass().getSimpleName());
        }
    }

    private static @Nullable LineProblem problem(Throwable cause) {
        if (cause instanceof TooLongFrameException) {
            return LineProblem.OVERSIZED;
        }
        if (cause instanceof CorruptedWebSocketFrameException broken) {
            return broken.closeStatus().equals(WebSocketCloseStatus.MESSAGE_TOO_BIG)
                    ? LineProblem.OVERSIZED
                    : LineProblem.MALFORMED;
        }
        return null;
    }

    private record Socket(Channel channel) implements Outgoing {
        @Override
        public void text(String message) {
            channel.writeAndFlush(new TextWebSocketFrame(message));
        }

        @Override
        public void binary(ByteBuffer bytes) {
            channel.writeAndFlush(new BinaryWebSocketFrame(Unpooled.copiedBuffer(bytes)));
        }

        @Override
        public void close(int code, String reason) {
            closeSoon(channel, new CloseWebSocketFrame(code, reason));
        }

        @Override
        public long pendingBytes() {
            return SocketLine.pendingBytes(channel);
        }
    }
}
