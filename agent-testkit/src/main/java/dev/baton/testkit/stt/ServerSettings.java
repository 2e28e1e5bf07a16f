package dev.baton.testkit.stt;

import java.time.Duration;
import java.util.Map;

/** What the builder of a {@link LocalSttServer} was told; see there. */
record ServerSettings(
        ApiKeys apiKeys,
        FinalizeMarks finalizeMarks,
        EmptyFinalize emptyFinalize,
        Duration answerDelay,
        StreamHearing hearing,
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
