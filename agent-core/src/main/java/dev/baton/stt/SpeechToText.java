package dev.baton.stt;

/**
 * A streaming speech-to-text service. One instance serves all calls and may be used by many threads; each call opens a session of its own.
 */
public interface SpeechToText {
    /** As people type and read it: {@code smallest-pulse}. */
    String name();

    /** Where the sessions go, for people; never with a key in it. */
    String address();

    SttCapabilities capabilities();

    /** Rate of the mono 16-bit audio that sessions take; the call converts to it. */
    int sampleRateHz();

    /**
     * Starts to connect and returns at once. Called on the call's event loop; everything of the session, the listener included, runs there.
     *
     * @param transport connects from this call's event loop
     * @param listener hears everything in order; the last event is always {@link SttEvent.Closed}
     */
    SttSession open(SttTransport transport, SttListener listener);
}
