package dev.baton.testkit.carrier;

import static dev.baton.testkit.carrier.Json.map;

import java.util.Base64;
import java.util.List;

/** Twilio Media Streams, bidirectional. Numbers travel as strings; a clear returns all pending marks. */
public final class TwilioLeg extends CarrierLeg {
    private static final String ACCOUNT = "AC01";

    private final String streamSid;
    private int sequence;
    private int chunk;

    public TwilioLeg(CallerFacts facts) {
        super(facts, Line.muLaw());
        this.streamSid = "MZ" + facts.callId();
    }

    public String streamSid() {
        return streamSid;
    }

    @Override
    void greet() {
        wire().text(Json.text("event", "connected", "protocol", "Call", "version", "1.0.0"));
        send(
                "start",
                map(
                        "accountSid", ACCOUNT,
                        "streamSid", streamSid,
                        "callSid", facts().callId(),
                        "tracks", List.of("inbound"),
                        "customParameters", facts().parameters(),
                        "mediaFormat", map("encoding", "audio/x-mulaw", "sampleRate", 8000, "channels", 1)));
    }

    @Override
    void sendAudio(byte[] bytes, long millis) {
        String payload = Base64.getEncoder().encodeToString(bytes);
        send("media", map("track", "inbound", "chunk", text(++chunk), "timestamp", text(millis), "payload", payload));
    }

    @Override
    void sendDigit(char digit) {
        send("dtmf", map("track", "inbound_track", "digit", text(digit)));
    }

    @Override
    void markPlayed(String name) {
        send("mark", map("name", name));
    }

    @Override
    void sendHangUp() {
        send("stop", map("accountSid", ACCOUNT, "callSid", facts().callId()));
        super.sendHangUp();
    }

    /** The content of an event is under the event's own name. */
    private void send(String event, Object content) {
        wire().text(Json.text(
                "event", event, "sequenceNumber", text(++sequence), "streamSid", streamSid, event, content));
    }

    private static String text(Object value) {
        return String.valueOf(value);
    }

    @Override
    void receiveText(String text) {
        Json.Received message = Json.Received.parse(text);
        String event = message.text("event");
        switch (event) {
            case "media" ->
                play(ours(message.fields("event", "streamSid", "media"))
                        .object("media")
                        .fields("payload")
                        .audio("payload"));
            case "mark" ->
                mark(ours(message.fields("event", "streamSid", "mark"))
                        .object("mark")
                        .fields("name")
                        .text("name"));
            case "clear" -> {
                ours(message.fields("event", "streamSid"));
                farEnd().clear().forEach(this::answer);
            }
            default -> throw new Breach("event must be media, mark or clear, event=" + event);
        }
    }

    private Json.Received ours(Json.Received message) {
        if (!message.text("streamSid").equals(streamSid)) {
            throw new Breach("streamSid must be " + streamSid + ", streamSid=" + message.text("streamSid"));
        }
        return message;
    }
}
