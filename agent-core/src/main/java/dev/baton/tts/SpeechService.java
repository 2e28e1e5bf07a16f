package dev.baton.tts;

import dev.baton.internal.tts.SpeechLink;
import dev.baton.internal.tts.SpeechSession;
import dev.baton.stt.SttTransport;

/** A service that speaks over a connection of its own for each call. Immutable, and safe for use by many threads. */
abstract class SpeechService implements TextToSpeech {
    private final SpeechLink link;

    SpeechService(SpeechLink link) {
        this.link = link;
    }

    @Override
    public final String name() {
        return link.name();
    }

    @Override
    public final int sampleRateHz() {
        return link.sampleRateHz();
    }

    @Override
    public final TtsSession open(SttTransport transport) {
        return SpeechSession.open(link, transport);
    }

    final SpeechLink link() {
        return link;
    }

    /** Name and address; never the key. */
    @Override
    public final String toString() {
        return link.toString();
    }
}
