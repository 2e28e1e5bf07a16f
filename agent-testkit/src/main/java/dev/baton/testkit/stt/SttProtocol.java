package dev.baton.testkit.stt;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * The wire protocols that a {@link LocalSttServer} speaks: those of speech-to-text services, and {@link #CAMB_REALTIME}, which translates speech to speech.
 */
public enum SttProtocol {
    SMALLEST_PULSE("smallest-pulse", "/waves/v1/stt/live"),
    DEEPGRAM("deepgram", "/v1/listen"),
    SMALLEST_LIGHTNING("smallest-lightning", "/api/v1/lightning/get_text"),
    DEEPGRAM_FLUX("deepgram-flux", "/v2/listen"),
    ASSEMBLYAI("assemblyai", "/v3/ws"),
    CAMB_LISTEN("camb-listen", "/apis/transcription/listen"),
    /** Speech in, its translation out, as text and as speech. */
    CAMB_REALTIME("camb-realtime", "/v1/realtime");

    private final String label;
    private final String path;

    SttProtocol(String label, String path) {
        this.label = label;
        this.path = path;
    }

    /** Where clients connect; there may be other paths besides. */
    public String path() {
        return path;
    }

    /** Those whose result is the text of what was said. */
    static SttProtocol[] speechToText() {
        return Stream.of(values()).filter(protocol -> protocol != CAMB_REALTIME).toArray(SttProtocol[]::new);
    }

    /** For people and command lines. */
    public String label() {
        return label;
    }

    /** The protocol of that label. */
    public static Optional<SttProtocol> of(String label) {
        return Stream.of(values())
                .filter(protocol -> protocol.label.equals(label))
                .findFirst();
    }
}
