package dev.baton.examples.cli;

import dev.baton.call.CallEvent;
import java.time.Duration;

/** Shows a call while it runs. Used by one thread, the pump's. */
interface CallView {
    /** @param story has heard of the event already */
    void show(CallEvent event, CallStory story);

    /**
     * A text message between the call and its recogniser; only where they were asked for.
     *
     * @param at on the call's clock
     */
    default void wire(Duration at, boolean sent, String text) {}

    /** Called about ten times a second, for what moves. */
    default void refresh() {}

    /** A key was typed. */
    default void key(int key) {}

    /** Events that could not be shown because the output was too slow. */
    default void missed(long events) {}
}
