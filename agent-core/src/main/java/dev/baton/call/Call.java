package dev.baton.call;

import dev.baton.agent.CallInfo;
import dev.baton.agent.CallSummary;
import dev.baton.turn.TurnConfig;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** A call that runs. Safe to use from any thread. */
public interface Call extends AutoCloseable {
    CallInfo info();

    /**
     * Done when the call is over and {@code onCallEnded} has run; never fails for what happened in the call, which events tell. Cancelling it changes nothing.
     */
    CompletableFuture<CallSummary> completion();

    /**
     * The caller pressed a key of the telephone. Keys are collected into an utterance of kind {@code KEYS}; the first one interrupts the agent.
     *
     * @param key 0 to 9, *, #, A to D
     * @throws IllegalArgumentException for anything else
     */
    void press(char key);

    /**
     * The caller typed a line: it interrupts the agent and is an utterance at once.
     *
     * @throws IllegalArgumentException if it is blank or longer than 10,000 characters
     */
    void type(String line);

    /**
     * Changes settings of this call, for what is under way too: a running wait is counted anew. How much audio is kept for a new connection stays as it was when the call began.
     *
     * <pre>{@code
     * call.update(turns -> turns.minEndpointing(Duration.ofMillis(800)));
     * }</pre>
     *
     * @param change gets the settings that hold now; run on the caller's thread, one change after the other
     * @throws dev.baton.BatonException if the settings contradict each other; then nothing changes
     */
    void update(UnaryOperator<TurnConfig.Builder> change);

    /** Stops listening to the caller, or listens again. What is said wholly meanwhile becomes no utterance; speech that goes on past the end does. */
    void mute(boolean muted);

    /** Ends the call in order, as if the caller had hung up: what was said last is still committed. Returns at once. */
    void hangUp();

    /** {@link #hangUp()}; {@link #completion()} tells when it is over. */
    @Override
    default void close() {
        hangUp();
    }
}
