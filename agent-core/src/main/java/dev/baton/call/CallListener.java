package dev.baton.call;

/**
 * Hears what happens in a call, in order, on its event loop: it must not block. An exception is reported once and changes nothing.
 */
@FunctionalInterface
public interface CallListener {
    void onEvent(CallEvent event);

    /** Hears nothing. */
    static CallListener none() {
        return event -> {};
    }

    /** Tells this one first, then the other. */
    default CallListener andThen(CallListener next) {
        return event -> {
            onEvent(event);
            next.onEvent(event);
        };
    }
}
