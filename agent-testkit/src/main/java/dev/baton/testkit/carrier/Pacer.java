package dev.baton.testkit.carrier;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The one thread that makes time pass for all connected calls. */
final class Pacer {
    private static final ScheduledThreadPoolExecutor EXECUTOR = executor();

    private Pacer() {}

    private static ScheduledThreadPoolExecutor executor() {
        var executor = new ScheduledThreadPoolExecutor(1, task -> {
            var thread = new Thread(task, "carrier-pace");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }

    static ScheduledFuture<?> every20Millis(Runnable task) {
        return EXECUTOR.scheduleAtFixedRate(task, Line.TICK_MILLIS, Line.TICK_MILLIS, TimeUnit.MILLISECONDS);
    }
}
