package dev.baton.testkit.carrier;

import static dev.baton.testkit.carrier.Json.map;

import java.util.ArrayList;
import java.util.List;

/**
 * Baton's own protocol for clients that have none: {@code {"type":"start",...}} first, then binary L16 mono at the rate it names, of any length, both ways.
 *
 * <p>The app sends {@code mark}, {@code clear} and {@code error}; a mark comes back when what was sent before it has been played, and all that are pending come back at once on a clear. The client tells keys with
 * {@code dtmf} and the end with {@code stop}.
 */
public final class PcmLeg extends CarrierLeg {
    private final List<String> errors = new ArrayList<>();

    public PcmLeg(CallerFacts facts, int sampleRateHz) {
        this(facts, sampleRateHz, Line.TICK_MILLIS);
    }

    /** @param frameMillis how much of the caller a message holds, a multiple of 20 */
    public PcmLeg(CallerFacts facts, int sampleRateHz, int frameMillis) {
        super(facts, new Line(SampleCoding.L16, sampleRateHz, frameMillis));
    }

    /** What the app complained about. */
    public List<String> errors() {
        return List.copyOf(errors);
    }

    @Override
    void greet() {
        wire().text(Json.text(map(
                "type", "start",
                "sampleRate", line().sampleRateHz(),
                "from", facts().from(),
                "to", facts().to(),
                "callId", facts().callId(),
                "parameters", facts().parameters())));
    }

    @Override
    void sendAudio(byte[] bytes, long millis) {
        wire().binary(bytes);
    }

    @Override
    void sendDigit(char digit) {
        wire().text(Json.text("type", "dtmf", "digit", String.valueOf(digit)));
    }

    @Override
    void markPlayed(String name) {
        wire().text(Json.text("type", "mark", "name", name));
    }

    @Override
    void sendHangUp() {
        wire().text(Json.text("type", "stop"));
        super.sendHangUp();
    }

    @Override
    void receiveBinary(byte[] bytes) {
        play(bytes);
    }

    @Override
    void receiveText(String text) {
        Json.Received message = Json.Received.parse(text);
        String type = message.text("type");
        switch (type) {
            case "mark" -> mark(message.fields("type", "name").text("name"));
            case "clear" -> {
                message.fields("type");
                farEnd().clear().forEach(this::answer);
            }
            case "error" -> errors.add(message.fields("type", "message").text("message"));
            default -> throw new Breach("type must be mark, clear or error, type=" + type);
        }
    }
}
