package dev.baton.server;

import dev.baton.carrier.Outgoing;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import java.nio.ByteBuffer;

/** A line over a TCP connection of its own. */
@SuppressWarnings("FutureReturnValueIgnored") // a write or close that fails ends the channel, which is heard elsewhere
final class AudioSocketLine extends SocketLine {
    AudioSocketLine(Route route, ServerLimits limits, Admission admission) {
        super(route, route.options(), limits, admission);
    }

    @Override
    Outgoing socket(Channel channel) {
        return new Socket(channel);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        begin(ctx);
        ctx.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        var bytes = (ByteBuf) message;
        try {
            var stream = stream();
            if (stream != null) {
                stream.onBinary(bytes.nioBuffer());
            }
        } finally {
            bytes.release();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close(); // the connection broke
    }

    /** What tells Asterisk that there is no call to be had. */
    static ByteBuf hangUp() {
        return Unpooled.wrappedBuffer(new byte[] {0, 0, 0});
    }

    private record Socket(Channel channel) implements Outgoing {
        @Override
        public void text(String message) {
            throw new IllegalStateException("audiosocket has no text messages");
        }

        @Override
        public void binary(ByteBuffer bytes) {
            channel.writeAndFlush(Unpooled.copiedBuffer(bytes));
        }

        @Override
        public void close(int code, String reason) {
            closeSoon(channel, Unpooled.EMPTY_BUFFER);
        }

        @Override
        public long pendingBytes() {
            return SocketLine.pendingBytes(channel);
        }
    }
}
