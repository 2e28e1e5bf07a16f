package dev.baton.translate;

import dev.baton.internal.translate.RealtimeLink;
import dev.baton.internal.translate.RealtimeSession;
import dev.baton.stt.SttTransport;

/**
 * CAMB.AI realtime speech-to-speech translation over a WebSocket, in both of its generations. Beta at the vendor's: it may change there.
 *
 * <pre>{@code
 * var translator = CambRealtime.builder().from("en-us").to("de-de").build(); // key from CAMB_API_KEY
 * }</pre>
 *
 * Audio is mono 16-bit at 24 kHz both ways; a {@link Translation} converts. Immutable, and safe for use by many threads.
 */
public final class CambRealtime implements SpeechTranslator {
    private final RealtimeLink link;

    CambRealtime(RealtimeLink link) {
        this.link = link;
    }

    public static CambRealtimeBuilder builder() {
        return new CambRealtimeBuilder(System::getenv);
    }

    @Override
    public String name() {
        return link.name();
    }

    @Override
    public String address() {
        return link.address();
    }

    @Override
    public int inputSampleRateHz() {
        return RealtimeLink.SAMPLE_RATE_HZ;
    }

    @Override
    public int outputSampleRateHz() {
        return RealtimeLink.SAMPLE_RATE_HZ;
    }

    @Override
    public String sourceLanguage() {
        return link.request().sourceLanguage();
    }

    @Override
    public String targetLanguage() {
        return link.request().targetLanguage();
    }

    @Override
    public boolean speaks() {
        return link.request().audio();
    }

    @Override
    public TranslationSession open(SttTransport transport, TranslationListener listener) {
        return RealtimeSession.open(link, transport, listener);
    }

    RealtimeLink link() {
        return link;
    }

    /** Name and address; never the key. */
    @Override
    public String toString() {
        return link.toString();
    }
}
