package dev.baton.tts;

import dev.baton.stt.SttTransport;

/** A voice that speaks in this process: it needs no connection, and its sessions share everything. */
public interface LocalVoice extends TextToSpeech {
    /** As {@link TtsSession#synthesize}; safe to use from any thread. Never blocks the caller, which is an event loop. */
    Synthesis synthesize(String text, SynthesisListener listener);

    @Override
    default TtsSession open(SttTransport transport) {
        return this::synthesize;
    }
}
