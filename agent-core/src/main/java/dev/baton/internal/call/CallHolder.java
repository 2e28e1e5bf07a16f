package dev.baton.internal.call;

import dev.baton.BatonException;
import dev.baton.agent.CallSummary.EndReason;

/** Who holds a call: what its parts turn to when it cannot go on. Used on the loop. */
interface CallHolder {
    /** Whether nobody is on the line any more. */
    boolean isHungUp();

    /** The call ends in order, as if the caller had hung up. */
    void hangUp(EndReason reason);

    /** The handler leaves the call to whoever follows, and says what came of it. */
    void leaves(String result);

    /** Something failed that the call cannot do without: it is told, and the call ends in order. */
    void failed(BatonException reason);
}
