package dev.baton.testkit.stt;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
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
    CAMB_REALTIME("camb-realtime", "/v1/realtime"),
    /** Not over a WebSocket: one HTTP request for each recording. */
    OPENAI_TRANSCRIPTIONS("openai-transcriptions", "/v1/audio/transcriptions", "http");

    private final String label;
    private final String path;
    private final String scheme;

    SttProtocol(String label, String path) {
        this(label, path, "ws");
    }

    SttProtocol(String label, String path, String scheme) {
        this.label = label;
        this.path = path;
        this.scheme = scheme;
    }

    /** Of its address on a server without TLS: {@code ws} or {@code http}. */
    public String scheme() {
        return scheme;
    }

    /** Those with a connection that stands, and messages on it. */
    static Set<SttProtocol> webSockets() {
        var all = EnumSet.allOf(SttProtocol.class);
        all.removeIf(protocol -> !protocol.scheme.equals("ws"));
        return all;
    }

    /** Where clients connect; there may be other paths besides. */
    public String path() {
        return path;
    }

    /** Those whose result is the text of what was said. */
    public static Set<SttProtocol> speechToText() {
        var all = EnumSet.allOf(SttProtocol.class);
        all.remove(CAMB_REALTIME);
        return all;
    }

    /** Those of them with a connection that stands. */
    static Set<SttProtocol> streams() {
        var all = webSockets();
        all.retainAll(speechToText());
        return all;
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
