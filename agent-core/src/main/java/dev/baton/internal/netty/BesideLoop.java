package dev.baton.internal.netty;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What blocks while a connection is made, done by a few daemon threads instead of the event loop: the JDK's name lookup, loading trust, TLS key work. */
final class BesideLoop {
    /** Past this many waiting lookups another one is refused at once. */
    private static final int MAX_WAITING = 1_024;

    private static final int THREADS = 8;
    private static final AtomicInteger MADE = new AtomicInteger();

    static final Executor EXECUTOR = executor();

    /** Netty's default resolver looks names up on the event loop itself. */
    static final AddressResolverGroup<InetSocketAddress> NAMES = new AddressResolverGroup<>() {
        @Override
        protected AddressResolver<InetSocketAddress> newResolver(EventExecutor loop) {
            return new JdkNames(loop).asAddressResolver();
        }
    };

    private BesideLoop() {}

    private static Executor executor() {
        var threads = new ThreadPoolExecutor(
                THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MAX_WAITING), task -> {
                    var thread = new Thread(task, "baton-beside-" + MADE.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    private static final class JdkNames extends InetNameResolver {
        JdkNames(EventExecutor loop) {
            super(loop);
        }

        @Override
        protected void doResolve(String host, Promise<InetAddress> promise) throws UnknownHostException {
            byte[] literal = NetUtil.createByteArrayFromIpAddressString(host);
            if (literal != null) {
                promise.setSuccess(InetAddress.getByAddress(literal));
                return;
            }
            look(promise, () -> promise.trySuccess(InetAddress.getByName(host)));
        }

        @Override
        protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
            look(promise, () -> promise.trySuccess(Arrays.asList(InetAddress.getAllByName(host))));
        }

        private static void look(Promise<?> promise, Lookup lookup) {
            try {
                EXECUTOR.execute(() -> {
                    try {
                        lookup.run();
                    } catch (UnknownHostException | RuntimeException e) {
                        promise.tryFailure(e);
                    }
                });
            } catch (RejectedExecutionException e) {
                promise.tryFailure(e);
            }
        }
    }

    private interface Lookup {
        void run() throws UnknownHostException;
    }
}
