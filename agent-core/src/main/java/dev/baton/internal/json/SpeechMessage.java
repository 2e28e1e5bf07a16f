package dev.baton.internal.json;

import java.time.Duration;

/** What a text-to-speech service says. An {@code id} is that of the text which it is about, as {@link SpeechProtocol#speak} was given it. */
public sealed interface SpeechMessage {
    /** The service takes texts now. */
    record Ready() implements SpeechMessage {}

    /** @param samples never empty */
    @SuppressWarnings("ArrayRecordComponent") // audio is handed over, never compared
    record Audio(String id, short[] samples) implements SpeechMessage {}

    /** @param begins from the first sample of the text */
    record Word(String id, String word, Duration begins) implements SpeechMessage {}

    /** No more audio of the text will come. */
    record Completed(String id) implements SpeechMessage {}

    /** The service does not speak the text, or no further; it goes on with others. */
    record Failed(String id, String reason) implements SpeechMessage {}

    /**
     * Something is wrong that is not about one text: nothing more is to be expected of this connection.
     *
     * @param settled whether another connection would be told the same
     */
    record Broken(String reason, boolean settled) implements SpeechMessage {}

    /** A message was skipped, so that audio may be missing. */
    record Unreadable(String what) implements SpeechMessage {}

    /** The service has said everything and closes. */
    record Ended() implements SpeechMessage {}
}
