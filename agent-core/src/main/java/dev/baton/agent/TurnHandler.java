package dev.baton.agent;

import dev.baton.turn.Utterance;

/**
 * The application's side of a call: it hears what the caller said and answers.
 *
 * <p>Methods of one call run one at a time and in order, on the agent's handler threads unless configured otherwise; a slow method delays only its own
 * call. An exception is reported and ends that reply, not the call. An instance given as such serves all calls; a handler that keeps state about
 * one call is given as a supplier.
 */
@FunctionalInterface
public interface TurnHandler {
    /**
     * The caller finished a turn: by voice, by keys or by typing, as its kind tells.
     *
     * <p>Late text can revise an utterance as long as its answer has not begun: it comes again with the same turn, a higher revision and the whole text, after the earlier
     * reply was cancelled. An answer that was cancelled because the caller seemed to go on, and did not, is asked for again with the same utterance.
     *
     * @param reply complete when this method returns, unless {@link Reply#async()} was called
     */
    void onUtterance(Utterance utterance, Reply reply) throws Exception;

    /**
     * The caller has been silent for {@code turn.user-idle} and nobody owes anybody an answer; whatever the reply says is said to the caller. Comes once per silence.
     */
    default void onIdle(Reply reply) throws Exception {}

    /** The call began; whatever the reply says is the greeting. */
    default void onCallStarted(CallInfo call, Reply reply) throws Exception {}

    /**
     * The caller talked over the agent, or took the turn while it paused in a reply that had more to say; this is what was really heard. Comes before the utterance that interrupted.
     */
    default void onInterrupted(Heard heard) throws Exception {}

    /** The call is over and everything heard has been handed over; nothing follows. */
    default void onCallEnded(CallSummary summary) throws Exception {}
}
