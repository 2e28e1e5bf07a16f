package dev.baton.call;

import dev.baton.agent.CallInfo;
import dev.baton.agent.CallSummary;
import java.util.concurrent.CompletableFuture;

/** A call that runs. Safe to use from any thread. */
public interface Call extends AutoCloseable {
    CallInfo info();

    /**
     * Done when the call is over and {@code onCallEnded} has run; never fails for what happened in the call, which events tell. Cancelling it changes nothing.
     */
    CompletableFuture<CallSummary> completion();

    /** Ends the call in order, as if the caller had hung up: what was said last is still committed. Returns at once. */
    void hangUp();

    /** {@link #hangUp()}; {@link #completion()} tells when it is over. */
    @Override
    default void close() {
        hangUp();
    }
}
