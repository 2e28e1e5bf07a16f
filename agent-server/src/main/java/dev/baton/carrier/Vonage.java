package dev.baton.carrier;

import dev.baton.call.VoiceAgent;
import dev.baton.carrier.Line.Caller;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Vonage Voice API WebSockets. Audio is binary, linear 16-bit little-endian, at the rate of the first message's content type; everything else is JSON text.
 *
 * <p>The headers that the NCCO gives the endpoint reach {@code CallInfo} as parameters; {@code from}, {@code to} and {@code uuid} there tell who calls.
 */
public final class Vonage {
    private Vonage() {}

    /** {@link #open(VoiceAgent, Outgoing, LineOptions)} with the defaults. */
    public static MediaStream open(VoiceAgent agent, Outgoing out) {
        return open(agent, out, LineOptions.defaults());
    }

    /** For each WebSocket that Vonage opens; the agent answers when {@code websocket:connected} has come. */
    public static MediaStream open(VoiceAgent agent, Outgoing out, LineOptions options) {
        return new Line(agent, new Wire(), out, options);
    }

    private static final class Wire implements Dialect {
        @Override
        public String transport() {
            return "vonage";
        }

        @Override
        public void onText(String message, Line line) {
            var fields = MediaMessage.fields(message);
            switch (fields.getOrDefault("event", "")) {
                case "websocket:connected" -> connected(fields, line);
                case "websocket:dtmf" -> line.key(fields.getOrDefault("digit", fields.getOrDefault("dtmf.digit", "")));
                case "websocket:notify" -> line.markReturned(fields.getOrDefault("payload.mark", ""));
                case "" -> throw new LineException(LineProblem.MALFORMED, "a message without an event");
                default -> {} // websocket:cleared, and what is added later
            }
        }

        private static void connected(Map<String, String> fields, Line line) {
            var format = MediaFormats.of(JsonDialect.required(fields, "content-type"), "");
            var headers = new HashMap<>(fields);
            headers.keySet().removeAll(Set.of("event", "content-type"));
            line.begins(format, Caller.of("", "", headers.getOrDefault("uuid", ""), headers));
        }

        @Override
        public void onBinary(ByteBuffer bytes, Line line) {
            line.audio(bytes);
        }

        @Override
        public void sendAudio(ByteBuffer audio, Outgoing out) {
            out.binary(audio);
        }

        @Override
        public void sendMark(String name, Outgoing out) {
            out.text("{\"action\":\"notify\",\"payload\":{\"mark\":" + MessageWriter.quoted(name) + "}}");
        }

        @Override
        public void sendClear(Outgoing out) {
            out.text("{\"action\":\"clear\"}");
        }
    }
}
