package dev.baton.testkit.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.io.IOException;

/** One socket's side of two pipes: the source of one, the target of the other. */
final class Inlet extends ChannelInboundHandlerAdapter {
    private final Pipe out;
    private final Pipe in;

    /**
     * @param out takes what is read here
     * @param in writes here
     */
    Inlet(Pipe out, Pipe in) {
        this.out = out;
        this.in = in;
    }

    /** The pipe takes over the buffer. */
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        out.received((ByteBuf) message);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            out.sourceEnded(Piece.Kind.END);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        in.pump();
    }

    /** Closed without an end before it: reset, or given up by a write that failed. */
    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        out.sourceEnded(Piece.Kind.RESET);
        in.pump();
    }

    /** Reset: with half-closed sockets allowed, Netty would call it an end of input. */
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // closed one way or another
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        out.sourceEnded(Piece.Kind.RESET);
        ctx.close();
        if (!(cause instanceof IOException)) {
            ctx.fireExceptionCaught(cause);
        }
    }
}
