package dev.baton.translate;

import dev.baton.stt.SttTransport;

/**
 * A service that hears speech in one language and says it in another. One instance serves all translations of an application and may be used by many threads; each opens a session of its own.
 */
public interface SpeechTranslator {
    /** As people type and read it: {@code camb-realtime}. */
    String name();

    /** Where the sessions go, for people; never with a key in it. */
    String address();

    /** Rate of the mono 16-bit audio that sessions take. */
    int inputSampleRateHz();

    /** Rate of the mono 16-bit audio that sessions give. */
    int outputSampleRateHz();

    /** What is spoken, as the service writes it: {@code en-us}. */
    String sourceLanguage();

    /** What it becomes: {@code de-de}. */
    String targetLanguage();

    /** Whether the translation is spoken, and not only written. */
    boolean speaks();

    /**
     * Starts to connect and returns at once. Called on an event loop; everything of the session, the listener included, runs there.
     *
     * @param transport connects from that event loop
     * @param listener hears everything in order; the last event is always {@link TranslationEvent.Closed}
     */
    TranslationSession open(SttTransport transport, TranslationListener listener);
}
