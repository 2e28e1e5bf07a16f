package dev.baton.testkit.carrier;

import static dev.baton.testkit.carrier.Json.map;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Asterisk's chan_websocket with Asterisk as the client, subprotocol {@code media}. Binary is bare codec audio, one frame per message from Asterisk; control is text, JSON or plain lines, the same both
 * ways. Asterisk paces playback and queues 1000 frames of 20 ms.
 *
 * <p>Where the documentation is silent: a flush drops pending marks unanswered, MEDIA_BUFFERING_COMPLETED comes when the queue has reached that place, and what buffering leaves over is filled up with silence. A message that is no
 * multiple of a frame, without buffering, loses its rest, as documented, which counts as a violation.
 */
public final class ChanWebSocketLeg extends CarrierLeg {
    /** How control messages are written. */
    public enum Control {
        JSON,
        PLAIN
    }

    private static final int LONGEST_COMMAND_BYTES = 128;
    private static final int LONGEST_BINARY_BYTES = 65_500;
    private static final int MOST_FRAMES = 1000;
    private static final int XOFF_FRAMES = 900;
    private static final int XON_FRAMES = 800;

    private static final Set<String> WITH_ID = Set.of("STOP_MEDIA_BUFFERING", "MARK_MEDIA");

    private static final Set<String> WITHOUT_ID = Set.of(
            "ANSWER",
            "HANGUP",
            "START_MEDIA_BUFFERING",
            "FLUSH_MEDIA",
            "PAUSE_MEDIA",
            "CONTINUE_MEDIA",
            "REPORT_QUEUE_DRAINED",
            "GET_STATUS");

    private final Control control;
    private final String format;
    private final List<String> commands = new ArrayList<>();
    private byte[] rest = new byte[0];
    private boolean buffering;
    private boolean stopped;
    private boolean reportsDrained;

    /** mu-law at 8 kHz, JSON. */
    public ChanWebSocketLeg(CallerFacts facts) {
        this(facts, Control.JSON, Line.muLaw());
    }

    /** @param line ulaw, alaw, slin, or slin at 12, 16, 24, 32, 44.1, 48 kHz */
    public ChanWebSocketLeg(CallerFacts facts, Control control, Line line) {
        super(facts, line);
        this.control = control;
        this.format = switch (line.coding()) {
            case MU_LAW -> "ulaw";
            case A_LAW -> "alaw";
            case L16 -> line.sampleRateHz() == 8000 ? "slin" : "slin" + line.sampleRateHz() / 1000;
        };
    }

    /** The names of all commands that were carried out, in order. */
    public List<String> commands() {
        return List.copyOf(commands);
    }

    @Override
    String subprotocol() {
        return "media";
    }

    @Override
    void greet() {
        Map<String, Object> start = map(
                "connection_id",
                facts().callId(),
                "channel",
                "WebSocket/app/0x1",
                "channel_id",
                "pbx-17.4",
                "format",
                format,
                "optimal_frame_size",
                line().tickBytes(),
                "ptime",
                Line.TICK_MILLIS);
        if (control == Control.JSON) {
            start.put("channel_variables", facts().parameters());
        }
        send("MEDIA_START", start);
    }

    @Override
    void sendAudio(byte[] bytes, long millis) {
        wire().binary(bytes);
    }

    @Override
    void sendDigit(char digit) {
        send("DTMF_END", map("digit", String.valueOf(digit)));
    }

    /** A mark is the whole event. */
    @Override
    void markPlayed(String event) {
        wire().text(event);
    }

    private void send(String event, Map<String, Object> fields) {
        wire().text(write(event, fields));
    }

    private String write(String event, Map<String, Object> fields) {
        if (control == Control.JSON) {
            Map<String, Object> message = map("event", event);
            message.putAll(fields);
            return Json.text(message);
        }
        var line = new StringJoiner(" ").add(event);
        fields.forEach((name, value) -> line.add(name + ":" + value));
        return line.toString();
    }

    private String reply(String event, @Nullable String id) {
        return write(event, id == null ? map() : map("correlation_id", id));
    }

    @Override
    void receiveBinary(byte[] bytes) {
        if (bytes.length > LONGEST_BINARY_BYTES) {
            giveUp("a message must not be longer than " + LONGEST_BINARY_BYTES + " bytes, bytes=" + bytes.length);
            return;
        }
        if (!buffering && rest.length > 0) {
            violation("bytes that fill no frame are lost without buffering, bytes=" + rest.length);
            rest = new byte[0];
        }
        byte[] all = Arrays.copyOf(rest, rest.length + bytes.length);
        System.arraycopy(bytes, 0, all, rest.length, bytes.length);
        int whole = all.length - all.length % line().tickBytes();
        rest = Arrays.copyOfRange(all, whole, all.length);
        enqueue(Arrays.copyOf(all, whole));
    }

