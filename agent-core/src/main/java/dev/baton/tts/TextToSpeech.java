package dev.baton.tts;

/**
 * A voice. One instance serves all calls and may be used by many threads.
 *
 * <p>Closing it is up to whoever made it; a call only cancels its own syntheses.
 */
public interface TextToSpeech extends AutoCloseable {
    /** As people read it: {@code FreeTTS kevin16}. */
    String name();

    /** Rate of the mono 16-bit audio, one of {@link dev.baton.audio.AudioFormat#SAMPLE_RATES_HZ}. */
    int sampleRateHz();

    /**
     * Starts to speak a text and returns at once; never blocks the caller, which is an event loop.
     *
     * @param listener hears audio in order and then exactly one of completed or failed, on any thread, one call at a time
     */
    Synthesis synthesize(String text, SynthesisListener listener);

    @Override
    default void close() {}

    /** A running synthesis. */
    @FunctionalInterface
    interface Synthesis {
        /** Nobody listens any more; audio that still comes is ignored. May be called from any thread, and twice. */
        void cancel();
    }

    /** Takes the audio. */
    interface SynthesisListener {
        /** {@code samples[offset .. offset + length)} is read before this returns. */
        void onAudio(short[] samples, int offset, int length);

        void onCompleted();

        void onFailed(SynthesisException reason);
    }
}
