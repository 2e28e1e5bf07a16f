package dev.baton.testkit.carrier;

import static dev.baton.testkit.carrier.Json.map;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Telnyx in the bidirectional mode {@code rtp}. The app's messages carry no stream id, and hold 20 ms to 30 s of audio; marks return on clear too. The order of the caller's media is not guaranteed.
 *
 * <p>L16 is little-endian here, as is everything over WebSocket, although RTP's payload of that name is not.
 */
public final class TelnyxLeg extends CarrierLeg {
    private static final int SHORTEST_MILLIS = 20;
    private static final int LONGEST_MILLIS = 30_000;

    private record Delayed(long dueMillis, int chunk, String message) {}

    private final String streamId;
    private final List<Delayed> delayed = new ArrayList<>();
    private Random delays = new Random(0);
    private int mostDelayTicks;
    private int sequence;
    private int chunk;

    public TelnyxLeg(CallerFacts facts) {
        this(facts, Line.muLaw());
    }

    /** @param line PCMU or PCMA at 8 kHz, or L16 at 8, 16 or 24 kHz */
    public TelnyxLeg(CallerFacts facts, Line line) {
        super(facts, line);
        this.streamId = "S-" + facts.callId();
    }

    /**
     * Holds each of the caller's frames back for a random number of frames, and sends those that come due together last first. Before the call.
     *
     * @param mostTicks at most so many frames of 20 ms
     */
    public TelnyxLeg outOfOrder(int mostTicks, long seed) {
        mostDelayTicks = mostTicks;
        delays = new Random(seed);
        return this;
    }

    @Override
    void greet() {
        wire().text(Json.text("event", "connected", "version", "1.0.0"));
        String encoding = switch (line().coding()) {
            case MU_LAW -> "PCMU";
            case A_LAW -> "PCMA";
            case L16 -> "L16";
        };
        send(
                "start",
                map(
                        "user_id", "U",
                        "call_control_id", facts().callId(),
                        "call_session_id", "cs",
                        "from", facts().from(),
                        "to", facts().to(),
                        "tags", List.of(),
                        "client_state", "YQ==",
                        "custom_parameters", facts().parameters(),
                        "media_format",
                                map("encoding", encoding, "sample_rate", line().sampleRateHz(), "channels", 1)));
    }

    @Override
    void sendAudio(byte[] bytes, long millis) {
        String payload = Base64.getEncoder().encodeToString(bytes);
        chunk++;
        String message = message(
                "media",
                map(
                        "track",
                        "inbound",
                        "chunk",
                        String.valueOf(chunk),
                        "timestamp",
                        String.valueOf(millis),
                        "payload",
                        payload));
        delayed.add(new Delayed(millis + delays.nextInt(mostDelayTicks + 1) * (long) Line.TICK_MILLIS, chunk, message));
        sendDue(millis);
    }

    private void sendDue(long millis) {
        List<Delayed> due =
                delayed.stream().filter(frame -> frame.dueMillis() <= millis).toList();
        due.stream()
                .sorted(Comparator.comparing(Delayed::chunk).reversed())
                .forEach(frame -> wire().text(frame.message()));
        delayed.removeAll(due);
    }

    @Override
    void sendDigit(char digit) {
        send("dtmf", map("digit", String.valueOf(digit)));
    }

    @Override
    void markPlayed(String name) {
        send("mark", map("name", name));
    }

    @Override
    void sendHangUp() {
        sendDue(Long.MAX_VALUE);
        send("stop", map("user_id", "U", "call_control_id", facts().callId()));
        super.sendHangUp();
    }

    /** The shape is not documented for sure. */
    public void sendError(int code, String title, String detail) {
        wire().text(Json.text(
                "event",
                "error",
                "stream_id",
                streamId,
                "payload",
                map("code", code, "title", title, "detail", detail)));
    }

    private void send(String event, Object content) {
        wire().text(message(event, content));
    }

    private String message(String event, Object content) {
        return Json.text(
                "event", event, "sequence_number", String.valueOf(++sequence), "stream_id", streamId, event, content);
    }

    @Override
    void receiveText(String text) {
        Json.Received message = Json.Received.parse(text);
        String event = message.text("event");
        switch (event) {
            case "media" ->
                receiveAudio(message.fields("event", "media")
                        .object("media")
                        .fields("payload")
                        .audio("payload"));
            case "mark" ->
                mark(message.fields("event", "mark")
                        .object("mark")
                        .fields("name")
                        .text("name"));
            case "clear" -> {
                message.fields("event");
                farEnd().clear().forEach(this::answer);
            }
            default -> throw new Breach("event must be media, mark or clear, event=" + event);
        }
    }

    private void receiveAudio(byte[] bytes) {
        double millis = bytes.length * (double) Line.TICK_MILLIS / line().tickBytes();
        if (millis < SHORTEST_MILLIS || millis > LONGEST_MILLIS) {
            violation("audio must be 20 ms to 30 s long, millis=" + millis);
        }
        play(bytes);
    }
}
