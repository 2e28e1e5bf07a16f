package dev.baton.agent;

import java.time.Duration;

/**
 * The agent's answer to one utterance (or its greeting, or what it says to a silent caller). Safe to use from any thread; after an interruption every method does nothing.
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

    /** From here on the caller cannot interrupt this reply; what is said meanwhile is answered after it. */
    Reply uninterruptible();

    /**
     * Tells that a tool works, so that the caller's silence meanwhile is not taken for idleness, and that it may be spared by new speech. Tools may overlap; one that is still open when the
     * reply is complete, or cancelled, ends there.
     *
     * <pre>{@code
     * try (var lookup = reply.tool("lookup")) {
     *     reply.say(orders.find(utterance.text()));
     * }
     * }</pre>
     *
     * @param name for people: which tool
     */
    Tool tool(String name);

    /** Ends the call once everything said has been played. From here on the caller interrupts no more, and the handler is asked no more. */
    Reply endCall();

    /** Keeps this reply open after the handler's method returns; {@link #complete()} then ends it. */
    Reply async();

    /** Nothing more is said in this reply; only needed after {@link #async()}. */
    void complete();

    /** A tool that runs; closing it twice does nothing. Safe to use from any thread. */
    interface Tool extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Whether further work on this reply is in vain: the caller took the floor, said more, or the call ended. A method that goes on regardless is interrupted after a while, and left behind
     * after another.
     */
    boolean isCancelled();
}
