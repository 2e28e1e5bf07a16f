package dev.baton.stt;

/** Hears what a session has to say, on the call's event loop. */
@FunctionalInterface
public interface SttListener {
    void onEvent(SttEvent event);

    /** {@link SttSession#isWritable} is true again. */
    default void onWritable() {}
}
