package dev.baton.testkit.scenario;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import dev.baton.BatonException;
import dev.baton.turn.TurnConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The settings of a scenario, with the defaults of the file format. Each field is a knob, in snake case there. */
@JsonAutoDetect(
        fieldVisibility = JsonAutoDetect.Visibility.NON_PRIVATE,
        getterVisibility = JsonAutoDetect.Visibility.NONE,
        isGetterVisibility = JsonAutoDetect.Visibility.NONE)
final class Knobs {
    double vadStartMs = 100;
    double vadStopMs = 200;

    double minEndpointingMs = 500;

    double maxEndpointingMs = 3000;

    EndpointingMode endpointingMode = EndpointingMode.FIXED;
    double alpha = 0.5;
    Detector turnDetector = Detector.NONE;

    boolean sttFinalize = true;
    FinalizeAt finalizeAt = FinalizeAt.SPEECH_END;
    double finalizeLeadMs = 150;
    double finalizeTimeoutMs = 1000;
    double noTranscriptTimeoutMs = 5000;
    InterimCommit interimCommit = InterimCommit.ON_TIMEOUT;
    boolean requireTranscript = true;
    String lateFinalPolicy = SUPPORTED_LATE_FINALS;

    double minInterruptionMs = 300;
    int minInterruptionWords;
    List<String> interruptPhrases = List.of();
    boolean allowInterruptions = true;
    boolean resumeFalseInterruption;
    double falseInterruptionTimeoutMs = 2000;
    double aecWarmupMs;

    double userIdleMs;
    double audioStarvationMs = 1000;
    double dtmfTimeoutMs = 2000;
    String terminator = "#";
    double closeDrainMs = 2000;

    MuteWhen mute = MuteWhen.NONE;
    TurnStart turnStart = TurnStart.ANY;
    int minStartWords = 1;
    List<String> wakePhrases = List.of();
    double wakeTimeoutMs = 10_000;
    boolean preemptive;

    @Nullable
    Double sttTurnStallMs;

    double transcriptionTimeoutMs;
    int maxUserTurnWords;
    boolean deferDuringTools;
    double stallHangupMs;

    double replayBufferMs = 10_000;
    double sttQuickFailureMs = 5000;
    int sttMaxQuickFailures = 3;
    int sttMaxRetries = 3;
    boolean sendAudioWhenSilent = true;
    double keepaliveMs = 5000;

    private static final String SUPPORTED_LATE_FINALS = "merge_if_unanswered";
    private static final double PRE_ROLL_MS = 300;

    enum EndpointingMode {
        FIXED,
        DYNAMIC
    }

    enum Detector {
        NONE,
        MODEL,
        STT,
        STT_ADVICE
    }

    enum FinalizeAt {
        SPEECH_END,
        TURN_END
    }

    enum InterimCommit {
        ON_TIMEOUT,
        NEVER
    }

    enum MuteWhen {
        NONE,
        FIRST_BOT_SPEECH,
        UNTIL_FIRST_BOT_COMPLETE,
        DURING_TOOLS
    }

    enum TurnStart {
        ANY,
        MIN_WORDS
    }

    /** What these settings ask for and the framework does not have. */
    Optional<String> missingFeature() {
        if (!lateFinalPolicy.equals(SUPPORTED_LATE_FINALS)) {
            return Optional.of("late_final_policy=" + lateFinalPolicy + " is not offered; " + SUPPORTED_LATE_FINALS
                    + " is the only one");
        }
        try {
            settings();
            return Optional.empty();
        } catch (BatonException refused) {
            return Optional.of("the framework refuses these settings: " + refused.getMessage());
        }
    }

    /** @throws dev.baton.BatonException if they contradict each other */
    TurnConfig settings() {
        return TurnConfig.builder()
                .minEndpointing(duration(minEndpointingMs))
                // A scenario that raises the one does not mean to contradict the other.
                .maxEndpointing(duration(Math.max(maxEndpointingMs, minEndpointingMs)))
                .endpointing(TurnConfig.Endpointing.valueOf(endpointingMode.name()))
                .endpointingAlpha(alpha)
                .turnDetector(TurnConfig.TurnDetector.valueOf(turnDetector.name()))
                .finalizes(sttFinalize)
                .marksAnswers(true)
                .finalizeAt(TurnConfig.FinalizeAt.valueOf(finalizeAt.name()))
                .finalizeLead(duration(finalizeLeadMs))
                .finalizeTimeout(duration(finalizeTimeoutMs))
                .noTranscriptTimeout(duration(noTranscriptTimeoutMs))
                .promotesInterims(interimCommit == InterimCommit.ON_TIMEOUT)
                .requireTranscript(requireTranscript)
                .minInterruption(duration(minInterruptionMs))
                .minInterruptionWords(minInterruptionWords)
                .interruptPhrases(words(interruptPhrases))
                .allowInterruptions(allowInterruptions)
                .resumeFalseInterruption(resumeFalseInterruption)
                .falseInterruptionTimeout(duration(falseInterruptionTimeoutMs))
                .echoWarmUp(duration(aecWarmupMs))
                .userIdle(duration(userIdleMs))
                .audioStarvation(duration(audioStarvationMs))
                .keypadTimeout(duration(dtmfTimeoutMs))
                .keypadTerminator(terminator.charAt(0))
                .closeDrain(duration(closeDrainMs))
                .goodbyeLimit(duration(closeDrainMs))
                .mute(TurnConfig.Mute.valueOf(mute.name()))
                .start(turnStart == TurnStart.MIN_WORDS ? TurnConfig.Start.MIN_WORDS : TurnConfig.Start.ANY)
                .minStartWords(minStartWords)
                .wakePhrases(words(wakePhrases))
                .wakeTimeout(duration(wakeTimeoutMs))
                .speculates(preemptive)
                .sttTurnStall(duration(sttTurnStallMs == null ? noTranscriptTimeoutMs : sttTurnStallMs))
                .transcriptionTimeout(duration(transcriptionTimeoutMs))
                .maxUserTurnWords(maxUserTurnWords)
                .defersDuringTools(deferDuringTools)
                .stallHangUp(duration(stallHangupMs))
                .preRoll(duration(Math.min(PRE_ROLL_MS, replayBufferMs)))
                .replayBuffer(duration(replayBufferMs))
                .quickFailure(duration(sttQuickFailureMs))
                .maxQuickFailures(sttMaxQuickFailures)
                .maxRetries(sttMaxRetries)
                .sendsSilence(sendAudioWhenSilent)
                .keepAlive(duration(keepaliveMs))
                .build();
    }

    /** Punctuation between words makes no difference. */
    private static List<String> words(List<String> phrases) {
        return phrases.stream()
                .map(phrase -> phrase.replace(',', ' ').replaceAll("\\s+", " ").strip())
                .toList();
    }

    private static Duration duration(double ms) {
        return Duration.ofNanos(Math.round(ms * 1e6));
    }
}
