package dev.baton.carrier;

import dev.baton.audio.AudioEncoding;
import dev.baton.call.VoiceAgent;
import dev.baton.carrier.Line.Caller;
import java.nio.ByteBuffer;

/**
 * Linear audio over a WebSocket, for browsers and whatever has no protocol of its own. Binary messages are linear 16-bit little-endian mono of any length, both ways; text messages are JSON:
 *
 * <pre>{@code
 *  client: {"type":"start","sampleRate":16000,"from":"..","to":"..","callId":"..","parameters":{"name":"value"}}   first; all but the type may be missing, the rate is then 16000
 *          {"type":"dtmf","digit":"5"}    {"type":"text","text":"a typed line"}    {"type":"stop"}
 *          {"type":"mark","name":".."}    what was sent before that mark has been played, or was thrown away
 *  server: {"type":"mark","name":".."}    {"type":"clear"}    throw away what has not been played
 * }</pre>
 */
public final class PcmWebSocket {
    private PcmWebSocket() {}

    /** {@link #open(VoiceAgent, Outgoing, LineOptions)} with the defaults. */
    public static MediaStream open(VoiceAgent agent, Outgoing out) {
        return open(agent, out, LineOptions.defaults());
    }

    /** For each WebSocket; the agent answers when {@code start} has come. */
    public static MediaStream open(VoiceAgent agent, Outgoing out, LineOptions options) {
        return new Line(agent, new Wire(), out, options);
    }

    private static final class Wire implements Dialect {
        private static final String USUAL_RATE_HZ = "16000";

        @Override
        public String transport() {
            return "pcm";
        }

        @Override
        public void onText(String message, Line line) {
            var fields = MediaMessage.fields(message);
            String type = fields.getOrDefault("type", "");
            switch (type) {
                case "start" ->
                    line.begins(
                            MediaFormats.of(
                                    AudioEncoding.LINEAR16,
                                    MediaFormats.rate(fields.getOrDefault("sampleRate", USUAL_RATE_HZ))),
                            Caller.of(
                                    fields.getOrDefault("from", ""),
                                    fields.getOrDefault("to", ""),
                                    fields.getOrDefault("callId", ""),
                                    MediaMessage.below(fields, "parameters")));
                case "dtmf" -> line.key(fields.getOrDefault("digit", ""));
                case "text" -> line.typed(fields.getOrDefault("text", ""));
                case "mark" -> line.markReturned(fields.getOrDefault("name", ""));
                case "stop" -> line.ended();
                default ->
                    throw new LineException(
                            LineProblem.MALFORMED, "a message whose type is none of start, dtmf, text, mark, stop");
            }
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
            out.text("{\"type\":\"mark\",\"name\":" + MessageWriter.quoted(name) + "}");
        }

        @Override
        public void sendClear(Outgoing out) {
            out.text("{\"type\":\"clear\"}");
        }
    }
}
