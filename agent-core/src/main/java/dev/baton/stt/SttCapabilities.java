package dev.baton.stt;

import java.time.Duration;

/**
 * What a service can do, so that nobody asks which service it is.
 *
 * @param finalizes whether the client may ask for the final text of what it sent so far
 * @param finalizeAnswers how to tell that a final answers such a request
 * @param usualAnswerTime from a finalize to its final, typical; a finalize is sent this long before the quiet ends a turn
 * @param settleTimeout longest useful wait for that final, after which interim text is promoted
 * @param keepAliveAfter after so long without audio the service has to hear that the line is alive, well before it would hang up
 * @param interims whether texts come while they may still change
 * @param endsTurns whether the service is made to say when the speaker's turn is over, better than quiet can; a call then leaves it to the service unless told otherwise ({@code turn.detector})
 */
public record SttCapabilities(
        boolean finalizes,
        FinalizeAnswers finalizeAnswers,
        Duration usualAnswerTime,
        Duration settleTimeout,
        Duration keepAliveAfter,
        boolean interims,
        boolean endsTurns) {
    /** With interims, and without an opinion about turns. */
    public SttCapabilities(
            boolean finalizes,
            FinalizeAnswers finalizeAnswers,
            Duration usualAnswerTime,
            Duration settleTimeout,
            Duration keepAliveAfter) {
        this(finalizes, finalizeAnswers, usualAnswerTime, settleTimeout, keepAliveAfter, true, false);
    }

    /** With a keep-alive after 5 s, which services that hang up after 10 s bear. */
    public SttCapabilities(
            boolean finalizes, FinalizeAnswers finalizeAnswers, Duration usualAnswerTime, Duration settleTimeout) {
        this(finalizes, finalizeAnswers, usualAnswerTime, settleTimeout, Duration.ofSeconds(5));
    }

    /** The same for a service that has no interims. */
    public SttCapabilities withoutInterims() {
        return new SttCapabilities(
                finalizes, finalizeAnswers, usualAnswerTime, settleTimeout, keepAliveAfter, false, endsTurns);
    }

    /** The same for a service that decides when turns end. */
    public SttCapabilities endingTurns() {
        return new SttCapabilities(
                finalizes, finalizeAnswers, usualAnswerTime, settleTimeout, keepAliveAfter, interims, true);
    }

    /** How the answer to a finalize is known. */
    public enum FinalizeAnswers {
        /** The final carries a mark; marks answer requests first in, first out. */
        MARKED,
        /**
         * No mark can be relied upon: a final answers the requests whose speech its words reach; without word times, the first final that is followed by a
         * short quiet on the wire. A mark is still believed where one comes.
         */
        BY_AUDIO
    }
}
