package dev.baton.internal.netty;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import java.util.concurrent.ThreadFactory;

/** Loops as Netty 4.1 makes them, and the question whether epoll works here. Links without the epoll classes; {@link ChannelKind#best()} asks. */
@SuppressWarnings("deprecation") // 4.2 deprecates what 4.1 needs
final class GroupLoops {
    private GroupLoops() {}

    static boolean epollIsAvailable() {
        return Epoll.isAvailable();
    }

    static EventLoopGroup create(ChannelKind kind, int threads, ThreadFactory named) {
        return kind == ChannelKind.EPOLL ? epoll(threads, named) : new NioEventLoopGroup(threads, named);
    }

    private static EventLoopGroup epoll(int threads, ThreadFactory named) {
        return new EpollEventLoopGroup(threads, named);
    }
}
