package dev.baton.journal;

import dev.baton.internal.journal.ReplayedCall;
import dev.baton.internal.journal.ReplayedDecisions;
import dev.baton.stt.SpeechToText;
import dev.baton.turn.Endpointer;
import dev.baton.vad.VoiceActivityDetectorProvider;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Has a recorded call again and tells where it first goes another way. Nothing is heard or sent; it takes as long as the machine needs. */
public final class Replay {
    private Replay() {}

    /**
     * The recorded events go through the turn machine again; the actions must be the same.
     *
     * @throws dev.baton.BatonException if the journal cannot be read, or the call had an endpointer of the application's own
     */
    public static ReplayResult ofDecisions(Path journal) {
        try (var reader = JournalReader.open(journal)) {
            return ofDecisions(reader);
        }
    }

    /** The same for a journal that was kept elsewhere than in a file; reads it to its end. */
    public static ReplayResult ofDecisions(JournalReader journal) {
        return ofDecisions(journal, null);
    }

    /** @param endpointer the application's own, where the call had one; null otherwise */
    public static ReplayResult ofDecisions(JournalReader journal, @Nullable Endpointer endpointer) {
        return ReplayedDecisions.replay(journal, endpointer);
    }

    /**
     * The recorded audio and wire messages go through framer, resampler, detector, gate, the recogniser's session and the turn machine again; whatever they lead to must be the same. What the application and the agent's
     * voice did happens as it was recorded.
     *
     * @param service of the kind and with the options that the call had; it connects to nobody. Null where no wire was recorded, because the recogniser had none: its texts come as recorded then
     * @param detector usually the one that {@link JournalHeader#detector} names
     * @throws dev.baton.BatonException if the journal cannot be read, is redacted, or has messages on the wire and there is no service to read them
     */
    public static ReplayResult ofAudio(
            Path journal, @Nullable SpeechToText service, VoiceActivityDetectorProvider detector) {
        try (var reader = JournalReader.open(journal)) {
            return ofAudio(reader, service, detector);
        }
    }

    /** The same for a journal that was kept elsewhere than in a file; reads it to its end. */
    public static ReplayResult ofAudio(
            JournalReader journal, @Nullable SpeechToText service, VoiceActivityDetectorProvider detector) {
        return ofAudio(journal, service, detector, null);
    }

    /** @param endpointer the application's own, where the call had one; null otherwise */
    public static ReplayResult ofAudio(
            JournalReader journal,
            @Nullable SpeechToText service,
            VoiceActivityDetectorProvider detector,
            @Nullable Endpointer endpointer) {
        return ReplayedCall.replay(journal, service, detector, endpointer);
    }

    /** Whether messages on the wire to a recogniser were recorded, so that {@link #ofAudio} needs a service to read them. */
    public static boolean hasWire(Path journal) {
        try (var reader = JournalReader.open(journal)) {
            for (var entry = reader.next(); entry != null; entry = reader.next()) {
                if (entry instanceof JournalEntry.Wire) {
                    return true;
                }
            }
            return false;
        }
    }
}
