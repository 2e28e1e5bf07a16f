package dev.baton.carrier;

import dev.baton.audio.AudioFormat;

/** Twilio's messages, and those of carriers that took them over under other names. */
abstract class StreamDialect extends JsonDialect {
    private final String streamField;

    /** @param streamField what the stream's id is called */
    StreamDialect(String streamField) {
        this.streamField = streamField;
    }

    @Override
    final MessageWriter mediaWriter(String streamId, AudioFormat format) {
        return new MessageWriter(event("media", streamId) + ",\"media\":{\"payload\":\"", "\"}}");
    }

    @Override
    final String markEvent() {
        return "mark";
    }

    @Override
    final String markName() {
        return "mark.name";
    }

    @Override
    public final void sendMark(String name, Outgoing out) {
        out.text(event("mark", streamId()) + ",\"mark\":{\"name\":" + MessageWriter.quoted(name) + "}}");
    }

    @Override
    public final void sendClear(Outgoing out) {
        out.text(event("clear", streamId()) + "}");
    }

    private String event(String name, String streamId) {
        return "{\"event\":\"" + name + "\",\"" + streamField + "\":" + MessageWriter.quoted(streamId);
    }
}
