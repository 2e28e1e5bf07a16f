package dev.baton.turn;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import java.time.Duration;
import java.util.List;

/**
 * When a turn ends and what may interrupt the agent. Immutable; {@link #builder()} starts from the defaults, which are the telephone's.
 *
 * @param minEndpointing quiet that ends a turn, from the last sound. 500 ms: LiveKit's default; Pipecat arrives at 800
 * @param maxEndpointing quiet that ends a turn while an end-of-turn detector says that it is not complete, or has not spoken. 3 s: Pipecat's and LiveKit's
 * @param endpointing whether that quiet is fixed, or learned from the caller's own pauses
 * @param endpointingAlpha weight of the latest pause where it is learned, 0 to 1
 * @param turnDetector who besides the quiet decides that a turn is over
 * @param finalizes whether the recogniser takes finalize requests
 * @param marksAnswers whether it marks the finals that answer them, reliably
 * @param finalizeAt when the recogniser is asked for its final text
 * @param finalizeLead how long before the quiet is over it is asked, with {@link FinalizeAt#TURN_END}; the service's usual answer time
 * @param finalizeTimeout how long its answer is waited for before interim text is taken
 * @param noTranscriptTimeout after this long without any text a turn is abandoned. 5 s: Pipecat's watchdog
 * @param promotesInterims whether interim text is taken when the final does not come
 * @param requireTranscript whether a turn needs text; false for a handler that listens to the audio itself
 * @param minInterruption speech of this length interrupts the agent, from its onset, where no words are required. 300 ms: users call 500 slow and 200 nervous
 * @param minInterruptionWords words that interrupt the agent; 0: its length decides
 * @param interruptPhrases phrases that interrupt however few words are said
 * @param allowInterruptions whether the agent may be interrupted at all
 * @param resumeFalseInterruption whether speech only pauses the agent until it proves to be an utterance
 * @param falseInterruptionTimeout how long after the end of speech without words a paused agent goes on. 2 s: LiveKit's
 * @param echoWarmUp how long after its first sound the agent is not interrupted by sound alone, which may be its own echo
 * @param userIdle how long nobody may owe anybody an answer before the application is told; 0: it is not
 * @param audioStarvation after this long without audio the caller does not speak any more. 1 s: Pipecat's
 * @param keypadTimeout how long a further key is waited for. 2 s: Pipecat's
 * @param keypadTerminator the key that ends the input
 * @param closeDrain longest wait for the recogniser's last words at the end of the call. 2 s: LiveKit's
 * @param goodbyeLimit longest time that the agent's last words may play after the handler ended the call
 * @param mute when the caller is not listened to
 * @param minStartWords words that a turn needs before it is announced; 1: a sound is enough
 * @param wakePhrases phrases one of which the caller must say before the agent listens; none: it always does
 * @param wakeTimeout how long after an utterance it goes on listening without one. 10 s: Pipecat's
 * @param speculates whether the handler starts on a final, ahead of the commit
 * @param sttTurnStall how long a turn that the recogniser decides about may make no progress
 * @param transcriptionTimeout how long speech may stay without final text before the application is told; 0: it is not
 * @param maxUserTurnWords more words than this since the agent last spoke are reported; 0: never
 * @param defersDuringTools whether a handler whose tool runs is spared by new speech
 * @param stallHangUp after this long in which nobody spoke and no handler worked the call ends; 0: it does not
 * @param preRoll audio before an onset that the recogniser gets too
 * @param replayBuffer audio that is kept for a new connection
 * @param quickFailure a connection that lived shorter than this died young
 * @param maxQuickFailures so many in a row that died young, and the recogniser is given up
 * @param maxRetries attempts to connect before the wait between them starts again from the shortest
 * @param sendsSilence whether audio is sent while the caller is silent
 * @param keepAlive after this long without sent audio the recogniser is told that the line is alive
 */
