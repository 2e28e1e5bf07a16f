package dev.baton.internal.netty;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.Version;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The threads that calls run on, and the kind of channel that fits them. The only place that makes event loops.
 *
 * <p>A host application's dependency management may put Netty 4.1 or 4.2 on the class path. 4.1 lacks the classes that 4.2 makes loops with, so whatever names
 * them sits in {@link IoHandlerLoops}, which is linked only where they exist. Safe for use by many threads.
 */
public final class EventLoops implements AutoCloseable {
    /** Open sockets get this long to end when the loops do. */
    private static final long SHUTDOWN_MILLIS = 2_000;

    private final EventLoopGroup group;
    private final ChannelKind kind;
    private final boolean owned;

    private EventLoops(EventLoopGroup group, ChannelKind kind, boolean owned) {
        this.group = group;
        this.kind = kind;
        this.owned = owned;
    }

    /**
     * Starts loops of our own: epoll where the class path and the machine have it, NIO otherwise. Their threads are daemons, so that a {@code main} that fails
     * leaves no JVM alive.
     *
     * @param threads at least 1
     * @param namePrefix of the threads' names: {@code baton-loop} gives {@code baton-loop-1}
     * @throws BatonException {@code BT-001} where the Netty on the class path cannot work
     */
    public static EventLoops create(int threads, String namePrefix) {
        return create(ChannelKind::best, threads, namePrefix);
    }

    /**
     * The same with NIO alone, for whoever pauses reading: Netty 4.2.18's epoll loses a socket whose peer ends its output while nothing is read, because it takes the socket out of the epoll set
     * and later changes it there (epoll_ctl: no such file or directory).
     */
    public static EventLoops createNio(int threads, String namePrefix) {
        return create(() -> ChannelKind.NIO, threads, namePrefix);
    }

    private static EventLoops create(Supplier<ChannelKind> choice, int threads, String namePrefix) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, threads=" + threads);
        }
        try {
            var kind = choice.get();
            var named = new NamedThreads(namePrefix);
            var group = ChannelKind.hasIoHandlers()
                    ? IoHandlerLoops.create(kind, threads, named)
                    : GroupLoops.create(kind, threads, named);
            return new EventLoops(group, kind, true);
        } catch (LinkageError e) {
            throw unusableNetty(e);
        }
    }

    /**
     * Uses the loops of a host application, which keeps them: {@link #close()} does not end them.
     *
     * @throws BatonException {@code BT-001} for a kind of loop that no known socket fits, or where the Netty on the class path cannot work
     */
    public static EventLoops of(EventLoopGroup group) {
        try {
            return new EventLoops(group, ChannelKind.of(group.next()), false);
        } catch (LinkageError e) {
            throw unusableNetty(e);
        }
    }

    /** The loop for the next call; loops take turns. */
    public EventLoop next() {
        return group.next();
    }

    public EventLoopGroup group() {
        return group;
    }

    public Class<? extends SocketChannel> socketChannelClass() {
        return kind.socketChannel();
    }

    public Class<? extends ServerSocketChannel> serverSocketChannelClass() {
        return kind.serverSocketChannel();
    }

    /** Ends our own loops and waits for them for a bounded time, unless called on one of them; a host's loops are left alone. */
    @Override
    public void close() {
        if (!owned) {
            return;
        }
        var ended = group.shutdownGracefully(0, SHUTDOWN_MILLIS, TimeUnit.MILLISECONDS);
        for (EventExecutor loop : group) {
            if (loop.inEventLoop()) {
                return;
            }
        }
        // A task that never returns would hold its loop; being a daemon, it holds no JVM.
        ended.awaitUninterruptibly(SHUTDOWN_MILLIS + 1_000);
    }

    static BatonException unusableNetty(Throwable cause) {
        return new BatonException(
                ErrorCode.CLASS_PATH,
                "Baton needs Netty 4.1 or 4.2 and cannot work with what is on the class path: " + found(),
                "event loops failed with " + cause,
                "give all io.netty jars one version: import io.netty:netty-bom in dependencyManagement, before other BOMs",
                cause);
    }

    /** What Netty's own jars say, for example {@code netty-common 4.1.132.Final}; modules of one version are told once. */
    private static String found() {
        Map<String, String> modulesByVersion = new TreeMap<>();
        Version.identify(EventLoops.class.getClassLoader())
                .forEach((module, version) ->
                        modulesByVersion.merge(version.artifactVersion(), module, (a, b) -> a + ", " + b));
        if (modulesByVersion.isEmpty()) {
            return "no Netty that names its version";
        }
        var text = new StringBuilder();
        modulesByVersion.forEach((version, modules) -> text.append(text.isEmpty() ? "" : "; ")
                .append(version)
                .append(" (")
                .append(modules)
                .append(')'));
        return text.toString();
    }

    private static final class NamedThreads implements ThreadFactory {
        private final String prefix;
        private final AtomicInteger made = new AtomicInteger();

        NamedThreads(String prefix) {
            this.prefix = prefix;
        }

        @Override
        public Thread newThread(Runnable task) {
            var thread = new FastThreadLocalThread(task, prefix + "-" + made.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        }
    }
}
