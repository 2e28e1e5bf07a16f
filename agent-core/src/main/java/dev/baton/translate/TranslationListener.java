package dev.baton.translate;

/** Hears what a session has to say, on its event loop. */
@FunctionalInterface
public interface TranslationListener {
    void onEvent(TranslationEvent event);

    /** {@link TranslationSession#isWritable} is true again, perhaps for the first time. */
    default void onWritable() {}
}
