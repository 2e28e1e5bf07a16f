package dev.baton.examples.llm;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads for what waits for a model: as many as there are answers under way, and none of them keeps the JVM alive. */
final class Threads {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    static final Executor POOL = Executors.newCachedThreadPool(task -> {
        var thread = new Thread(task, "baton-llm-" + NUMBER.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    });

    private Threads() {}
}