public record TurnConfig(
        Duration minEndpointing,
        Duration maxEndpointing,
        Endpointing endpointing,
        double endpointingAlpha,
        TurnDetector turnDetector,
        boolean finalizes,
        boolean marksAnswers,
        FinalizeAt finalizeAt,
        Duration finalizeLead,
        Duration finalizeTimeout,
        Duration noTranscriptTimeout,
        boolean promotesInterims,
        boolean requireTranscript,
        Duration minInterruption,
        int minInterruptionWords,
        List<String> interruptPhrases,
        boolean allowInterruptions,
        boolean resumeFalseInterruption,
        Duration falseInterruptionTimeout,
        Duration echoWarmUp,
        Duration userIdle,
        Duration audioStarvation,
        Duration keypadTimeout,
        char keypadTerminator,
        Duration closeDrain,
        Duration goodbyeLimit,
        Mute mute,
        int minStartWords,
        List<String> wakePhrases,
        Duration wakeTimeout,
        boolean speculates,
        Duration sttTurnStall,
        Duration transcriptionTimeout,
        int maxUserTurnWords,
        boolean defersDuringTools,
        Duration stallHangUp,
        Duration preRoll,
        Duration replayBuffer,
        Duration quickFailure,
        int maxQuickFailures,
        int maxRetries,
        boolean sendsSilence,
        Duration keepAlive) {

    /** When the recogniser is asked for its final text. */
    public enum FinalizeAt {
        /** Once per turn, shortly before the quiet that ends it is over; a dictated number stays one text. */
        TURN_END,
        /** At every declared end of speech: earlier text, more requests. */
        SPEECH_END
    }

    /** Who besides the quiet decides that a turn is over. */
    public enum TurnDetector {
        /** Nobody. */
        NONE,
        /** A detector whose opinions come as {@link TurnEvent.Verdict}. */
        MODEL,
        /** The recogniser, even against the gate. */
        STT,
        /** The recogniser's word counts as a detector's opinion: never while the gate hears speech. */
        STT_ADVICE
    }

    /** Where the quiet that ends a turn comes from. */
    public enum Endpointing {
        FIXED,
        DYNAMIC
    }

    /** When the caller is not listened to; what is said across its end counts. */
    public enum Mute {
        NONE,
        /** While the agent speaks for the first time. */
        FIRST_BOT_SPEECH,
        /** From the start of the call until the agent has spoken for the first time. */
        UNTIL_FIRST_BOT_COMPLETE,
        /** While a tool of the handler runs. */
        DURING_TOOLS
    }

    public TurnConfig {
        requireNotNegative("turn.min-endpointing", minEndpointing);
        requireNotNegative("turn.max-endpointing", maxEndpointing);
        requireNotNegative("turn.finalize-lead", finalizeLead);
        requireNotNegative("turn.finalize-timeout", finalizeTimeout);
        requireNotNegative("turn.no-transcript-timeout", noTranscriptTimeout);
        requireNotNegative("turn.min-interruption", minInterruption);
        interruptPhrases = List.copyOf(interruptPhrases);
        requireNotNegative("turn.false-interruption-timeout", falseInterruptionTimeout);
        requireNotNegative("turn.echo-warm-up", echoWarmUp);
        requireNotNegative("turn.user-idle", userIdle);
        requireNotNegative("turn.audio-starvation", audioStarvation);
        requireNotNegative("turn.keypad-timeout", keypadTimeout);
        requireNotNegative("turn.close-drain", closeDrain);
        requireNotNegative("turn.goodbye-limit", goodbyeLimit);
        wakePhrases = List.copyOf(wakePhrases);
        requireNotNegative("turn.wake-timeout", wakeTimeout);
        requireNotNegative("turn.stt-turn-stall", sttTurnStall);
        requireNotNegative("turn.transcription-timeout", transcriptionTimeout);
        requireNotNegative("turn.stall-hang-up", stallHangUp);
        requireNotNegative("stt.pre-roll", preRoll);
        requireNotNegative("stt.replay-buffer", replayBuffer);
        requireNotNegative("stt.quick-failure", quickFailure);
        requireNotNegative("stt.keep-alive", keepAlive);
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
        private Duration maxEndpointing = Duration.ofSeconds(3);
        private Endpointing endpointing = Endpointing.FIXED;
        private double endpointingAlpha = 0.5;
        private TurnDetector turnDetector = TurnDetector.NONE;
        private boolean finalizes = true;
        private boolean marksAnswers = true;
        private FinalizeAt finalizeAt = FinalizeAt.TURN_END;
        private Duration finalizeLead = Duration.ofMillis(150);
        private Duration finalizeTimeout = Duration.ofSeconds(1);
        private Duration noTranscriptTimeout = Duration.ofSeconds(5);
        private boolean promotesInterims = true;
        private boolean requireTranscript = true;
        private Duration minInterruption = Duration.ofMillis(300);
        private int minInterruptionWords = 0;
        private List<String> interruptPhrases = List.of();
        private boolean allowInterruptions = true;
        private boolean resumeFalseInterruption = false;
        private Duration falseInterruptionTimeout = Duration.ofSeconds(2);
        private Duration echoWarmUp = Duration.ZERO;
        private Duration userIdle = Duration.ZERO;
        private Duration audioStarvation = Duration.ofSeconds(1);
        private Duration keypadTimeout = Duration.ofSeconds(2);
        private char keypadTerminator = '#';
        private Duration closeDrain = Duration.ofSeconds(2);
        private Duration goodbyeLimit = Duration.ofSeconds(20);
        private Mute mute = Mute.NONE;
        private int minStartWords = 1;
        private List<String> wakePhrases = List.of();
        private Duration wakeTimeout = Duration.ofSeconds(10);
        private boolean speculates = false;
        private Duration sttTurnStall = Duration.ofSeconds(5);
        private Duration transcriptionTimeout = Duration.ZERO;
        private int maxUserTurnWords = 0;
        private boolean defersDuringTools = false;
        private Duration stallHangUp = Duration.ZERO;
        private Duration preRoll = Duration.ofMillis(300);
        private Duration replayBuffer = Duration.ofSeconds(10);
        private Duration quickFailure = Duration.ofSeconds(5);
        private int maxQuickFailures = 3;
        private int maxRetries = 3;
        private boolean sendsSilence = true;
        private Duration keepAlive = Duration.ofSeconds(5);

        private Builder() {}

        private Builder(TurnConfig from) {
            minEndpointing = from.minEndpointing;
            maxEndpointing = from.maxEndpointing;
            endpointing = from.endpointing;
            endpointingAlpha = from.endpointingAlpha;
            turnDetector = from.turnDetector;
            finalizes = from.finalizes;
            marksAnswers = from.marksAnswers;
            finalizeAt = from.finalizeAt;
            finalizeLead = from.finalizeLead;
            finalizeTimeout = from.finalizeTimeout;
            noTranscriptTimeout = from.noTranscriptTimeout;
            promotesInterims = from.promotesInterims;
            requireTranscript = from.requireTranscript;
            minInterruption = from.minInterruption;
            minInterruptionWords = from.minInterruptionWords;
            interruptPhrases = from.interruptPhrases;
            allowInterruptions = from.allowInterruptions;
            resumeFalseInterruption = from.resumeFalseInterruption;
            falseInterruptionTimeout = from.falseInterruptionTimeout;
            echoWarmUp = from.echoWarmUp;
            userIdle = from.userIdle;
            audioStarvation = from.audioStarvation;
            keypadTimeout = from.keypadTimeout;
            keypadTerminator = from.keypadTerminator;
            closeDrain = from.closeDrain;
            goodbyeLimit = from.goodbyeLimit;
            mute = from.mute;
            minStartWords = from.minStartWords;
            wakePhrases = from.wakePhrases;
            wakeTimeout = from.wakeTimeout;
            speculates = from.speculates;
            sttTurnStall = from.sttTurnStall;
            transcriptionTimeout = from.transcriptionTimeout;
            maxUserTurnWords = from.maxUserTurnWords;
            defersDuringTools = from.defersDuringTools;
            stallHangUp = from.stallHangUp;
            preRoll = from.preRoll;
            replayBuffer = from.replayBuffer;
            quickFailure = from.quickFailure;
            maxQuickFailures = from.maxQuickFailures;
            maxRetries = from.maxRetries;
            sendsSilence = from.sendsSilence;
            keepAlive = from.keepAlive;
        }

        public Builder minEndpointing(Duration value) {
            minEndpointing = value;
            return this;
        }

        public Builder maxEndpointing(Duration value) {
            maxEndpointing = value;
            return this;
        }

        public Builder endpointing(Endpointing value) {
            endpointing = value;
            return this;
        }

        public Builder endpointingAlpha(double value) {
            endpointingAlpha = value;
            return this;
        }

        public Builder turnDetector(TurnDetector value) {
            turnDetector = value;
            return this;
        }

        public Builder finalizes(boolean value) {
            finalizes = value;
            return this;
        }

        public Builder marksAnswers(boolean value) {
            marksAnswers = value;
            return this;
        }

        public Builder finalizeAt(FinalizeAt value) {
            finalizeAt = value;
            return this;
        }

        public Builder finalizeLead(Duration value) {
            finalizeLead = value;
            return this;
        }

        public Builder finalizeTimeout(Duration value) {
            finalizeTimeout = value;
            return this;
        }

        public Builder noTranscriptTimeout(Duration value) {
            noTranscriptTimeout = value;
            return this;
        }

        public Builder promotesInterims(boolean value) {
            promotesInterims = value;
            return this;
        }

        public Builder requireTranscript(boolean value) {
            requireTranscript = value;
            return this;
        }

        public Builder minInterruption(Duration value) {
            minInterruption = value;
            return this;
        }

        public Builder minInterruptionWords(int value) {
            minInterruptionWords = value;
            return this;
        }

        public Builder interruptPhrases(List<String> value) {
            interruptPhrases = value;
            return this;
        }

        public Builder allowInterruptions(boolean value) {
            allowInterruptions = value;
            return this;
        }

        public Builder resumeFalseInterruption(boolean value) {
            resumeFalseInterruption = value;
            return this;
        }

        public Builder falseInterruptionTimeout(Duration value) {
            falseInterruptionTimeout = value;
            return this;
        }

        public Builder echoWarmUp(Duration value) {
            echoWarmUp = value;
            return this;
        }

        public Builder userIdle(Duration value) {
            userIdle = value;
            return this;
        }

        public Builder audioStarvation(Duration value) {
            audioStarvation = value;
            return this;
        }

        public Builder keypadTimeout(Duration value) {
            keypadTimeout = value;
            return this;
        }

        public Builder keypadTerminator(char value) {
            keypadTerminator = value;
            return this;
        }

        public Builder closeDrain(Duration value) {
            closeDrain = value;
            return this;
        }

        public Builder goodbyeLimit(Duration value) {
            goodbyeLimit = value;
            return this;
        }

        public Builder mute(Mute value) {
            mute = value;
            return this;
        }

        public Builder minStartWords(int value) {
            minStartWords = value;
            return this;
        }

        public Builder wakePhrases(List<String> value) {
            wakePhrases = value;
            return this;
        }

        public Builder wakeTimeout(Duration value) {
            wakeTimeout = value;
            return this;
        }

        public Builder speculates(boolean value) {
            speculates = value;
            return this;
        }

        public Builder sttTurnStall(Duration value) {
            sttTurnStall = value;
            return this;
        }

        public Builder transcriptionTimeout(Duration value) {
            transcriptionTimeout = value;
            return this;
        }

        public Builder maxUserTurnWords(int value) {
            maxUserTurnWords = value;
            return this;
        }

        public Builder defersDuringTools(boolean value) {
            defersDuringTools = value;
            return this;
        }

        public Builder stallHangUp(Duration value) {
            stallHangUp = value;
            return this;
        }

        public Builder preRoll(Duration value) {
            preRoll = value;
            return this;
        }

        public Builder replayBuffer(Duration value) {
            replayBuffer = value;
            return this;
        }

        public Builder quickFailure(Duration value) {
            quickFailure = value;
            return this;
        }

        public Builder maxQuickFailures(int value) {
            maxQuickFailures = value;
            return this;
        }

        public Builder maxRetries(int value) {
            maxRetries = value;
            return this;
        }

        public Builder sendsSilence(boolean value) {
            sendsSilence = value;
            return this;
        }

        public Builder keepAlive(Duration value) {
            keepAlive = value;
            return this;
        }

        /** @throws BatonException if settings contradict each other */
        public TurnConfig build() {
            return new TurnConfig(
                    minEndpointing,
                    maxEndpointing,
                    endpointing,
                    endpointingAlpha,
                    turnDetector,
                    finalizes,
                    marksAnswers,
                    finalizeAt,
                    finalizeLead,
                    finalizeTimeout,
                    noTranscriptTimeout,
                    promotesInterims,
                    requireTranscript,
                    minInterruption,
                    minInterruptionWords,
                    interruptPhrases,
                    allowInterruptions,
                    resumeFalseInterruption,
                    falseInterruptionTimeout,
                    echoWarmUp,
                    userIdle,
                    audioStarvation,
                    keypadTimeout,
                    keypadTerminator,
                    closeDrain,
                    goodbyeLimit,
                    mute,
                    minStartWords,
                    wakePhrases,
                    wakeTimeout,
                    speculates,
                    sttTurnStall,
                    transcriptionTimeout,
                    maxUserTurnWords,
                    defersDuringTools,
                    stallHangUp,
                    preRoll,
                    replayBuffer,
                    quickFailure,
                    maxQuickFailures,
                    maxRetries,
                    sendsSilence,
                    keepAlive);
        }
    }
}
