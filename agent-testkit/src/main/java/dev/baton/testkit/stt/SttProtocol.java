package dev.baton.testkit.stt;

import java.util.Optional;
import java.util.stream.Stream;

/** The wire protocols that a {@link LocalSttServer} speaks. */
public enum SttProtocol {
    SMALLEST_PULSE("smallest-pulse", "/waves/v1/stt/live"),
    DEEPGRAM("deepgram", "/v1/listen"),
    SMALLEST_LIGHTNING("smallest-lightning", "/api/v1/lightning/get_text"),
    DEEPGRAM_FLUX("deepgram-flux", "/v2/listen"),
    ASSEMBLYAI("assemblyai", "/v3/ws"),
    CAMB_LISTEN("camb-listen", "/apis/transcription/listen");

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
