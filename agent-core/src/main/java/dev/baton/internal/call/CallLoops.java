package dev.baton.internal.call;

import dev.baton.call.EventLoopSource;

/** Where calls get their loop from. */
public interface CallLoops extends EventLoopSource, AutoCloseable {
    /** The loop for the next call. */
    CallLoop next();

    /** Whether the caller runs on one of the loops, and so must not wait for any of them. */
    boolean isCurrent();

    /** Ends loops of our own making, after a bounded wait; a host's loops are left alone. */
    @Override
    void close();
}
