package dev.baton.testkit.stt;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a service says or does that it should not. */
final class FaultActs {
    static final int TEXT = 0x81;
    private static final int BINARY = 0x82;
    private static final int POLICY_VIOLATION = 1008;
    private static final int DEPTH = 100_000;
    private static final int OVERSIZED_BYTES = (1 << 20) + 1;
    private static final String TOO_MANY = "too many concurrent connections for this organisation";

    private FaultActs() {}

    static FaultEffect.Act says(String text) {
        return (message, wire) -> wire.send(Message.notice("stray message", text));
    }

    static void errorThen1008(Message message, Dialect.Wire wire) {
        error("{\"type\":\"error\",\"status\":\"error\",\"message\":\"" + TOO_MANY + "\"}", wire);
    }

    static void nestedErrorThen1008(Message message, Dialect.Wire wire) {
        error(
                "{\"status\":\"error\",\"error\":{\"message\":\"" + TOO_MANY + "\",\"code\":\"CONCURRENCY_LIMIT\"}}",
                wire);
    }

    /** AssemblyAI's: the error carries the number of the close. */
    static FaultEffect.Act errorThen(int code, String reason) {
        return (message, wire) -> {
            wire.send(new Message(Message.Kind.ERROR, "error", AssemblyAiMessages.error(code, reason)));
            wire.close(code, reason);
        };
    }

    /** @param code as JSON */
    static FaultEffect.Act cambError(String code, int closeCode) {
        return (message, wire) -> {
            String text = "{\"type\":\"Error\",\"code\":" + code + ",\"message\":\"the session cannot go on\"}";
            wire.send(new Message(Message.Kind.ERROR, "error", text));
            wire.close(closeCode, "");
        };
    }

    static void withoutChannel(Message message, Dialect.Wire wire) {
        var broken = MessageJson.changed(message, json -> json.remove("channel"));
        wire.send(Message.notice("stray message", broken.text()));
    }

    private static void error(String text, Dialect.Wire wire) {
        wire.send(new Message(Message.Kind.ERROR, "error", text));
        wire.close(POLICY_VIOLATION, TOO_MANY);
    }

    static void cutInMessage(Message message, Dialect.Wire wire) {
        byte[] whole = wire.onTheWire(message.text().getBytes(StandardCharsets.UTF_8));
        wire.sendBytes("half a message", Arrays.copyOf(whole, whole.length / 2));
        wire.cut();
    }

    static void errorForCreated(Message message, Dialect.Wire wire) {
        wire.send(new Message(
                Message.Kind.ERROR, "error", "{\"type\":\"error\",\"error\":{\"message\":\"no pipeline is free\"}}"));
        wire.close(POLICY_VIOLATION, "no pipeline is free");
    }

    static void jsonAsAudio(Message message, Dialect.Wire wire) {
        wire.send(Message.audio("{\"type\":\"response.audio.done\"}".getBytes(StandardCharsets.UTF_8)));
    }

    static void oversizedAudio(Message message, Dialect.Wire wire) {
        wire.send(Message.audio(new byte[OVERSIZED_BYTES]));
    }

    static void wrongFieldTypes(Message message, Dialect.Wire wire) {
        wire.send(new Message(
                Message.Kind.NOTICE,
                "stray message",
                MessageJson.changed(message, json -> {
                            json.put("is_final", "maybe").put("start", "soon").put("session_id", 1.5);
                            json.put("turn_order", "first").put("turn_index", "first");
                            MessageJson.segment(json).put("transcript", 42).put("words", "none");
                            if (json.has("text")) {
                                json.put("text", 42);
                            }
                        })
                        .text()));
    }

    static void deepJson(Message message, Dialect.Wire wire) {
        wire.send(Message.notice(
                "stray message",
                "{\"type\":\"transcription\",\"deep\":" + "[".repeat(DEPTH) + "]".repeat(DEPTH) + "}"));
    }

    static void oversized(Message message, Dialect.Wire wire) {
        wire.send(Message.notice(
                "stray message", "{\"type\":\"transcription\",\"filler\":\"" + "x".repeat(OVERSIZED_BYTES) + "\"}"));
    }

    static void invalidUtf8(Message message, Dialect.Wire wire) {
        byte[] text = "{\"type\":\"transcription\",\"transcript\":\"_\"}".getBytes(StandardCharsets.UTF_8);
        text[text.length - 3] = (byte) 0xFF; // never part of UTF-8
        wire.sendBytes("invalid text", wire.onTheWire(text));
    }

    static void binaryMessage(Message message, Dialect.Wire wire) {
        wire.sendBytes("binary message", frame(BINARY, new byte[] {0, 1, 2, 3}));
    }

    /** An unmasked WebSocket frame, as servers send them. */
    static byte[] frame(int opcode, byte[] payload) {
        var frame = new ByteArrayOutputStream(payload.length + 4);
        frame.write(opcode);
        if (payload.length < 126) {
            frame.write(payload.length);
        } else {
            frame.write(126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        }
        frame.writeBytes(payload);
        return frame.toByteArray();
    }
}
