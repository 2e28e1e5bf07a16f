package dev.baton.carrier;

import dev.baton.audio.AudioFormat;
import dev.baton.carrier.Line.Caller;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What carriers have in common that send JSON with audio as base64. */
abstract class JsonDialect implements Dialect {
    private final MediaMessage message = new MediaMessage();
    private final Sequence sequence = new Sequence();
    private @Nullable MessageWriter media;
    private String streamId = "";

    /** What a start message tells. */
    record Start(AudioFormat format, String streamId, Caller caller) {}

    abstract Start start(Map<String, String> fields);

    /** Everything before and after the audio of a media message. */
    abstract MessageWriter mediaWriter(String streamId, AudioFormat format);

    /** The event that answers a mark. */
    abstract String markEvent();

    /** The path of the mark's name in it. */
    abstract String markName();

    void media(MediaMessage media, Line line) {
        line.audio(media.payload());
    }

    final String streamId() {
        return streamId;
    }

    @Override
    public final void onText(String text, Line line) {
        message.read(text);
        boolean foreign = !streamId.isEmpty()
                && !message.streamId().isEmpty()
                && !message.streamId().equals(streamId);
        if (foreign) {
            line.tolerate(LineProblem.UNKNOWN_STREAM, "a message for another stream than this call's");
        } else if (sequence.isNew(inOrder(message), line)) {
            take(text, line);
        }
    }

    /** The number that must grow by one from message to message; {@link MediaMessage#NONE} where order is not promised. */
    long inOrder(MediaMessage numbered) {
        return numbered.sequence();
    }

    private void take(String text, Line line) {
        String event = message.event();
        switch (event) {
            case "media" -> {
                if (!line.hasBegun()) {
                    throw new LineException(LineProblem.MISSING_START, "media before start");
                }
                if (!message.track().startsWith("outbound")) { // our own voice
                    media(message, line);
                }
            }
            case "start" -> {
                var start = start(MediaMessage.fields(text));
                streamId = start.streamId();
                media = mediaWriter(streamId, start.format());
                line.begins(start.format(), start.caller());
            }
            case "dtmf" -> line.key(MediaMessage.fields(text).getOrDefault("dtmf.digit", ""));
            case "stop" -> {
                onClose(line);
                line.ended();
            }
            case "error" ->
                throw new LineException(
                        LineProblem.REPORTED_BY_PEER,
                        "the carrier reports error "
                                + MediaMessage.fields(text).getOrDefault("payload.code", "without a code"));
            default -> {
                if (event.equals(markEvent())) {
                    line.markReturned(MediaMessage.fields(text).getOrDefault(markName(), ""));
                }
            }
        }
    }

    @Override
    public final void sendAudio(ByteBuffer audio, Outgoing out) {
        if (media != null) {
            out.text(media.audio(audio));
        }
    }

    static String field(Map<String, String> fields, String path) {
        return fields.getOrDefault(path, "");
    }

    /** @throws LineException if there is none */
    static String required(Map<String, String> fields, String path) {
        String value = fields.get(path);
        if (value == null || value.isEmpty()) {
            throw new LineException(LineProblem.MALFORMED, "a start message without " + path);
        }
        return value;
    }
}
