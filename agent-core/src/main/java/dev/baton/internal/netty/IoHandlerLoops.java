package dev.baton.internal.netty;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.ThreadFactory;

/** Loops as Netty 4.2 makes them. Touch it only where {@link ChannelKind#hasIoHandlers()}. */
final class IoHandlerLoops {
    private IoHandlerLoops() {}

    static EventLoopGroup create(ChannelKind kind, int threads, ThreadFactory named) {
        return new MultiThreadIoEventLoopGroup(
                threads, named, kind == ChannelKind.EPOLL ? epoll() : NioIoHandler.newFactory());
    }

    /** A method of its own, so that the epoll classes are looked for only where they were found before. */
    private static IoHandlerFactory epoll() {
        return EpollIoHandler.newFactory();
    }

    static boolean runs(EventLoop loop, Class<?> handler) {
        return loop instanceof IoEventLoop ioLoop && ioLoop.isIoType(handler.asSubclass(IoHandler.class));
    }
}
