package dev.baton.testkit.carrier;

import static dev.baton.testkit.carrier.Json.map;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Plivo audio streams. Sequence numbers and rates are JSON numbers; there is no {@code connected} and no {@code stop}; a checkpoint that is cleared is never acknowledged, and a clear is.
 *
 * <p>The page leaves open whether {@code chunk} and {@code timestamp} are numbers or strings: {@link #mediaAs} sends either. How several extra headers are written it does not say; here with a comma between.
 */
public final class PlivoLeg extends CarrierLeg {
    private static final Map<SampleCoding, String> CONTENT_TYPES =
            Map.of(SampleCoding.MU_LAW, "audio/x-mulaw", SampleCoding.L16, "audio/x-l16");

    private final String contentType;
    private final String streamId;
    private final List<String> keysFromApp = new ArrayList<>();
    private boolean chunkAsText;
    private boolean timestampAsText = true;
    private int sequence;
    private int chunk;

    public PlivoLeg(CallerFacts facts) {
        this(facts, Line.muLaw());
    }

    /** @param line mu-law at 8 kHz, or L16 at 8 or 16 kHz */
    public PlivoLeg(CallerFacts facts, Line line) {
        super(facts, line);
        String known = CONTENT_TYPES.get(line.coding());
        if (known == null) {
            throw new IllegalArgumentException("Plivo has no content type for this coding, line=" + line);
        }
        this.contentType = known;
        this.streamId = "s-" + facts.callId();
    }

    /** As the vendor's example has it unless told otherwise: the chunk a number, the timestamp a string. */
    public PlivoLeg mediaAs(boolean chunkAsText, boolean timestampAsText) {
        this.chunkAsText = chunkAsText;
        this.timestampAsText = timestampAsText;
        return this;
    }

    /** What the app asked to send with {@code sendDTMF}, as it wrote it. */
    public List<String> keysFromApp() {
        return List.copyOf(keysFromApp);
    }

    @Override
    void greet() {
        String headers = facts().parameters().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(","));
        wire().text(Json.text(
                "event",
                "start",
                "sequenceNumber",
                ++sequence,
                "start",
                map(
                        "callId", facts().callId(),
                        "streamId", streamId,
                        "accountId", "a",
                        "tracks", List.of("inbound"),
                        "mediaFormat", map("encoding", contentType, "sampleRate", line().sampleRateHz())),
                "extra_headers",
                headers));
    }

    @Override
    void sendAudio(byte[] bytes, long millis) {
        chunk++;
        wire().text(Json.text(
                "event",
                "media",
                "sequenceNumber",
                ++sequence,
                "streamId",
                streamId,
                "media",
                map(
                        "track", "inbound",
                        "timestamp", asText(timestampAsText, millis),
                        "chunk", asText(chunkAsText, chunk),
                        "payload", Base64.getEncoder().encodeToString(bytes))));
    }

    private static Object asText(boolean text, Object number) {
        return text ? number.toString() : number;
    }

    @Override
    void sendDigit(char digit) {
        wire().text(Json.text("event", "dtmf", "streamId", streamId, "dtmf", map("digit", String.valueOf(digit))));
    }

    @Override
    void markPlayed(String name) {
        wire().text(Json.text("event", "playedStream", "streamId", streamId, "name", name));
    }

    @Override
    void receiveText(String text) {
        Json.Received message = Json.Received.parse(text);
        String event = message.text("event");
        switch (event) {
            case "playAudio" ->
                receiveAudio(ours(message.fields("event", "streamId", "media"))
                        .object("media")
                        .fields("contentType", "sampleRate", "payload"));
            case "checkpoint" ->
                mark(ours(message.fields("event", "streamId", "name")).text("name"));
            case "clearAudio" -> {
                ours(message.fields("event", "streamId"));
                farEnd().clear();
                wire().text(Json.text("event", "clearedAudio", "streamId", streamId));
            }
            case "sendDTMF" ->
                keysFromApp.add(message.fields(Set.of("event", "dtmf"), Set.of("streamId"))
                        .json());
            default -> throw new Breach("event must be playAudio, checkpoint, clearAudio or sendDTMF, event=" + event);
        }
    }

    private void receiveAudio(Json.Received media) {
        String type = media.text("contentType");
        SampleCoding coding = CONTENT_TYPES.entrySet().stream()
                .filter(entry -> entry.getValue().equals(type))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new Breach("contentType must be audio/x-l16 or audio/x-mulaw, contentType=" + type));
        if (media.number("sampleRate") != line().sampleRateHz()) {
            throw new Breach("sampleRate must be the line's " + line().sampleRateHz() + ", sampleRate="
                    + media.number("sampleRate"));
        }
        if (coding == SampleCoding.MU_LAW && line().sampleRateHz() != 8000) {
            throw new Breach("audio/x-mulaw must be at 8000 Hz, sampleRate=" + line().sampleRateHz());
        }
        play(coding, media.audio("payload"));
    }

    private Json.Received ours(Json.Received message) {
        if (!message.text("streamId").equals(streamId)) {
            throw new Breach("streamId must be " + streamId + ", streamId=" + message.text("streamId"));
        }
        return message;
    }
}
