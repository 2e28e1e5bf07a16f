package dev.baton.internal.call;

import dev.baton.stt.SttTransport;

/**
 * The thread, the clock and the network of a call: all that ties it to real time. A test may drive one by hand.
 */
public interface CallLoop {
    /** Whether the caller is on this loop. */
    boolean isCurrent();

    /** Runs a task on this loop, soon, in the order of the calls. */
    void execute(Runnable task);

    /** Monotonic; comparable only with itself. */
    long nanoTime();

    Timer schedule(long delayNanos, Runnable task);

    /** Runs a task every {@code periodNanos}, first after one period, or before; who counts looks at the clock. Runs that were missed are made up for. */
    Timer repeat(long periodNanos, Runnable task);

    /** Connects from this loop. */
    SttTransport transport();

    /** Something that will happen unless cancelled, on the loop. */
    @FunctionalInterface
    interface Timer {
        void cancel();
    }
}
