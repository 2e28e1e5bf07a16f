package dev.baton.carrier;

import dev.baton.audio.AudioEncoding;
import dev.baton.call.VoiceAgent;
import dev.baton.carrier.Line.Caller;
import java.util.Map;

/** Exotel voice streaming, bidirectional. JSON text both ways as Twilio's, in snake case, with linear 16-bit little-endian audio as base64. */
public final class Exotel {
    private Exotel() {}

    /** {@link #open(VoiceAgent, Outgoing, LineOptions)} with the defaults. */
    public static MediaStream open(VoiceAgent agent, Outgoing out) {
        return open(agent, out, LineOptions.defaults());
    }

    /** For each WebSocket that Exotel opens; the agent answers when {@code start} has come. */
    public static MediaStream open(VoiceAgent agent, Outgoing out, LineOptions options) {
        return new Line(agent, new Wire(), out, options);
    }

    private static final class Wire extends StreamDialect {
        Wire() {
            super("stream_sid");
        }

        private static final String USUAL_RATE_HZ = "8000";

        @Override
        public String transport() {
            return "exotel";
        }

        @Override
        Start start(Map<String, String> fields) {
            String streamId = fields.getOrDefault("start.stream_sid", field(fields, "stream_sid"));
            if (streamId.isEmpty()) {
                required(fields, "start.stream_sid");
            }
            // "encoding" names the base64 around the audio, not the audio.
            var format = MediaFormats.of(
                    AudioEncoding.LINEAR16,
                    MediaFormats.rate(fields.getOrDefault("start.media_format.sample_rate", USUAL_RATE_HZ)));
            return new Start(
                    format,
                    streamId,
                    Caller.of(
                            field(fields, "start.from"),
                            field(fields, "start.to"),
                            field(fields, "start.call_sid"),
                            MediaMessage.below(fields, "start.custom_parameters")));
        }
    }
}
