package dev.baton.internal.call;

import dev.baton.EventLoopSource;
import dev.baton.stt.ConnectionOptions;

/** Where calls get their loop from. */
public interface CallLoops extends EventLoopSource, AutoCloseable {
    /** The loop for the next call. */
    CallLoop next();

    /** The same loops, whose calls connect as these options say; loops without a network stay as they are. */
    default CallLoops connecting(ConnectionOptions options) {
        return this;
    }

    /** Whether the caller runs on one of the loops, and so must not wait for any of them. */
    boolean isCurrent();

    /** Ends loops of our own making, after a bounded wait; a host's loops are left alone. */
    @Override
    void close();
}
