package dev.baton.turn;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.NearestName;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * When a turn ends, what may interrupt the agent, and how the line to the recogniser is kept: everything that {@link TurnMachine} can be told. Immutable;
 * {@link #builder()} starts from the defaults, which are the telephone's.
 *
 * <p>Each setting has one name for the builder, files and the command line: {@code turn.min-endpointing} is {@link #minEndpointing()} here,
 * {@link Builder#minEndpointing} and {@code set("turn.min-endpointing", "500ms")} there. {@link #settings()} lists them with type, default and meaning, as does
 * {@code docs/config-reference.md}.
 */
public final class TurnConfig {
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
        /** {@link #minEndpointing()}. */
        FIXED,
        /** An exponential average of the caller's pauses, as LiveKit's. */
        DYNAMIC,
        /** What the caller's pauses, and the rhythm of the turn, suggest. */
        ADAPTIVE,
        /** What the words suggest, and where they suggest nothing, as {@link #ADAPTIVE}. */
        TEXT
    }

    /** When a turn is announced. */
    public enum Start {
        ANY,
        MIN_WORDS
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

    /** By {@link Setting#index()}: what was set, null where the default holds; and what holds. */
    private final @Nullable Object[] given;

    private final Object[] values;

    // The same once more, because the machine reads them at every event.
    private final Duration minEndpointing;
    private final Duration maxEndpointing;
    private final Endpointing endpointing;
    private final double endpointingAlpha;
    private final String language;
    private final LanguageWords words;
    private final Endpointer endpointer;
    private final TurnDetector turnDetector;
    private final boolean finalizes;
    private final boolean marksAnswers;
    private final FinalizeAt finalizeAt;
    private final Duration finalizeLead;
    private final Duration finalizeTimeout;
    private final Duration noTranscriptTimeout;
    private final boolean promotesInterims;
    private final boolean requireTranscript;
    private final Duration minInterruption;
    private final int minInterruptionWords;
    private final List<String> interruptPhrases;
    private final boolean allowInterruptions;
    private final boolean resumeFalseInterruption;
    private final Duration falseInterruptionTimeout;
    private final Duration echoWarmUp;
    private final Duration echoGuard;
    private final Duration echoGuardInterruption;
    private final Duration userIdle;
    private final Duration audioStarvation;
    private final Duration keypadTimeout;
    private final char keypadTerminator;
    private final Duration closeDrain;
    private final Duration goodbyeLimit;
    private final Mute mute;
    private final Start start;
    private final int minStartWords;
    private final List<String> wakePhrases;
    private final Duration wakeTimeout;
    private final boolean speculates;
    private final Duration sttTurnStall;
    private final Duration transcriptionTimeout;
    private final int maxUserTurnWords;
    private final boolean defersDuringTools;
    private final Duration stallHangUp;
    private final Duration preRoll;
    private final Duration replayBuffer;
    private final Duration stallTimeout;
    private final Duration quickFailure;
    private final int maxQuickFailures;
    private final int maxRetries;
    private final boolean sendsSilence;
    private final Duration keepAlive;

    private TurnConfig(Builder from) {
        given = from.given.clone();
        values = TurnSettings.ALL.stream().map(from::valueOf).toArray();
        minEndpointing = from.valueOf(TurnSettings.MIN_ENDPOINTING);
        maxEndpointing = from.valueOf(TurnSettings.MAX_ENDPOINTING);
        endpointing = from.valueOf(TurnSettings.ENDPOINTING);
        endpointingAlpha = from.valueOf(TurnSettings.ENDPOINTING_ALPHA);
        language = from.valueOf(TurnSettings.LANGUAGE);
        endpointer = switch (endpointing) {
            case FIXED, DYNAMIC -> new FixedEndpointer();
            case ADAPTIVE -> new AdaptiveEndpointer();
            case TEXT -> new TextEndpointer();
        };
        words = LanguageWords.find(language).orElseGet(LanguageWords::none);
        turnDetector = from.valueOf(TurnSettings.TURN_DETECTOR);
        finalizes = from.valueOf(TurnSettings.FINALIZES);
        marksAnswers = from.valueOf(TurnSettings.MARKS_ANSWERS);
        finalizeAt = from.valueOf(TurnSettings.FINALIZE_AT);
        finalizeLead = from.valueOf(TurnSettings.FINALIZE_LEAD);
        finalizeTimeout = from.valueOf(TurnSettings.FINALIZE_TIMEOUT);
        noTranscriptTimeout = from.valueOf(TurnSettings.NO_TRANSCRIPT_TIMEOUT);
        promotesInterims = from.valueOf(TurnSettings.PROMOTES_INTERIMS);
        requireTranscript = from.valueOf(TurnSettings.REQUIRE_TRANSCRIPT);
        minInterruption = from.valueOf(TurnSettings.MIN_INTERRUPTION);
        minInterruptionWords = from.valueOf(TurnSettings.MIN_INTERRUPTION_WORDS);
        interruptPhrases = from.valueOf(TurnSettings.INTERRUPT_PHRASES);
        allowInterruptions = from.valueOf(TurnSettings.ALLOW_INTERRUPTIONS);
        resumeFalseInterruption = from.valueOf(TurnSettings.RESUME_FALSE_INTERRUPTION);
        falseInterruptionTimeout = from.valueOf(TurnSettings.FALSE_INTERRUPTION_TIMEOUT);
        echoWarmUp = from.valueOf(TurnSettings.ECHO_WARM_UP);
        echoGuard = from.valueOf(TurnSettings.ECHO_GUARD);
        echoGuardInterruption = from.valueOf(TurnSettings.ECHO_GUARD_INTERRUPTION);
        userIdle = from.valueOf(TurnSettings.USER_IDLE);
        audioStarvation = from.valueOf(TurnSettings.AUDIO_STARVATION);
        keypadTimeout = from.valueOf(TurnSettings.KEYPAD_TIMEOUT);
        keypadTerminator = from.valueOf(TurnSettings.KEYPAD_TERMINATOR);
        closeDrain = from.valueOf(TurnSettings.CLOSE_DRAIN);
        goodbyeLimit = from.valueOf(TurnSettings.GOODBYE_LIMIT);
        mute = from.valueOf(TurnSettings.MUTE);
        start = from.valueOf(TurnSettings.START);
        minStartWords = from.valueOf(TurnSettings.MIN_START_WORDS);
        wakePhrases = from.valueOf(TurnSettings.WAKE_PHRASES);
        wakeTimeout = from.valueOf(TurnSettings.WAKE_TIMEOUT);
        speculates = from.valueOf(TurnSettings.SPECULATES);
        sttTurnStall = from.valueOf(TurnSettings.STT_TURN_STALL);
        transcriptionTimeout = from.valueOf(TurnSettings.TRANSCRIPTION_TIMEOUT);
        maxUserTurnWords = from.valueOf(TurnSettings.MAX_USER_TURN_WORDS);
        defersDuringTools = from.valueOf(TurnSettings.DEFERS_DURING_TOOLS);
        stallHangUp = from.valueOf(TurnSettings.STALL_HANG_UP);
        preRoll = from.valueOf(TurnSettings.PRE_ROLL);
        replayBuffer = from.valueOf(TurnSettings.REPLAY_BUFFER);
        stallTimeout = from.valueOf(TurnSettings.STALL_TIMEOUT);
        quickFailure = from.valueOf(TurnSettings.QUICK_FAILURE);
        maxQuickFailures = from.valueOf(TurnSettings.MAX_QUICK_FAILURES);
        maxRetries = from.valueOf(TurnSettings.MAX_RETRIES);
        sendsSilence = from.valueOf(TurnSettings.SENDS_SILENCE);
        keepAlive = from.valueOf(TurnSettings.KEEP_ALIVE);
    }

    public static TurnConfig defaults() {
        return builder().build();
    }

    public static Builder builder() {
        return new Builder(new @Nullable Object[TurnSettings.ALL.size()]);
    }

    /** Knows which settings were set and which are defaults, as the builder of this one did. */
    public Builder toBuilder() {
        return new Builder(given.clone());
    }

    /** All settings, in the order in which people read them. */
    public static List<Setting<?>> settings() {
        return TurnSettings.ALL;
    }

    /**
     * What holds, as {@link Builder#set} reads it.
     *
     * @throws BatonException if there is no such setting
     */
    public String text(String name) {
        return text(named(name));
    }

    String text(Setting<?> setting) {
        return setting.textOf(values);
    }

    /** Whether it was set, rather than left at its default. */
    boolean isSet(Setting<?> setting) {
        return given[setting.index()] != null;
    }

    private static Setting<?> named(String name) {
        return TurnSettings.ALL.stream()
                .filter(setting -> setting.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new BatonException(
                        ErrorCode.UNKNOWN_NAME,
                        "unknown setting \"" + name + "\""
                                + NearestName.question(
                                        name,
                                        TurnSettings.ALL.stream()
                                                .map(Setting::name)
                                                .toList()),
                        "",
                        "choose one of docs/config-reference.md"));
    }

    /** Equal are configs in which the same holds, whether it was set or left at its default. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TurnConfig that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    /** What was set. */
    @Override
    public String toString() {
        return TurnSettings.ALL.stream()
                .filter(this::isSet)
                .map(setting -> setting.name() + "=" + text(setting))
                .collect(Collectors.joining(", ", "TurnConfig[", "]"));
    }

    /** Quiet that ends a turn, from the last sound; 500ms is LiveKit's default, Pipecat arrives at 800ms. */
    public Duration minEndpointing() {
        return minEndpointing;
    }

    /** Quiet that ends a turn while an end-of-turn detector calls it incomplete or has not spoken; 3s is Pipecat's and LiveKit's default. */
    public Duration maxEndpointing() {
        return maxEndpointing;
    }

    /** Where that quiet comes from: fixed; dynamic, an average of the caller's own pauses; adaptive, what they and the rhythm of the turn suggest; text, what its words suggest. */
    public Endpointing endpointing() {
        return endpointing;
    }

    /** Weight of the latest pause where the quiet is an average. */
    public double endpointingAlpha() {
        return endpointingAlpha;
    }

    /** What the caller speaks, for rules about words: the name of a word list, such as en, or none where only figures can be counted. */
    public String language() {
        return language;
    }

    /** The one that {@link #endpointing()} names; for an average, which the machine keeps itself, the fixed one. */
    Endpointer endpointer() {
        return endpointer;
    }

    LanguageWords words() {
        return words;
    }

    /** Who besides the quiet decides that a turn is over: none; model, an end-of-turn detector; stt, the recogniser, even while speech is heard; stt-advice, the recogniser, but never while speech is heard. */
    public TurnDetector turnDetector() {
        return turnDetector;
    }

    /** Whether the recogniser takes finalize requests. */
    public boolean finalizes() {
        return finalizes;
    }

    /** Whether the recogniser reliably marks the finals that answer a finalize. */
    public boolean marksAnswers() {
        return marksAnswers;
    }

    /** When the recogniser is asked for its final text: once at the end of a turn, or at each end of speech. */
    public FinalizeAt finalizeAt() {
        return finalizeAt;
    }

    /** How long before the quiet is over it is asked, where it is asked at the end of a turn; the service's usual answer time. */
    public Duration finalizeLead() {
        return finalizeLead;
    }

    /** How long the answer to a finalize is waited for before interim text is taken. */
    public Duration finalizeTimeout() {
        return finalizeTimeout;
    }

    /** After this long without any text a turn is abandoned; 5s is Pipecat's default. */
    public Duration noTranscriptTimeout() {
        return noTranscriptTimeout;
    }

    /** Whether interim text is taken when the final does not come. */
    public boolean promotesInterims() {
        return promotesInterims;
    }

    /** Whether a turn needs text; false for a handler that listens to the audio itself. */
    public boolean requireTranscript() {
        return requireTranscript;
    }

    /** Speech this long, from its onset, interrupts the agent where no words are required; users call 500ms slow and 200ms nervous. */
    public Duration minInterruption() {
        return minInterruption;
    }

    /** Words that interrupt the agent; 0: the length of the speech decides. */
    public int minInterruptionWords() {
        return minInterruptionWords;
    }

    /** Phrases that interrupt the agent however few words are said. */
    public List<String> interruptPhrases() {
        return interruptPhrases;
    }

    /** Whether the agent may be interrupted at all. */
    public boolean allowInterruptions() {
        return allowInterruptions;
    }

    /** Whether speech only pauses the agent until it proves to be an utterance. */
    public boolean resumeFalseInterruption() {
        return resumeFalseInterruption;
    }

    /** How long after the end of speech without words a paused agent goes on; 2s is LiveKit's default. */
    public Duration falseInterruptionTimeout() {
        return falseInterruptionTimeout;
    }

    /** How long after its first sound the agent is not interrupted by sound alone, which may be its own echo. */
    public Duration echoWarmUp() {
        return echoWarmUp;
    }

    /** How long, from its first sound in the call, the agent is guarded against hearing itself on a line without echo cancellation; 0ms: not at all, 1h: always. */
    public Duration echoGuard() {
        return echoGuard;
    }

    /** While it is guarded, speech this long interrupts it, twice as long while no words of it are known. */
    public Duration echoGuardInterruption() {
        return echoGuardInterruption;
    }

    /** After this long in which nobody owes anybody an answer the application is told; 0ms: never. */
    public Duration userIdle() {
        return userIdle;
    }

    /** After this long without audio the caller no longer counts as speaking; 1s is Pipecat's default. */
    public Duration audioStarvation() {
        return audioStarvation;
    }

    /** How long a further key is waited for; 0ms: each key is an input of its own; 2s is Pipecat's default. */
    public Duration keypadTimeout() {
        return keypadTimeout;
    }

    /** The key that ends keyed input. */
    public char keypadTerminator() {
        return keypadTerminator;
    }

    /** Longest wait for the recogniser's last words at the end of the call; 2s is LiveKit's default. */
    public Duration closeDrain() {
        return closeDrain;
    }

    /** Longest time that the agent's last words may play after the handler ended the call. */
    public Duration goodbyeLimit() {
        return goodbyeLimit;
    }

    /** When the caller is not listened to: never, while the agent speaks for the first time, from the start of the call until it has done so, or while a tool of the handler runs. */
    public Mute mute() {
        return mute;
    }

    /** When a turn is announced: as soon as any sign of it is there, a sound too, or once turn.min-start-words words were heard. */
    public Start start() {
        return start;
    }

    /** Words that a turn needs before it is announced, with turn.start=min-words. */
    public int minStartWords() {
        return minStartWords;
    }

    /** Phrases one of which the caller must say before the agent listens; none: it always does. */
    public List<String> wakePhrases() {
        return wakePhrases;
    }

    /** How long after an utterance the agent goes on listening without a wake phrase; 10s is Pipecat's default. */
    public Duration wakeTimeout() {
        return wakeTimeout;
    }

    /** Whether the handler starts on a final, ahead of the commit. */
    public boolean speculates() {
        return speculates;
    }

    /** How long a turn that the recogniser decides about may make no progress. */
    public Duration sttTurnStall() {
        return sttTurnStall;
    }

    /** After this long without final text for what was said the application is told; 0ms: never. */
    public Duration transcriptionTimeout() {
        return transcriptionTimeout;
    }

    /** More words than this since the agent last spoke are reported; 0: never. */
    public int maxUserTurnWords() {
        return maxUserTurnWords;
    }

    /** Whether a handler whose tool runs is spared by new speech. */
    public boolean defersDuringTools() {
        return defersDuringTools;
    }

    /** After this long in which nobody spoke and no handler worked the call ends; 0ms: never. */
    public Duration stallHangUp() {
        return stallHangUp;
    }

    /** Audio before an onset that the recogniser gets too. */
    public Duration preRoll() {
        return preRoll;
    }

    /** Audio that is kept to be sent again over a new connection. */
    public Duration replayBuffer() {
        return replayBuffer;
    }

    /** After this much speech for which the recogniser said nothing at all it is connected to anew; 0ms: never. */
    public Duration stallTimeout() {
        return stallTimeout;
    }

    /** A connection that lived shorter than this died young. */
    public Duration quickFailure() {
        return quickFailure;
    }

    /** After so many connections in a row that died young the recogniser is given up. */
    public int maxQuickFailures() {
        return maxQuickFailures;
    }

    /** Attempts to connect before the wait between them starts again from the shortest. */
    public int maxRetries() {
        return maxRetries;
    }

    /** Whether audio is sent while the caller is silent. */
    public boolean sendsSilence() {
        return sendsSilence;
    }

    /** After this long without sent audio the recogniser is told that the line is alive. */
    public Duration keepAlive() {
        return keepAlive;
    }

    /** Collects settings; each is explained at the accessor of the same name. Not safe for use by several threads. */
    public static final class Builder {
        private final @Nullable Object[] given;

        private Builder(@Nullable Object[] given) {
            this.given = given;
        }

        /**
         * Any setting by its name, as files and command lines give it.
         *
         * @param value durations with their unit ({@code 500ms}, {@code 1.5s}, {@code 2m}), choices as {@code turn-end}, phrases separated by commas
         * @throws BatonException if there is no such setting, or the value is none that it can have
         */
        public Builder set(String name, String value) {
            var setting = named(name);
            given[setting.index()] = setting.read(value);
            return this;
        }

        /** Takes over what was set in the other config; what was left at its default there stays here as it is. */
        public Builder with(TurnConfig other) {
            for (var setting : TurnSettings.ALL) {
                if (other.isSet(setting)) {
                    given[setting.index()] = other.given[setting.index()];
                }
            }
            return this;
        }

        public Builder minEndpointing(Duration value) {
            return put(TurnSettings.MIN_ENDPOINTING, value);
        }

        public Builder maxEndpointing(Duration value) {
            return put(TurnSettings.MAX_ENDPOINTING, value);
        }

        public Builder endpointing(Endpointing value) {
            return put(TurnSettings.ENDPOINTING, value);
        }

        public Builder endpointingAlpha(double value) {
            return put(TurnSettings.ENDPOINTING_ALPHA, value);
        }

        public Builder language(String value) {
            return put(TurnSettings.LANGUAGE, value);
        }

        public Builder turnDetector(TurnDetector value) {
            return put(TurnSettings.TURN_DETECTOR, value);
        }

        public Builder finalizes(boolean value) {
            return put(TurnSettings.FINALIZES, value);
        }

        public Builder marksAnswers(boolean value) {
            return put(TurnSettings.MARKS_ANSWERS, value);
        }

        public Builder finalizeAt(FinalizeAt value) {
            return put(TurnSettings.FINALIZE_AT, value);
        }

        public Builder finalizeLead(Duration value) {
            return put(TurnSettings.FINALIZE_LEAD, value);
        }

        public Builder finalizeTimeout(Duration value) {
            return put(TurnSettings.FINALIZE_TIMEOUT, value);
        }

        public Builder noTranscriptTimeout(Duration value) {
            return put(TurnSettings.NO_TRANSCRIPT_TIMEOUT, value);
        }

        public Builder promotesInterims(boolean value) {
            return put(TurnSettings.PROMOTES_INTERIMS, value);
        }

        public Builder requireTranscript(boolean value) {
            return put(TurnSettings.REQUIRE_TRANSCRIPT, value);
        }

        public Builder minInterruption(Duration value) {
            return put(TurnSettings.MIN_INTERRUPTION, value);
        }

        public Builder minInterruptionWords(int value) {
            return put(TurnSettings.MIN_INTERRUPTION_WORDS, value);
        }

        public Builder interruptPhrases(List<String> value) {
            return put(TurnSettings.INTERRUPT_PHRASES, value);
        }

        public Builder allowInterruptions(boolean value) {
            return put(TurnSettings.ALLOW_INTERRUPTIONS, value);
        }

        public Builder resumeFalseInterruption(boolean value) {
            return put(TurnSettings.RESUME_FALSE_INTERRUPTION, value);
        }

        public Builder falseInterruptionTimeout(Duration value) {
            return put(TurnSettings.FALSE_INTERRUPTION_TIMEOUT, value);
        }

        public Builder echoWarmUp(Duration value) {
            return put(TurnSettings.ECHO_WARM_UP, value);
        }

        public Builder echoGuard(Duration value) {
            return put(TurnSettings.ECHO_GUARD, value);
        }

        public Builder echoGuardInterruption(Duration value) {
            return put(TurnSettings.ECHO_GUARD_INTERRUPTION, value);
        }

        public Builder userIdle(Duration value) {
            return put(TurnSettings.USER_IDLE, value);
        }

        public Builder audioStarvation(Duration value) {
            return put(TurnSettings.AUDIO_STARVATION, value);
        }

        public Builder keypadTimeout(Duration value) {
            return put(TurnSettings.KEYPAD_TIMEOUT, value);
        }

        public Builder keypadTerminator(char value) {
            return put(TurnSettings.KEYPAD_TERMINATOR, value);
        }

        public Builder closeDrain(Duration value) {
            return put(TurnSettings.CLOSE_DRAIN, value);
        }

        public Builder goodbyeLimit(Duration value) {
            return put(TurnSettings.GOODBYE_LIMIT, value);
        }

        public Builder mute(Mute value) {
            return put(TurnSettings.MUTE, value);
        }

        public Builder start(Start value) {
            return put(TurnSettings.START, value);
        }

        public Builder minStartWords(int value) {
            return put(TurnSettings.MIN_START_WORDS, value);
        }

        public Builder wakePhrases(List<String> value) {
            return put(TurnSettings.WAKE_PHRASES, value);
        }

        public Builder wakeTimeout(Duration value) {
            return put(TurnSettings.WAKE_TIMEOUT, value);
        }

        public Builder speculates(boolean value) {
            return put(TurnSettings.SPECULATES, value);
        }

        public Builder sttTurnStall(Duration value) {
            return put(TurnSettings.STT_TURN_STALL, value);
        }

        public Builder transcriptionTimeout(Duration value) {
            return put(TurnSettings.TRANSCRIPTION_TIMEOUT, value);
        }

        public Builder maxUserTurnWords(int value) {
            return put(TurnSettings.MAX_USER_TURN_WORDS, value);
        }

        public Builder defersDuringTools(boolean value) {
            return put(TurnSettings.DEFERS_DURING_TOOLS, value);
        }

        public Builder stallHangUp(Duration value) {
            return put(TurnSettings.STALL_HANG_UP, value);
        }

        public Builder preRoll(Duration value) {
            return put(TurnSettings.PRE_ROLL, value);
        }

        public Builder replayBuffer(Duration value) {
            return put(TurnSettings.REPLAY_BUFFER, value);
        }

        public Builder stallTimeout(Duration value) {
            return put(TurnSettings.STALL_TIMEOUT, value);
        }

        public Builder quickFailure(Duration value) {
            return put(TurnSettings.QUICK_FAILURE, value);
        }

        public Builder maxQuickFailures(int value) {
            return put(TurnSettings.MAX_QUICK_FAILURES, value);
        }

        public Builder maxRetries(int value) {
            return put(TurnSettings.MAX_RETRIES, value);
        }

        public Builder sendsSilence(boolean value) {
            return put(TurnSettings.SENDS_SILENCE, value);
        }

        public Builder keepAlive(Duration value) {
            return put(TurnSettings.KEEP_ALIVE, value);
        }

        /** @throws BatonException if a value is out of range, or two contradict each other; it names them */
        public TurnConfig build() {
            TurnSettings.ALL.forEach(setting -> setting.check(given));
            var config = new TurnConfig(this);
            Contradictions.refuse(config);
            return config;
        }

        private <T> Builder put(Setting<T> setting, T value) {
            given[setting.index()] = setting.copy(Objects.requireNonNull(value, setting.name()));
            return this;
        }

        private <T> T valueOf(Setting<T> setting) {
            return setting.in(given);
        }
    }
}
