package dev.baton.stt;

/** A listener that has been registered. */
@FunctionalInterface
public interface Subscription {
    /** The listener is not called any more: at once on the stream's loop; from another thread, one call may still be under way. Does nothing the second time. */
    void unsubscribe();
}
