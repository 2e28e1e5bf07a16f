package dev.baton.internal.json;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes {@code input_audio_buffer.append}: one string for each message and nothing else, however long the stream. */
public final class CambAudioWriter {
    /** Of the audio in one message, as the service takes it. */
    public static final int MOST_AUDIO_BYTES = 256 * 1024;

    private static final byte[] BEFORE =
            "{\"type\":\"input_audio_buffer.append\",\"audio\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] AFTER = "\"}".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] DIGITS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".getBytes(StandardCharsets.US_ASCII);
    private static final byte PADDING = '=';

    private final ByteBuffer message;

    /** @param mostBytes of audio in one message */
    public CambAudioWriter(int mostBytes) {
        if (mostBytes > MOST_AUDIO_BYTES) {
            throw new IllegalArgumentException("the service takes " + MOST_AUDIO_BYTES + " bytes, bytes=" + mostBytes);
        }
        message = ByteBuffer.allocate(BEFORE.length + (mostBytes + 2) / 3 * 4 + AFTER.length);
        message.put(BEFORE);
    }

    /** @param audio signed 16-bit little-endian samples; all of it is consumed */
    public String write(ByteBuffer audio) {
        message.position(BEFORE.length);
        int encoded = encode(audio);
        message.position(BEFORE.length + encoded).put(AFTER);
        return new String(message.array(), 0, message.position(), StandardCharsets.ISO_8859_1);
    }

    /** By hand: the JDK's encoder takes arrays, and begins at the beginning of another one. */
    private int encode(ByteBuffer audio) {
        byte[] out = message.array();
        int at = BEFORE.length;
        while (audio.hasRemaining()) {
            int count = Math.min(3, audio.remaining());
            int group = audio.get() & 0xFF;
            for (int i = 1; i < 3; i++) {
                group = (group << Byte.SIZE) | (i < count ? audio.get() & 0xFF : 0);
            }
            out[at] = DIGITS[group >> 18];
            out[at + 1] = DIGITS[(group >> 12) & 63];
            out[at + 2] = count > 1 ? DIGITS[(group >> 6) & 63] : PADDING;
            out[at + 3] = count > 2 ? DIGITS[group & 63] : PADDING;
            at += 4;
        }
        return at - BEFORE.length;
    }
}
