package dev.baton.agent;

import java.time.Duration;

/**
 * The agent's answer to one utterance (or its greeting). Safe to use from any thread; after an interruption every method does nothing.
 */
public interface Reply {
    /** Speaks a text after what was said before; without a synthesizer it becomes a text event. Returns at once. */
    Reply say(String text);

    /**
     * How long the caller may pause in the turn that answers this reply, from the last sound, before the turn is over. Falls back to the configured value
     * when that turn has been committed.
     *
     * @throws IllegalArgumentException if negative or above one minute
     */
    Reply patience(Duration quiet);

    /** Ends the call once everything said has been played. From here on the caller interrupts no more, and the handler is asked no more. */
    Reply endCall();

    /** Keeps this reply open after the handler's method returns; {@link #complete()} then ends it. */
    Reply async();

    /** Nothing more is said in this reply; only needed after {@link #async()}. */
    void complete();

    /** Whether the caller took the floor (or the call ended), so that further work on this reply is in vain. */
    boolean isCancelled();
}
