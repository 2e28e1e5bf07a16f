package dev.baton.metrics;

import java.util.OptionalLong;

/**
 * The instants of one turn, in nanoseconds on the call's clock and in the order in which they usually happen; {@link #UNKNOWN} where something has not happened
 * (yet), for example no speech end where only text was heard.
 *
 * @param speechEnd acoustic end of the caller's speech
 * @param speechEndDeclared the gate decided that it was the end
 * @param finalizeSent the recogniser was asked for its final text
 * @param finalReceived its last final of this turn arrived
 * @param quietPassed the quiet that the turn needed was over
 * @param committed the turn was handed over
 * @param handlerEntered the application's handler began to run
 * @param firstToken the handler said its first text
 * @param firstSynthesized the first audio of the reply was there
 * @param firstAudioOut its first frame went to the sink
 */
public record TurnLatency(
        long speechEnd,
        long speechEndDeclared,
        long finalizeSent,
        long finalReceived,
        long quietPassed,
        long committed,
        long handlerEntered,
        long firstToken,
        long firstSynthesized,
        long firstAudioOut) {
    public static final long UNKNOWN = Long.MIN_VALUE;

    /**
     * What Baton itself added: from the later of the final text and the end of the quiet, both of which it had to wait for, until the handler ran. Empty where an instant is
     * unknown or the order is impossible.
     */
    public OptionalLong frameworkNanos() {
        long waited = Math.max(finalReceived, quietPassed);
        return between(waited, handlerEntered);
    }

    /** From the acoustic end of speech to {@code instant}; empty where either is unknown or the order is impossible. */
    public OptionalLong sinceSpeechEnd(long instant) {
        return between(speechEnd, instant);
    }

    /** Empty rather than negative. */
    public static OptionalLong between(long from, long to) {
        return from == UNKNOWN || to == UNKNOWN || to < from ? OptionalLong.empty() : OptionalLong.of(to - from);
    }
}
