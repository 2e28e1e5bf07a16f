package dev.baton.audio;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts the heap bytes that the current thread allocates. */
public final class Allocations {
    private static final int ROUNDS = 20;

    private Allocations() {}

    /**
     * What the work allocates once it is warm: the least of several rounds, because a round may be charged for the JVM's own doings,
     * such as a deoptimisation. What the counting itself costs is taken off, by the least of its own rounds for the same reason.
     */
    public static long steadyState(Runnable work) {
        return least(work) - least(() -> {});
    }

    private static long least(Runnable work) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = threads.getThreadAllocatedBytes(self);
            work.run();
            least = Math.min(least, threads.getThreadAllocatedBytes(self) - before);
        }
        return least;
    }
}
