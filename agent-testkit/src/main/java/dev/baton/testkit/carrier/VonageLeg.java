package dev.baton.testkit.carrier;

import static dev.baton.testkit.carrier.Json.map;

import java.util.Map;

/**
 * Vonage Voice over WebSocket. Binary L16 in messages of exactly 20 ms both ways, control as text. The buffer takes 3072 messages; a notification comes back when what was sent before it has been
 * played, and never after a clear.
 *
 * <p>The custom parameters are the call control object's headers, flattened into the first message. Nothing else about the call travels.
 */
public final class VonageLeg extends CarrierLeg {
    private static final int MOST_MESSAGES = 3072;

    private boolean nestedDigits;

    public VonageLeg(CallerFacts facts) {
        this(facts, 16_000);
    }

    /** @param sampleRateHz 8, 16 or 24 kHz */
    public VonageLeg(CallerFacts facts, int sampleRateHz) {
        super(facts, Line.linear16(sampleRateHz));
    }

    /** Sends keys in the other form, {@code dtmf:{digit}}, that some code sees. */
    public VonageLeg nestedDigits() {
        nestedDigits = true;
        return this;
    }

    @Override
    void greet() {
        Map<String, Object> first =
                map("event", "websocket:connected", "content-type", "audio/l16;rate=" + line().sampleRateHz());
        first.putAll(facts().parameters());
        wire().text(Json.text(first));
    }

    @Override
    void sendAudio(byte[] bytes, long millis) {
        wire().binary(bytes);
    }

    @Override
    void sendDigit(char digit) {
        String key = String.valueOf(digit);
        wire().text(
                        nestedDigits
                                ? Json.text("event", "websocket:dtmf", "dtmf", map("digit", key))
                                : Json.text("event", "websocket:dtmf", "digit", key, "duration", 260));
    }

    /** A mark is the payload of its notification. */
    @Override
    void markPlayed(String payload) {
        wire().text(Json.text("event", "websocket:notify", "payload", Json.raw(payload)));
    }

    @Override
    void receiveBinary(byte[] bytes) {
        if (bytes.length != line().tickBytes()) {
            violation("audio must come in messages of " + line().tickBytes() + " bytes, bytes=" + bytes.length);
        }
        if (farEnd().fillSamples() / line().tickSamples() >= MOST_MESSAGES) {
            throw new Breach("the buffer must not overflow, messages=" + MOST_MESSAGES);
        }
        play(bytes);
    }

    @Override
    void receiveText(String text) {
        Json.Received message = Json.Received.parse(text);
        String action = message.text("action");
        switch (action) {
            case "clear" -> {
                message.fields("action");
                farEnd().clear();
                wire().text(Json.text("event", "websocket:cleared"));
            }
            case "notify" ->
                mark(message.fields("action", "payload").object("payload").json());
            default -> throw new Breach("action must be clear or notify, action=" + action);
        }
    }
}
