package dev.baton.testkit.scenario;

import dev.baton.turn.AudioSpan;
import org.jspecify.annotations.Nullable;

/** What a connection to the recogniser remembers: where its clock began, and whether it was asked to close. */
final class Recogniser {
    private long zeroNanos;
    private boolean closing;

    /** A connection was made at {@code nanos}: its clock begins there unless it is told otherwise, or older audio comes first. */
    void opened(long nanos) {
        zeroNanos = nanos;
    }

    void clockBeginsAt(long nanos) {
        zeroNanos = nanos;
    }

    void askedToClose() {
        closing = true;
    }

    boolean isClosing() {
        return closing;
    }

    /** Where a text lies in the audio of the call. */
    AudioSpan span(
            @Nullable Double audioStartMs,
            @Nullable Double audioEndMs,
            @Nullable Double streamStartMs,
            @Nullable Double streamEndMs) {
        if (audioStartMs != null || audioEndMs != null) {
            return new AudioSpan(onCall(audioStartMs, 0), onCall(audioEndMs, 0));
        }
        return streamStartMs == null && streamEndMs == null
                ? AudioSpan.UNKNOWN
                : new AudioSpan(onCall(streamStartMs, zeroNanos), onCall(streamEndMs, zeroNanos));
    }

    private static long onCall(@Nullable Double ms, long zeroNanos) {
        return ms == null ? -1 : zeroNanos + ScenarioRunner.nanos(ms);
    }
}
