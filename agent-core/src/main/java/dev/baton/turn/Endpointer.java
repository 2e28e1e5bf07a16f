package dev.baton.turn;

/**
 * Says how much quiet ends the caller's turn. {@code turn.endpointing} chooses one by name; an application passes its own with {@code VoiceAgent.builder().endpointer(..)}.
 *
 * <p>A pure function: the same turn gives the same quiet, without a clock, I/O, or a memory of its own; what it should know of the call so far is in {@link TurnSoFar#pauses()}. One instance serves all
 * calls, on their event loops: it must neither block nor keep what it is given. It is asked about a pause, and again whenever the text, the settings or the expectation change; not for an answer that
 * is {@link AnswerProgress#COMPLETE complete}: that ends its turn at once.
 *
 * <p>The machine keeps to what it says, within a minute, if no end-of-turn detector knows better, and only commits when the text is settled. Where the recogniser decides about turns ({@code turn.detector=stt}) it is not asked. One that throws is reported, and {@code turn.min-endpointing} counts for that turn.
 */
@FunctionalInterface
public interface Endpointer {
    /** @return quiet that ends the turn, in nanoseconds from the acoustic end of its latest speech */
    long quietNanos(TurnSoFar turn);
}
