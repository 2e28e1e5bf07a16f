package dev.baton.journal;

import dev.baton.agent.CallInfo;
import dev.baton.audio.AudioFormat;
import dev.baton.turn.TurnConfig;
import dev.baton.vad.SpeechGateConfig;

/**
 * What a journal begins with: all that has to be known to have the call again.
 *
 * @param version of the format, {@link #VERSION} for what this Baton writes
 * @param started when the call began, in UTC as ISO 8601 has it
 * @param call who called; in a redacted journal without numbers and parameters
 * @param line what the caller's audio was
 * @param recogniser by its name
 * @param recogniserRateHz of the audio that it took
 * @param detector by its name
 * @param detectorRateHz of the audio that it took
 * @param gate how speech was told from noise
 * @param turns the settings at the beginning, with what is known about the recogniser
 * @param endpointer class of the application's own endpointer; empty where {@code turn.endpointing} names one
 * @param redacted whether words are masked, and audio and wire messages left out
 */
public record JournalHeader(
        int version,
        String started,
        CallInfo call,
        AudioFormat line,
        String recogniser,
        int recogniserRateHz,
        String detector,
        int detectorRateHz,
        SpeechGateConfig gate,
        TurnConfig turns,
        String endpointer,
        boolean redacted) {
    /** Goes up when an older reader would misunderstand what is written. */
    public static final int VERSION = 1;
}
