package dev.baton.audio;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts the heap bytes that the current thread allocates. */
public final class Allocations {
    private static final int ROUNDS = 20;

    private Allocations() {}

    /**
     * What the work allocates once it is warm: the least of several rounds, because a round may be charged for the JVM's own doings,
     * such as a deoptimisation.
     */
    public static long steadyState(Runnable work) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = threads.getThreadAllocatedBytes(self);
            long afterNothing = threads.getThreadAllocatedBytes(self);
            work.run();
            long after = threads.getThreadAllocatedBytes(self);
            least = Math.min(least, after - afterNothing - (afterNothing - before));
        }
        return least;
    }
}
