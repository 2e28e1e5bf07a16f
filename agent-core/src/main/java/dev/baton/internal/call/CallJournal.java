package dev.baton.internal.call;

import dev.baton.agent.CallSummary;
import dev.baton.agent.CallSummary.EndReason;
import dev.baton.journal.JournalEntry.HungUp.During;
import dev.baton.stt.SttEvent;
import java.nio.ByteBuffer;
import java.util.function.LongUnaryOperator;

/**
 * Follows a call closely enough to have it again: hears of all that comes in from outside, in order and before it takes effect, and of each decision. Used on the loop; must not throw.
 *
 * <p>While something from outside takes effect, {@link CallScheduler#eventNanos} stands still at the time that is told here.
 */
public interface CallJournal {
    /** Nothing is kept. */
    CallJournal NONE = new CallJournal() {};

    /** What the call asks about every event. */
    default TurnRules rules(TurnRules rules) {
        return rules;
    }

    /** What the line to the recogniser runs on, and connects from. */
    default CallLoop line(CallLoop loop) {
        return loop;
    }

    /** Before everything else; the time is 0. */
    default void begins(CallScheduler clock) {}

    /** Something has become due. */
    default void woke(long nowNanos) {}

    /**
     * Audio of the caller.
     *
     * @param bytes in the line's format; read before this returns, its position left as it is
     * @param ticking whether the call asked for it, in a tick
     */
    default void audio(long atNanos, ByteBuffer bytes, boolean ticking) {}

    /** A tick is over. */
    default void ticked() {}

    /** What was decided about an event has been carried out. */
    default void carriedOut() {}

    /** So much audio was not taken, because the loop was behind. */
    default void audioMissed(long atNanos, long lengthNanos) {}

    /**
     * The recogniser said something that the turn machine is about to hear.
     *
     * @param clock from the recogniser's milliseconds to the call's nanoseconds
     */
    default void heard(SttEvent event, LongUnaryOperator clock) {}

    /**
     * A tick in which no audio has been heard.
     *
     * @param waits whether some waits for its turn on the loop, so that it is not missing
     * @return whether some waits
     */
    default boolean audioWaits(long atNanos, boolean waits) {
        return waits;
    }

    /** @param during what takes effect meanwhile */
    default void hungUp(long atNanos, EndReason reason, During during) {}

    /** Nothing follows. */
    default void ended(long atNanos, CallSummary summary) {}
}
