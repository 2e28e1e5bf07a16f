package dev.baton.carrier;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the JSON messages of carriers. They all look alike: an event with its object, names in camel or snake case, numbers as numbers or as text. One instance for each line; what it holds is that of the
 * latest message. Media, which come fifty times a second, are read in one pass and decoded into a buffer that is used again.
 */
final class MediaMessage {
    private static final int MAX_DEPTH = 16;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();
    static final long NONE = -1;

    private final Payload payload = new Payload();
    private String event = "";
    private String streamId = "";
    private String track = "";
    private long sequence;
    private long chunk;
    private boolean hasPayload;

    /** @throws LineException if it is no JSON object with an event */
    void read(String message) {
        event = "";
        streamId = "";
        track = "";
        sequence = NONE;
        chunk = NONE;
        hasPayload = false;
        payload.reset();
        parse(message, this::visitMedia);
        if (event.isEmpty()) {
            throw new LineException(LineProblem.MALFORMED, "a message without an event");
        }
    }

    String event() {
        return event;
    }

    /** Empty where the message names none. */
    String streamId() {
        return streamId;
    }

    String track() {
        return track;
    }

    /** {@link #NONE} where the message has none. */
    long sequence() {
        return sequence;
    }

    /** {@link #NONE} where the message has none. */
    long chunk() {
        return chunk;
    }

    /**
     * The audio of a media message; holds until the next message is read.
     *
     * @throws LineException if there is none
     */
    ByteBuffer payload() {
        if (!hasPayload) {
            throw new LineException(LineProblem.MALFORMED, "a media message without a payload");
        }
        return payload.bytes();
    }

    /** Only where they belong: a caller's parameters may have any name. */
    private void visitMedia(String parent, String name, JsonParser parser) throws IOException {
        switch (name) {
            case "event" -> event = parent.isEmpty() ? text(parser) : event;
            case "streamSid", "stream_sid", "streamId", "stream_id" ->
                streamId = parent.isEmpty() ? text(parser) : streamId;
            case "sequenceNumber", "sequence_number" -> sequence = parent.isEmpty() ? number(parser) : sequence;
            case "chunk" -> chunk = parent.equals("media") ? number(parser) : chunk;
            case "track" -> track = parent.equals("media") ? text(parser) : track;
            case "payload" -> {
                if (parent.equals("media")) {
                    decode(parser);
                }
            }
            default -> {}
        }
    }

    private void decode(JsonParser parser) throws IOException {
        try {
            parser.readBinaryValue(payload);
            hasPayload = true;
        } catch (IllegalArgumentException e) {
            throw new LineException(LineProblem.MALFORMED, "a payload that is no base64");
        }
    }

    /**
     * Every value of a message by its path, as text: {@code start.mediaFormat.encoding}. Elements of arrays are left out.
     *
     * @throws LineException if it is no JSON object
     */
    static Map<String, String> fields(String message) {
        var fields = new HashMap<String, String>();
        parse(
                message,
                (parent, name, parser) -> fields.put(parent.isEmpty() ? name : parent + "." + name, text(parser)));
        return fields;
    }

    /** The fields below a path, by the rest of their path. */
    static Map<String, String> below(Map<String, String> fields, String path) {
        var below = new HashMap<String, String>();
        fields.forEach((name, value) -> {
            if (name.startsWith(path + ".")) {
                below.put(name.substring(path.length() + 1), value);
            }
        });
        return below;
    }

    @FunctionalInterface
    private interface Visitor {
        /** A value that is neither object nor array. */
        void value(String parent, String name, JsonParser parser) throws IOException;
    }

    private static void parse(String message, Visitor visitor) {
        try (var parser = JSON.createParser(message)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new LineException(LineProblem.MALFORMED, "a text message that is no JSON object");
            }
            object(parser, "", visitor);
            if (parser.nextToken() != null) {
                throw new LineException(LineProblem.MALFORMED, "a text message with more than one JSON object");
            }
        } catch (IOException e) {
            // The parser's own words quote what it read, which may be a caller's.
            throw new LineException(LineProblem.MALFORMED, "a text message that is no JSON");
        }
    }

    private static void object(JsonParser parser, String path, Visitor visitor) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_OBJECT) {
                object(parser, path.isEmpty() ? name : path + "." + name, visitor);
            } else if (value == JsonToken.START_ARRAY) {
                parser.skipChildren();
            } else if (value != JsonToken.VALUE_NULL) {
                visitor.value(path, name, parser);
            }
        }
    }

    private static String text(JsonParser parser) throws IOException {
        return parser.getText();
    }

    private static long number(JsonParser parser) throws IOException {
        return parser.getValueAsLong(NONE);
    }

    /** A stream whose bytes can be read without a copy. */
    private static final class Payload extends ByteArrayOutputStream {
        private ByteBuffer view = ByteBuffer.wrap(buf);
        private byte[] viewed = buf;

        ByteBuffer bytes() {
            if (viewed != buf) {
                viewed = buf; // it has grown
                view = ByteBuffer.wrap(buf);
            }
            return view.clear().limit(count);
        }
    }
}
