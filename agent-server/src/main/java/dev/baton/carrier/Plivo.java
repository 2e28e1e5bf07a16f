package dev.baton.carrier;

import dev.baton.audio.AudioEncoding;
import dev.baton.audio.AudioFormat;
import dev.baton.call.VoiceAgent;
import dev.baton.carrier.Line.Caller;
import java.util.HashMap;
import java.util.Map;

/**
 * Plivo audio streaming, {@code <Stream bidirectional="true">}. JSON text both ways, mu-law at 8 kHz or linear 16-bit little-endian at 8 or 16 kHz as base64. The call's end is that of the socket.
 *
 * <p>Extra headers, {@code name=value} with commas between them, reach {@code CallInfo} as parameters; {@code from} and {@code to} there tell who calls.
 */
public final class Plivo {
    private Plivo() {}

    /** {@link #open(VoiceAgent, Outgoing, LineOptions)} with the defaults. */
    public static MediaStream open(VoiceAgent agent, Outgoing out) {
        return open(agent, out, LineOptions.defaults());
    }

    /** For each WebSocket that Plivo opens; the agent answers when {@code start} has come. */
    public static MediaStream open(VoiceAgent agent, Outgoing out, LineOptions options) {
        return new Line(agent, new Wire(), out, options);
    }

    private static final class Wire extends JsonDialect {
        @Override
        public String transport() {
            return "plivo";
        }

        @Override
        Start start(Map<String, String> fields) {
            var format = MediaFormats.of(
                    required(fields, "start.mediaFormat.encoding"), required(fields, "start.mediaFormat.sampleRate"));
            if (format.encoding() == AudioEncoding.ALAW) {
                throw new LineException(LineProblem.UNSUPPORTED_MEDIA, "A-law, which cannot be sent to Plivo");
            }
            return new Start(
                    format,
                    required(fields, "start.streamId"),
                    Caller.of("", "", field(fields, "start.callId"), headers(field(fields, "extra_headers"))));
        }

        private static Map<String, String> headers(String text) {
            var headers = new HashMap<String, String>();
            for (String header : text.split("[,;]", -1)) {
                int equals = header.indexOf('=');
                if (equals > 0) {
                    headers.put(
                            header.substring(0, equals).strip(),
                            header.substring(equals + 1).strip());
                }
            }
            return headers;
        }

        @Override
        MessageWriter mediaWriter(String streamId, AudioFormat format) {
            String contentType = format.encoding() == AudioEncoding.MULAW ? "audio/x-mulaw" : "audio/x-l16";
            return new MessageWriter(
                    "{\"event\":\"playAudio\",\"streamId\":" + MessageWriter.quoted(streamId)
                            + ",\"media\":{\"contentType\":\"" + contentType + "\",\"sampleRate\":"
                            + format.sampleRateHz() + ",\"payload\":\"",
                    "\"}}");
        }

        @Override
        String markEvent() {
            return "playedStream";
        }

        @Override
        String markName() {
            return "name";
        }

        @Override
        public void sendMark(String name, Outgoing out) {
            out.text("{\"event\":\"checkpoint\",\"streamId\":" + MessageWriter.quoted(streamId()) + ",\"name\":"
                    + MessageWriter.quoted(name) + "}");
        }

        @Override
        public void sendClear(Outgoing out) {
            out.text("{\"event\":\"clearAudio\",\"streamId\":" + MessageWriter.quoted(streamId()) + "}");
        }
    }
}
