package dev.baton.testkit.tts;

import dev.baton.tts.LocalVoice;
import java.time.Duration;

/** What the builder of a {@link LocalTtsServer} was told; see there. */
record TtsSettings(
        LocalVoice voice,
        Duration pause,
        boolean closesAfterComplete,
        boolean refusesWhileBusy,
        LocalTtsServer.Ids ids,
        LocalTtsServer.KeyRule cambKeys,
        LocalTtsServer.CambWords cambWords,
        LocalTtsServer.CambSegments cambSegments,
        boolean headerOnce) {}
