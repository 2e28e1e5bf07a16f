package dev.baton.tts;

import dev.baton.tts.TextToSpeech.Synthesis;
import dev.baton.tts.TextToSpeech.SynthesisListener;

/** One call's use of a voice. Used on the call's event loop only. */
@FunctionalInterface
public interface TtsSession extends AutoCloseable {
    /**
     * Starts to speak a text and returns at once. A call asks for one text after another; a listener's first audio should come long before its last.
     *
     * @param listener hears audio in order and then exactly one of completed or failed, on any thread, one call at a time
     */
    Synthesis synthesize(String text, SynthesisListener listener);

    /** The call is over; releases what the session holds. May be called twice. */
    @Override
    default void close() {}
}
