package dev.baton.call;

import dev.baton.agent.CallInfo;
import dev.baton.audio.AudioTap;
import dev.baton.journal.JournalSink;
import org.jspecify.annotations.Nullable;

/**
 * What concerns one call only.
 *
 * @param info who calls; null for a fresh id and nothing else
 * @param listener hears this call, besides the agent's own listener
 * @param tap hears both sides' audio, or null
 * @param journal where everything goes that is needed to have the call again, or null
 */
public record CallOptions(
        @Nullable CallInfo info,
        CallListener listener,
        @Nullable AudioTap tap,
        @Nullable JournalSink journal) {
    public static CallOptions defaults() {
        return new CallOptions(null, CallListener.none(), null, null);
    }

    public CallOptions withInfo(CallInfo info) {
        return new CallOptions(info, listener, tap, journal);
    }

    public CallOptions withListener(CallListener listener) {
        return new CallOptions(info, listener, tap, journal);
    }

    public CallOptions withTap(AudioTap tap) {
        return new CallOptions(info, listener, tap, journal);
    }

    /** For one call, which closes it at its end; where there comes to be no call, whoever made it does. */
    public CallOptions withJournal(JournalSink journal) {
        return new CallOptions(info, listener, tap, journal);
    }
}
