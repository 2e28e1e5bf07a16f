package dev.baton.internal.netty;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of TCP channel there are, by class name: all but NIO live in jars that need not be there.
 *
 * <p>A channel registers only with a loop of its own kind, so a host's loop decides.
 */
enum ChannelKind {
    EPOLL("epoll.Epoll", "epoll.EpollIoHandler", "epoll.EpollEventLoop"),
    IO_URING("uring.IoUring", "uring.IoUringIoHandler", "uring.IoUringEventLoop"),
    KQUEUE("kqueue.KQueue", "kqueue.KQueueIoHandler", "kqueue.KQueueEventLoop"),
    NIO("socket.nio.Nio", "nio.NioIoHandler", "nio.NioEventLoop");

    private static final String CHANNELS = "io.netty.channel.";

    private final String prefix;
    private final String ioHandler;
    private final String loop41;

    ChannelKind(String prefix, String ioHandler, String loop41) {
        this.prefix = CHANNELS + prefix;
        this.ioHandler = CHANNELS + ioHandler;
        this.loop41 = CHANNELS + loop41;
    }

    /** Epoll, where both its classes and its native library are there; a library of another version than the classes counts as not there. */
    static ChannelKind best() {
        try {
            return GroupLoops.epollIsAvailable() ? EPOLL : NIO;
        } catch (LinkageError | RuntimeException e) {
            return NIO;
        }
    }

    /** Whether Netty is 4.2 or later, which makes loops from {@code IoHandler}s. */
    static boolean hasIoHandlers() {
        return find(CHANNELS + "MultiThreadIoEventLoopGroup") != null;
    }

    static ChannelKind of(EventLoop loop) {
        for (var kind : values()) {
            if (kind.fits(loop)) {
                return kind;
            }
        }
        throw new BatonException(
                ErrorCode.CLASS_PATH,
                "no TCP socket fits the given event loops: " + loop.getClass().getName(),
                "looked for epoll, io_uring, kqueue and NIO",
                "give Baton event loops of one of these kinds, or none: it makes its own");
    }

    private boolean fits(EventLoop loop) {
        if (hasIoHandlers()) {
            var handler = find(ioHandler);
            return handler != null && IoHandlerLoops.runs(loop, handler);
        }
        var type = find(loop41);
        return type != null && type.isInstance(loop);
    }

    Class<? extends SocketChannel> socketChannel() {
        return load(prefix + "SocketChannel").asSubclass(SocketChannel.class);
    }

    Class<? extends ServerSocketChannel> serverSocketChannel() {
        return load(prefix + "ServerSocketChannel").asSubclass(ServerSocketChannel.class);
    }

    private static Class<?> load(String name) {
        var type = find(name);
        if (type == null) {
            throw EventLoops.unusableNetty(new NoClassDefFoundError(name));
        }
        return type;
    }

    private static @Nullable Class<?> find(String name) {
        try {
            return Class.forName(name, false, ChannelKind.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
    }
}
