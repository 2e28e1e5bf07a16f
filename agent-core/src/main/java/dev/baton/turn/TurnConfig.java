package dev.baton.turn;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import java.time.Duration;

/**
 * When a turn ends and what may interrupt the agent. Immutable; {@link #builder()} starts from the defaults, which are the telephone's.
 *
 * @param minEndpointing quiet that ends a turn, from the last sound. 500 ms: LiveKit's default; Pipecat arrives at 800
 * @param finalizeAt when the recogniser is asked for its final text
 * @param finalizeLead how long before the quiet is over it is asked, with {@link FinalizeAt#TURN_END}; the service's usual answer time
 * @param finalizeTimeout how long its answer is waited for before interim text is taken
 * @param noTranscriptTimeout after this long without any text a turn is abandoned. 5 s: Pipecat's watchdog
 * @param minInterruption speech of this length interrupts the agent, from its onset. 300 ms: users call 500 slow and 200 nervous
 * @param closeDrain longest wait for the recogniser's last words after hang-up. 2 s: LiveKit's
 * @param goodbyeLimit longest time that the agent's last words may play after the handler ended the call
 * @param finalizes whether the recogniser takes finalize requests
 * @param marksAnswers whether it marks the finals that answer them, reliably
 * @param promotesInterims whether interim text is taken when the final does not come
 */
public record TurnConfig(
        Duration minEndpointing,
        FinalizeAt finalizeAt,
        Duration finalizeLead,
        Duration finalizeTimeout,
        Duration noTranscriptTimeout,
        Duration minInterruption,
        Duration closeDrain,
        Duration goodbyeLimit,
        boolean finalizes,
        boolean marksAnswers,
        boolean promotesInterims) {

    /** When the recogniser is asked for its final text. */
    public enum FinalizeAt {
        /** Once per turn, shortly before the quiet that ends it is over; a dictated number stays one text. */
        TURN_END,
        /** At every declared end of speech: earlier text, more requests. */
        SPEECH_END
    }

    public TurnConfig {
        requireNotNegative("turn.min-endpointing", minEndpointing);
        requireNotNegative("turn.finalize-lead", finalizeLead);
        requireNotNegative("turn.finalize-timeout", finalizeTimeout);
        requireNotNegative("turn.no-transcript-timeout", noTranscriptTimeout);
        requireNotNegative("turn.min-interruption", minInterruption);
        requireNotNegative("turn.close-drain", closeDrain);
        requireNotNegative("turn.goodbye-limit", goodbyeLimit);
    }

    public static TurnConfig defaults() {
        return builder().build();
    }

    public static Builder builder() {
        return new Builder();
    }

    public Builder toBuilder() {
        return new Builder(this);
    }

    private static void requireNotNegative(String setting, Duration value) {
        if (value.isNegative()) {
            throw new BatonException(
                    ErrorCode.SETTING_RANGE,
                    setting + "=" + value.toMillis() + "ms is negative",
                    "",
                    "set " + setting + " to 0ms or more");
        }
    }

    /** Collects settings; not safe for use by several threads. */
    public static final class Builder {
        private Duration minEndpointing = Duration.ofMillis(500);
        private FinalizeAt finalizeAt = FinalizeAt.TURN_END;
        private Duration finalizeLead = Duration.ofMillis(150);
        private Duration finalizeTimeout = Duration.ofSeconds(1);
        private Duration noTranscriptTimeout = Duration.ofSeconds(5);
        private Duration minInterruption = Duration.ofMillis(300);
        private Duration closeDrain = Duration.ofSeconds(2);
        private Duration goodbyeLimit = Duration.ofSeconds(20);
        private boolean finalizes = true;
        private boolean marksAnswers = true;
        private boolean promotesInterims = true;

        private Builder() {}

        private Builder(TurnConfig from) {
            minEndpointing = from.minEndpointing;
            finalizeAt = from.finalizeAt;
            finalizeLead = from.finalizeLead;
            finalizeTimeout = from.finalizeTimeout;
            noTranscriptTimeout = from.noTranscriptTimeout;
            minInterruption = from.minInterruption;
            closeDrain = from.closeDrain;
            goodbyeLimit = from.goodbyeLimit;
            finalizes = from.finalizes;
            marksAnswers = from.marksAnswers;
            promotesInterims = from.promotesInterims;
        }

        public Builder minEndpointing(Duration quiet) {
            minEndpointing = quiet;
            return this;
        }

        public Builder finalizeAt(FinalizeAt when) {
            finalizeAt = when;
            return this;
        }

        public Builder finalizeLead(Duration lead) {
            finalizeLead = lead;
            return this;
        }

        public Builder finalizeTimeout(Duration timeout) {
            finalizeTimeout = timeout;
            return this;
        }

        public Builder noTranscriptTimeout(Duration timeout) {
            noTranscriptTimeout = timeout;
            return this;
        }

        public Builder minInterruption(Duration speech) {
            minInterruption = speech;
            return this;
        }

        public Builder closeDrain(Duration limit) {
            closeDrain = limit;
            return this;
        }

        public Builder goodbyeLimit(Duration limit) {
            goodbyeLimit = limit;
            return this;
        }

        public Builder finalizes(boolean supported) {
            finalizes = supported;
            return this;
        }

        public Builder marksAnswers(boolean reliable) {
            marksAnswers = reliable;
            return this;
        }

        public Builder promotesInterims(boolean promote) {
            promotesInterims = promote;
            return this;
        }

        /** @throws BatonException if a duration is negative */
        public TurnConfig build() {
            return new TurnConfig(
                    minEndpointing,
                    finalizeAt,
                    finalizeLead,
                    finalizeTimeout,
                    noTranscriptTimeout,
                    minInterruption,
                    closeDrain,
                    goodbyeLimit,
                    finalizes,
                    marksAnswers,
                    promotesInterims);
        }
    }
}
