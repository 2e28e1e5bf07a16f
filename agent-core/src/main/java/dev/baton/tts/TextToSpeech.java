package dev.baton.tts;

import dev.baton.stt.SttTransport;
import java.time.Duration;

/**
 * A voice. One instance serves all calls and may be used by many threads; each call opens a session of its own.
 *
 * <p>Closing it is up to whoever made it; a call closes only its own session. One that needs no connection is a {@link LocalVoice}.
 */
public interface TextToSpeech extends AutoCloseable {
    /** As people read it: {@code FreeTTS kevin16}. */
    String name();

    /** Rate of the mono 16-bit audio, one of {@link dev.baton.audio.AudioFormat#SAMPLE_RATES_HZ}. */
    int sampleRateHz();

    /**
     * What one call speaks with. Called on the call's event loop, before the call's first reply, and returns at once: a service may connect then, so that the first word need not wait for it.
     *
     * @param transport connects from this call's event loop
     */
    TtsSession open(SttTransport transport);

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

        /**
         * When a word of the text sounds, where the voice knows; before or after its audio, in the order of the text. Either all words of a text are told, or none: what was heard of an interrupted reply is
         * taken from them.
         *
         * @param word as it is written in the text, punctuation included or not
         * @param begins from the first sample of this text
         */
        default void onWord(String word, Duration begins) {}

        /** What follows was kept from an earlier time: no service was asked for it. Comes first, if it does. */
        default void onKept() {}

        void onCompleted();

        void onFailed(SynthesisException reason);
    }
}
