package dev.baton.testkit.carrier;

import static dev.baton.testkit.carrier.Json.map;

import java.util.Base64;

/**
 * Exotel's streams: Twilio's messages with snake_case names, 100 ms of base64 L16 at 8 kHz in each. Where the documentation says no more than "Twilio-like", it is as there: numbers are strings, and a clear
 * returns all pending marks.
 */
public final class ExotelLeg extends CarrierLeg {
    private static final String ACCOUNT = "exo1";
    private static final int FRAME_MILLIS = 100;

    private final String streamSid;
    private boolean sequenceAsNumber;
    private int sequence;
    private int chunk;

    public ExotelLeg(CallerFacts facts) {
        super(facts, new Line(SampleCoding.L16, 8000, FRAME_MILLIS));
        this.streamSid = "exs-" + facts.callId();
    }

    /** Sends {@code sequence_number} as a JSON number, which the documentation does not exclude. */
    public ExotelLeg sequenceAsNumber() {
        sequenceAsNumber = true;
        return this;
    }

    @Override
    void greet() {
        wire().text(Json.text("event", "connected"));
        send(
                "start",
                map(
                        "stream_sid", streamSid,
                        "call_sid", facts().callId(),
                        "account_sid", ACCOUNT,
                        "from", facts().from(),
                        "to", facts().to(),
                        "custom_parameters", facts().parameters(),
                        "media_format", map("encoding", "base64", "sample_rate", "8000", "bit_rate", "128kbps")));
    }

    @Override
    void sendAudio(byte[] bytes, long millis) {
        send(
                "media",
                map(
                        "chunk", String.valueOf(++chunk),
                        "timestamp", String.valueOf(millis),
                        "payload", Base64.getEncoder().encodeToString(bytes)));
    }

    @Override
    void sendDigit(char digit) {
        send("dtmf", map("digit", String.valueOf(digit), "duration", "200"));
    }

    @Override
    void markPlayed(String name) {
        send("mark", map("name", name));
    }

    @Override
    void sendHangUp() {
        send("stop", map("call_sid", facts().callId(), "account_sid", ACCOUNT));
        super.sendHangUp();
    }

    private void send(String event, Object content) {
        sequence++;
        wire().text(Json.text(
                "event",
                event,
                "sequence_number",
                sequenceAsNumber ? (Object) sequence : String.valueOf(sequence),
                "stream_sid",
                streamSid,
                event,
                content));
    }

    @Override
    void receiveText(String text) {
        Json.Received message = Json.Received.parse(text);
        String event = message.text("event");
        switch (event) {
            case "media" ->
                play(ours(message.fields("event", "stream_sid", "media"))
                        .object("media")
                        .fields("payload")
                        .audio("payload"));
            case "mark" ->
                mark(ours(message.fields("event", "stream_sid", "mark"))
                        .object("mark")
                        .fields("name")
                        .text("name"));
            case "clear" -> {
                ours(message.fields("event", "stream_sid"));
                farEnd().clear().forEach(this::answer);
            }
            default -> throw new Breach("event must be media, mark or clear, event=" + event);
        }
    }

    private Json.Received ours(Json.Received message) {
        if (!message.text("stream_sid").equals(streamSid)) {
            throw new Breach("stream_sid must be " + streamSid + ", stream_sid=" + message.text("stream_sid"));
        }
        return message;
    }
}
