package dev.baton.testkit.stt;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import org.jspecify.annotations.Nullable;

/**
 * The server's end of one connection.
 *
 * @param <T> what it reads
 */
@SuppressWarnings("FutureReturnValueIgnored") // a close that fails ends the channel, which is heard elsewhere
abstract class ServerHandler<T> extends SimpleChannelInboundHandler<T> implements Dialect.Wire {
    final ServerJournal serverJournal;
    final String path;
    private @Nullable ChannelHandlerContext context;
    private ServerJournal.@Nullable Connection journal;

    /** Nothing more is sent. */
    boolean over;

    ServerHandler(ServerJournal serverJournal, String path) {
        this.serverJournal = serverJournal;
        this.path = path;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    /** A client is heard from now on. */
    final void accepted() {
        journal = serverJournal.accepted(path);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (journal != null) {
            journal.closed();
        }
        ctx.fireChannelInactive();
    }

    final ChannelHandlerContext context() {
        if (context == null) {
            throw new AssertionError("used before it was added to a channel");
        }
        return context;
    }

    @Override
    public final EventLoop loop() {
        return context().channel().eventLoop();
    }

    @Override
    public final ServerJournal.Connection journal() {
        if (journal == null) {
            throw new AssertionError("used before a client was accepted");
        }
        return journal;
    }

    @Override
    public final void cut() {
        end("cut");
    }

    @Override
    public final void reset() {
        if (context().channel().isActive()) {
            context().channel().config().setOption(ChannelOption.SO_LINGER, 0);
        }
        end("reset");
    }

    /** @param name for the journal */
    final void end(String name) {
        if (context().channel().isActive()) {
            over = true;
            journal().sent(name);
            context().close();
        }
    }
}
