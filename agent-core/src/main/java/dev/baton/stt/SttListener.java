package dev.baton.stt;

/** Hears what a session has to say, on the call's event loop. */
@FunctionalInterface
public interface SttListener {
    void onEvent(SttEvent event);

    /** The service said something, whatever it was; comes before the events in it, and also where there are none. */
    default void onMessage() {}

    /** {@link SttSession#isWritable} is true again. */
    default void onWritable() {}
}
