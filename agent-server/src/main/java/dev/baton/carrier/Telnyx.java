package dev.baton.carrier;

import dev.baton.audio.AudioFormat;
import dev.baton.call.VoiceAgent;
import dev.baton.carrier.Line.Caller;
import java.util.Map;

/**
 * Telnyx media streaming, bidirectional. JSON text both ways, PCMU, PCMA or L16 as base64; the L16 is taken to be little-endian.
 *
 * <p>The stream must be started with {@code stream_bidirectional_mode=rtp}: without it Telnyx drops what the agent says and reports nothing. Media may come out of order and are put in order by their chunk
 * numbers.
 */
public final class Telnyx {
    private Telnyx() {}

    /** {@link #open(VoiceAgent, Outgoing, LineOptions)} with the defaults. */
    public static MediaStream open(VoiceAgent agent, Outgoing out) {
        return open(agent, out, LineOptions.defaults());
    }

    /** For each WebSocket that Telnyx opens; the agent answers when {@code start} has come. */
    public static MediaStream open(VoiceAgent agent, Outgoing out, LineOptions options) {
        return new Line(agent, new Wire(), out, options);
    }

    private static final class Wire extends JsonDialect {
        private final NumberedMedia media = new NumberedMedia();

        @Override
        public String transport() {
            return "telnyx";
        }

        @Override
        Start start(Map<String, String> fields) {
            return new Start(
                    MediaFormats.of(
                            required(fields, "start.media_format.encoding"),
                            required(fields, "start.media_format.sample_rate")),
                    required(fields, "stream_id"),
                    Caller.of(
                            field(fields, "start.from"),
                            field(fields, "start.to"),
                            field(fields, "start.call_control_id"),
                            MediaMessage.below(fields, "start.custom_parameters")));
        }

        @Override
        long inOrder(MediaMessage numbered) {
            return MediaMessage.NONE;
        }

        @Override
        void media(MediaMessage message, Line line) {
            media.accept(message.chunk(), message.payload(), line);
        }

        @Override
        public void onClose(Line line) {
            media.end(line);
        }

        @Override
        MessageWriter mediaWriter(String streamId, AudioFormat format) {
            return new MessageWriter("{\"event\":\"media\",\"media\":{\"payload\":\"", "\"}}");
        }

        @Override
        String markEvent() {
            return "mark";
        }

        @Override
        String markName() {
            return "mark.name";
        }

        @Override
        public void sendMark(String name, Outgoing out) {
            out.text("{\"event\":\"mark\",\"mark\":{\"name\":" + MessageWriter.quoted(name) + "}}");
        }

        @Override
        public void sendClear(Outgoing out) {
            out.text("{\"event\":\"clear\"}");
        }
    }
}
