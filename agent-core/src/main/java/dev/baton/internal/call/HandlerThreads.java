package dev.baton.internal.call;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that handlers run on unless the application brings its own. */
public final class HandlerThreads {
    private static final int POOL_THREADS = 64;
    private static final int POOL_QUEUE = 1024;

    private HandlerThreads() {}

    /**
     * A virtual thread per method call where the JVM has them; otherwise at most 64 threads and 1,024 waiting calls, beyond which a call is refused and reported.
     */
    public static ExecutorService create() {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            var type = Class.forName("java.lang.Thread$Builder");
            var named = type.getMethod("name", String.class, long.class).invoke(builder, "baton-handler-", 1L);
            var factory = (ThreadFactory) type.getMethod("factory").invoke(named);
            return (ExecutorService) Executors.class
                    .getMethod("newThreadPerTaskExecutor", ThreadFactory.class)
                    .invoke(null, factory);
        } catch (ClassNotFoundException | NoSuchMethodException | IllegalAccessException e) {
            return pool(); // before 21
        } catch (InvocationTargetException e) {
            return pool(); // 19 and 20 have them as a preview only
        }
    }

    static ExecutorService pool() {
        var count = new AtomicInteger();
        var pool = new ThreadPoolExecutor(
                POOL_THREADS, POOL_THREADS, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(POOL_QUEUE), task -> {
                    var thread = new Thread(task, "baton-handler-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
