package dev.baton.carrier;

import dev.baton.call.VoiceAgent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The lines that there are, by name. */
public enum LineTransport {
    TWILIO("twilio", Twilio::open),
    TELNYX("telnyx", Telnyx::open),
    PLIVO("plivo", Plivo::open),
    VONAGE("vonage", Vonage::open),
    EXOTEL("exotel", Exotel::open),
    PCM("pcm", PcmWebSocket::open),
    ASTERISK_WEBSOCKET("asterisk-websocket", AsteriskWebSocket::open),
    /** A stream of bytes over TCP; all others are WebSockets. */
    AUDIOSOCKET("audiosocket", AudioSocket::open);

    @FunctionalInterface
    private interface Opening {
        MediaStream open(VoiceAgent agent, Outgoing out, LineOptions options);
    }

    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // a method reference, which holds nothing
    private final Opening opening;

    LineTransport(String label, Opening opening) {
        this.label = label;
        this.opening = opening;
    }

    /** As in configuration, {@code CallInfo} and metrics. */
    public String label() {
        return label;
    }

    public static Optional<LineTransport> of(String label) {
        return Arrays.stream(values())
                .filter(transport -> transport.label.equals(label))
                .findFirst();
    }

    public static List<String> labels() {
        return Arrays.stream(values()).map(LineTransport::label).toList();
    }

    public MediaStream open(VoiceAgent agent, Outgoing out, LineOptions options) {
        return opening.open(agent, out, options);
    }
}
