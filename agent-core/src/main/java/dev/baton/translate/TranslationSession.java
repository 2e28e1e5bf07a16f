package dev.baton.translate;

/**
 * One stream of speech to a translator. Used on its event loop only.
 *
 * <p>Audio may be handed over from the first frame, before {@link TranslationEvent.Ready}: a bounded amount is kept and sent once the service listens. What had to be dropped is told by {@link
 * TranslationEvent.AudioDropped}. After {@link TranslationEvent.Closed} all methods do nothing.
 */
public interface TranslationSession {
    /** Adds mono audio at {@link SpeechTranslator#inputSampleRateHz()}; grouped into the messages that the service likes. */
    void audio(short[] samples, int offset, int length);

    /** Whether the service listens and the network takes what is sent. While it does not, audio that can wait is better kept until {@link TranslationListener#onWritable}: past a limit it is dropped. */
    boolean isWritable();

    /**
     * Says that no audio follows. The session waits, within bounds, for the end of the translation of what was sent, and then closes; where the service did not bring it to an end, an error says so
     * first.
     */
    void finish();

    /** Closes the connection in order, without waiting for a translation that is under way. */
    void close();

    /** Ends at once, without a closing handshake. */
    void abort();
}
