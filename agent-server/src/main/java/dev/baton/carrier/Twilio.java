package dev.baton.carrier;

import dev.baton.call.VoiceAgent;
import dev.baton.carrier.Line.Caller;
import java.util.Map;

/**
 * Twilio Media Streams, bidirectional: {@code <Connect><Stream url="wss://..."/></Connect>}. JSON text both ways, mu-law at 8 kHz as base64.
 *
 * <p>Twilio does not tell who calls. A {@code <Parameter name="from" value="{{From}}"/>} inside the {@code <Stream>} does, and {@code to} likewise; all parameters reach {@code CallInfo}.
 */
public final class Twilio {
    private Twilio() {}

    /** {@link #open(VoiceAgent, Outgoing, LineOptions)} with the defaults. */
    public static MediaStream open(VoiceAgent agent, Outgoing out) {
        return open(agent, out, LineOptions.defaults());
    }

    /** For each WebSocket that Twilio opens; the agent answers when {@code start} has come. */
    public static MediaStream open(VoiceAgent agent, Outgoing out, LineOptions options) {
        return new Line(agent, new Wire(), out, options);
    }

    private static final class Wire extends StreamDialect {
        Wire() {
            super("streamSid");
        }

        @Override
        public String transport() {
            return "twilio";
        }

        @Override
        Start start(Map<String, String> fields) {
            String streamId = required(fields, "start.streamSid");
            var format = MediaFormats.of(
                    required(fields, "start.mediaFormat.encoding"), required(fields, "start.mediaFormat.sampleRate"));
            var parameters = MediaMessage.below(fields, "start.customParameters");
            return new Start(format, streamId, Caller.of("", "", field(fields, "start.callSid"), parameters));
        }
    }
}
