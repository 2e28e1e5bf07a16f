package dev.baton.testkit.stt;

import java.util.Optional;
import java.util.stream.Stream;

/** The wire protocols that a {@link LocalSttServer} speaks. */
public enum SttProtocol {
    SMALLEST_PULSE("smallest-pulse"),
    DEEPGRAM("deepgram");

    private final String label;

    SttProtocol(String label) {
        this.label = label;
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
