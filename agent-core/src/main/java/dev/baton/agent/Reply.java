package dev.baton.agent;

import java.time.Duration;

/**
 * The agent's answer to one utterance (or its greeting, or what it says to a silent caller). Safe to use from any thread; after an interruption every method does nothing.
 */
public interface Reply {
    /** Speaks a text after what was said before; without a synthesizer it becomes a text event. Returns at once. */
    Reply say(String text);

    /**
     * Speaks a text that comes in pieces, as a language model gives it: each sentence as soon as it is whole, the rest with the next {@link #say} or {@link #play}, or when the reply is complete. Pieces are joined as
     * they are; blanks and line ends are theirs to bring. Returns at once.
     */
    Reply stream(String piece);

    /**
     * Plays a recording after what was said before. Returns at once; the samples are copied. An agent without a synthesizer has no audio out, and tells the text as an event.
     *
     * @param text what the recording says, for what was heard; may be empty
     * @param samples mono, at most 10 minutes
     * @param sampleRateHz one of {@link dev.baton.audio.AudioFormat#SAMPLE_RATES_HZ}
     */
    Reply play(String text, short[] samples, int sampleRateHz);

    /**
     * Tells what the next answer looks like: one that is complete, as its words show, is handed over as soon as the caller falls silent, and one that is not may pause for {@link Answer#patience()}. Falls back when that turn has
     * been committed.
     *
     * @throws IllegalArgumentException if the patience is above one minute
     */
    default Reply expect(Answer answer) {
        return patience(answer.patience());
    }

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

    /**
     * Leaves the call once everything said has been played, and the line goes on without the agent where it can: to the next TwiML verb, the next line of the dialplan, a person. Otherwise as {@link #endCall}.
     *
     * @param result for {@link CallSummary#result()}: what came of the call, {@code "transfer:sales"} for example
     */
    Reply leave(String result);

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
