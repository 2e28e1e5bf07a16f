package dev.baton.examples.cli;

import dev.baton.metrics.TurnLatency;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/** A stretch of a turn's time, between two instants. */
enum Stage {
    DETECTOR(
            "end of speech -> detector decides", "detector_ms", TurnLatency::speechEnd, TurnLatency::speechEndDeclared),
    HELD_BACK(
            "detector -> recogniser is asked",
            "held_back_ms",
            TurnLatency::speechEndDeclared,
            TurnLatency::finalizeSent),
    RECOGNISER("asked -> final text", "recogniser_ms", TurnLatency::finalizeSent, TurnLatency::finalReceived),
    QUIET("final text -> quiet is over", "quiet_ms", TurnLatency::finalReceived, TurnLatency::quietPassed),
    HANDLER("commit -> handler called", "handler_ms", TurnLatency::committed, TurnLatency::handlerEntered),
    REPLY("handler called -> first audio", "reply_ms", TurnLatency::handlerEntered, TurnLatency::firstAudioOut),
    COMMIT("end of speech -> commit", "commit_ms", TurnLatency::speechEnd, TurnLatency::committed),
    END_TO_END("end of speech -> first audio", "first_audio_ms", TurnLatency::speechEnd, TurnLatency::firstAudioOut),
    FINAL("end of speech -> final text", "final_ms", TurnLatency::speechEnd, TurnLatency::finalReceived),
    FRAMEWORK(
            "Baton's own share",
            "framework_ms",
            latency -> Math.max(latency.finalReceived(), latency.quietPassed()),
            TurnLatency::handlerEntered);

    private final String title;
    private final String key;

    @SuppressWarnings("ImmutableEnumChecker") // a reference to an accessor
    private final ToLongFunction<TurnLatency> from;

    @SuppressWarnings("ImmutableEnumChecker") // a reference to an accessor
    private final ToLongFunction<TurnLatency> to;

    Stage(String title, String key, ToLongFunction<TurnLatency> from, ToLongFunction<TurnLatency> to) {
        this.title = title;
        this.key = key;
        this.from = from;
        this.to = to;
    }

    String title() {
        return title;
    }

    String key() {
        return key;
    }

    /** Nanoseconds; empty where an instant is unknown, or the two came in another order. */
    OptionalLong of(TurnLatency latency) {
        return TurnLatency.between(from.applyAsLong(latency), to.applyAsLong(latency));
    }

    /** When it begins, from the end of speech. */
    OptionalLong begins(TurnLatency latency) {
        return latency.sinceSpeechEnd(from.applyAsLong(latency));
    }
}