    private void enqueue(byte[] wholeFrames) {
        int room = (int) (MOST_FRAMES - queueLength()) * line().tickBytes();
        if (wholeFrames.length > room) {
            violation("the queue must not overflow, framesLost=" + (wholeFrames.length - room) / line().tickBytes());
        }
        int length = Math.min(room, wholeFrames.length);
        if (length > 0) {
            play(Arrays.copyOf(wholeFrames, length));
        }
        if (!stopped && queueLength() >= XOFF_FRAMES) {
            stopped = true;
            send("MEDIA_XOFF", map());
        }
    }

    private long queueLength() {
        return farEnd().fillSamples() / line().tickSamples();
    }

    @Override
    void afterTick() {
        if (stopped && queueLength() < XON_FRAMES) {
            stopped = false;
            send("MEDIA_XON", map());
        }
        if (reportsDrained && farEnd().fillSamples() == 0) {
            reportsDrained = false;
            send("QUEUE_DRAINED", map());
        }
    }

    @Override
    void receiveText(String text) {
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST_COMMAND_BYTES) {
            throw new Breach("a command longer than 128 bytes is ignored, bytes=" + length + ", text=" + text);
        }
        try {
            if (control == Control.JSON) {
                receiveJson(text);
            } else {
                receivePlain(text);
            }
        } catch (Breach e) {
            send("ERROR", map("error_text", e.rule()));
            throw e;
        }
    }

    private void receiveJson(String text) {
        Json.Received message = Json.Received.parse(text);
        String command = message.text("command");
        if (command.equals("SET_MEDIA_DIRECTION")) {
            String direction = message.fields("command", "direction").text("direction");
            if (!Set.of("both", "in", "out").contains(direction)) {
                throw new Breach("direction must be both, in or out, direction=" + direction);
            }
            commands.add(command);
            return;
        }
        boolean mayHaveId = WITH_ID.contains(command);
        message.fields(Set.of("command"), mayHaveId ? Set.of("correlation_id") : Set.of());
        carryOut(command, message.has("correlation_id") ? message.text("correlation_id") : null);
    }

    private void receivePlain(String text) {
        String[] words = text.split(" ", -1);
        boolean mayHaveId = WITH_ID.contains(words[0]);
        if (words.length > (mayHaveId ? 2 : 1) || words[words.length - 1].isBlank()) {
            throw new Breach("a plain command is its name, and an id where it may have one, text=" + text);
        }
        carryOut(words[0], words.length > 1 ? words[1] : null);
    }

    private void carryOut(String command, @Nullable String id) {
        if (!WITH_ID.contains(command) && !WITHOUT_ID.contains(command)) {
            throw new Breach("the command must be known, command=" + command);
        }
        commands.add(command);
        switch (command) {
            case "HANGUP" -> appHungUp();
            case "START_MEDIA_BUFFERING" -> buffering = true;
            case "STOP_MEDIA_BUFFERING" -> stopBuffering(id);
            case "MARK_MEDIA" -> mark(reply("MEDIA_MARK_PROCESSED", id));
            case "FLUSH_MEDIA" -> flush();
            case "PAUSE_MEDIA" -> farEnd().pause(true);
            case "CONTINUE_MEDIA" -> farEnd().pause(false);
            case "REPORT_QUEUE_DRAINED" -> reportsDrained = true;
            case "GET_STATUS" -> sendStatus();
            default -> {
                // ANSWER: the call is up from the start.
            }
        }
    }

    private void stopBuffering(@Nullable String id) {
        if (rest.length > 0) {
            byte[] last = line().coding().encode(new short[line().tickSamples()]);
            System.arraycopy(rest, 0, last, 0, rest.length);
            rest = new byte[0];
            enqueue(last);
        }
        buffering = false;
        mark(reply("MEDIA_BUFFERING_COMPLETED", id));
    }

    private void flush() {
        farEnd().clear();
        rest = new byte[0];
        buffering = false;
    }

    private void sendStatus() {
        send(
                "STATUS",
                map(
                        "queue_length",
                        queueLength(),
                        "xon_level",
                        XON_FRAMES,
                        "xoff_level",
                        XOFF_FRAMES,
                        "queue_full",
                        queueLength() >= MOST_FRAMES,
                        "bulk_media",
                        buffering,
                        "media_paused",
                        farEnd().isPaused()));
    }
}
