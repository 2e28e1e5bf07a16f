package dev.baton.carrier;

import dev.baton.audio.AudioEncoding;
import dev.baton.call.VoiceAgent;
import dev.baton.carrier.Line.Caller;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Asterisk's {@code chan_websocket}: media over a WebSocket that Asterisk opens, with the subprotocol {@code media}. Audio is binary in the channel's codec, one codec frame for each message; control is
 * text, JSON or plain lines, and is answered as it comes. The codec must be {@code ulaw}, {@code alaw} or one of {@code slin} to {@code slin48}.
 *
 * <p>Commands longer than 128 bytes are ignored by Asterisk; none here is. The channel's variables reach {@code CallInfo} as parameters; {@code from} and {@code to} there tell who calls.
 */
public final class AsteriskWebSocket {
    private AsteriskWebSocket() {}

    /** {@link #open(VoiceAgent, Outgoing, LineOptions)} with the defaults. */
    public static MediaStream open(VoiceAgent agent, Outgoing out) {
        return open(agent, out, LineOptions.defaults());
    }

    /** For each WebSocket that Asterisk opens; the agent answers when {@code MEDIA_START} has come. */
    public static MediaStream open(VoiceAgent agent, Outgoing out, LineOptions options) {
        return new Line(agent, new Wire(), out, options);
    }

    private static final class Wire implements Dialect {
        private static final Map<String, Integer> LINEAR_RATES_HZ = Map.of(
                "slin", 8_000,
                "slin12", 12_000,
                "slin16", 16_000,
                "slin24", 24_000,
                "slin32", 32_000,
                "slin44", 44_100,
                "slin48", 48_000);

        private boolean json;
        private int codecFrameBytes;
        private boolean buffering;

        @Override
        public String transport() {
            return "asterisk-websocket";
        }

        @Override
        public void onText(String message, Line line) {
            json = message.stripLeading().startsWith("{");
            var fields = json ? MediaMessage.fields(message) : plainFields(message);
            switch (fields.getOrDefault("event", "")) {
                case "MEDIA_START" -> begin(fields, line);
                case "DTMF_END" -> line.key(fields.getOrDefault("digit", ""));
                case "MEDIA_MARK_PROCESSED" ->
                    line.markReturned(fields.getOrDefault("correlation_id", fields.getOrDefault("", "")));
                case "ERROR" -> throw new LineException(LineProblem.REPORTED_BY_PEER, "Asterisk reports an error");
                case "" -> throw new LineException(LineProblem.MALFORMED, "a message without an event");
                default -> {} // STATUS, MEDIA_XON, ..., and what is added later
            }
        }

        /** {@code EVENT name:value name:value}, or {@code EVENT value}, which goes by the name of nothing. */
        private static Map<String, String> plainFields(String message) {
            var fields = new HashMap<String, String>();
            String[] parts = message.strip().split("\\s+", -1);
            fields.put("event", parts[0]);
            for (int i = 1; i < parts.length; i++) {
                int colon = parts[i].indexOf(':');
                fields.put(colon < 0 ? "" : parts[i].substring(0, colon), parts[i].substring(colon + 1));
            }
            return fields;
        }

        private void begin(Map<String, String> fields, Line line) {
            String codec = JsonDialect.required(fields, "format");
            Integer linearRateHz = LINEAR_RATES_HZ.get(codec);
            var format = linearRateHz == null
                    ? MediaFormats.of(codec, "8000")
                    : MediaFormats.of(AudioEncoding.LINEAR16, linearRateHz);
            try {
                codecFrameBytes = Integer.parseInt(fields.getOrDefault("optimal_frame_size", "0"));
            } catch (NumberFormatException e) {
                throw new LineException(LineProblem.MALFORMED, "an optimal_frame_size that is no number");
            }
            line.begins(
                    format,
                    Caller.of(
                            "",
                            "",
                            fields.getOrDefault("channel_id", fields.getOrDefault("connection_id", "")),
                            MediaMessage.below(fields, "channel_variables")));
        }

        @Override
        public void onBinary(ByteBuffer bytes, Line line) {
            line.audio(bytes);
        }

        @Override
        public void sendAudio(ByteBuffer audio, Outgoing out) {
            boolean fitsFrames = codecFrameBytes <= 0 || audio.remaining() % codecFrameBytes == 0;
            if (!fitsFrames && !buffering) {
                buffering = true; // without it Asterisk drops what does not fill a codec frame
                command("START_MEDIA_BUFFERING", out);
            }
            out.binary(audio);
        }

        @Override
        public void sendMark(String name, Outgoing out) {
            out.text(
                    json
                            ? "{\"command\":\"MARK_MEDIA\",\"correlation_id\":" + MessageWriter.quoted(name) + "}"
                            : "MARK_MEDIA " + name);
        }

        @Override
        public void sendClear(Outgoing out) {
            buffering = false;
            command("FLUSH_MEDIA", out);
        }

        @Override
        public void sendHangUp(Outgoing out) {
            command("HANGUP", out);
        }

        private void command(String name, Outgoing out) {
            out.text(json ? "{\"command\":\"" + name + "\"}" : name);
        }
    }
}
