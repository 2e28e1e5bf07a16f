package dev.baton.carrier;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Writes messages that carry audio as base64 between two fixed pieces of text. Used by one thread. */
final class MessageWriter {
    private final byte[] before;
    private final byte[] after;
    private byte[] raw = new byte[0];
    private byte[] message = new byte[0];

    /** @param before in ASCII, up to the opening quote of the audio, as is {@code after} from the closing one */
    MessageWriter(String before, String after) {
        this.before = before.getBytes(StandardCharsets.US_ASCII);
        this.after = after.getBytes(StandardCharsets.US_ASCII);
    }

    String audio(ByteBuffer bytes) {
        int length = bytes.remaining();
        if (raw.length != length) {
            raw = new byte[length];
            message = new byte[before.length + (length + 2) / 3 * 4 + after.length];
            System.arraycopy(before, 0, message, 0, before.length);
        }
        bytes.get(raw);
        byte[] base64 = Base64.getEncoder().encode(raw);
        System.arraycopy(base64, 0, message, before.length, base64.length);
        System.arraycopy(after, 0, message, before.length + base64.length, after.length);
        return new String(message, 0, before.length + base64.length + after.length, StandardCharsets.ISO_8859_1);
    }

    /** As a JSON text with its quotes, in ASCII. */
    static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        JsonStringEncoder.getInstance().quoteAsString(text, quoted);
        for (int i = quoted.length() - 1; i >= 0; i--) {
            char c = quoted.charAt(i);
            if (c > 126) {
                quoted.replace(i, i + 1, "\\u%04x".formatted((int) c));
            }
        }
        return quoted.append('"').toString();
    }
}
