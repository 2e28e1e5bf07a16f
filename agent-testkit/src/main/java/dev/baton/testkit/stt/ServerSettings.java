package dev.baton.testkit.stt;

import dev.baton.vad.SpeechGateConfig;
import java.time.Duration;
import java.util.Map;

/** What the builder of a {@link LocalSttServer} was told; see there. */
record ServerSettings(
        ApiKeys apiKeys,
        FinalizeMarks finalizeMarks,
        EmptyFinalize emptyFinalize,
        Duration answerDelay,
        SpeechGateConfig gate,
        Duration longestUtterance,
        int maxConnections,
        int maxMessageBytes,
        Duration idleTimeout,
        Duration audioTimeout,
        Duration textTimeout,
        LightningShape lightningShape,
        LightningClose lightningClose,
        Map<String, StaticPage> pages,
        AssemblyAiSettings assemblyAi,
        DeepgramFluxSettings deepgramFlux,
        CambSettings camb,
        TranslationSettings translation) {}
