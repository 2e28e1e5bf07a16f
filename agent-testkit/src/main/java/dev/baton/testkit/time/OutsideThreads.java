package dev.baton.testkit.time;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Threads whose tasks hold virtual time while they run. */
final class OutsideThreads {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final ThreadLocal<Hold> CURRENT = new ThreadLocal<>();
    private static final Executor THREADS = Executors.newCachedThreadPool(task -> {
        var thread = new Thread(task, "baton-outside-" + NUMBER.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    });

    private OutsideThreads() {}

    /** What this thread keeps time from passing with, or null. */
    static @Nullable Hold currentHold() {
        return CURRENT.get();
    }

    static void execute(Hold hold, Runnable task) {
        THREADS.execute(() -> {
            goOn(hold);
            try {
                task.run();
            } finally {
                var last = CURRENT.get();
                CURRENT.remove();
                last.release();
            }
        });
    }

    /** This thread's task goes on under this hold. */
    static void goOn(Hold hold) {
        hold.worksOn(Thread.currentThread());
        CURRENT.set(hold);
    }
}
