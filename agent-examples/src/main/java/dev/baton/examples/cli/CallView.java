package dev.baton.examples.cli;

import dev.baton.call.CallEvent;

/** Shows a call while it runs. Used by one thread, the pump's. */
interface CallView {
    /** @param story has heard of the event already */
    void show(CallEvent event, CallStory story);

    /** Called about ten times a second, for what moves. */
    default void refresh() {}

    /** Events that could not be shown because the output was too slow. */
    default void missed(long events) {}
}
