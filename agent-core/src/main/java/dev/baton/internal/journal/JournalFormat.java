package dev.baton.internal.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** How records lie in the file; {@code docs/journal.md} tells it to others. Numbers are big-endian. */
final class JournalFormat {
    static final byte HEADER = 'H';
    static final byte ENTRY = 'E';
    static final byte WOKE = 'W';
    static final byte AUDIO = 'A';
    static final byte AUDIO_ON_TICK = 'a';
    static final byte AUDIO_WAITED = 'w';
    static final byte BINARY_SENT = 'S';

    /** Length and checksum. */
    static final int RECORD_HEAD = 2 * Integer.BYTES;

    /** Longer than any message that a connection takes, with room for what JSON adds. */
    static final int MAX_RECORD = 64 << 20;

    private static final String MAGIC = "Baton journal\n";

    private JournalFormat() {}

    static byte[] magic() {
        return MAGIC.getBytes(StandardCharsets.US_ASCII);
    }

    /** Of the bytes from position to limit, which stay as they are. */
    static int crc(CRC32C crc, ByteBuffer bytes) {
        int from = bytes.position();
        crc.reset();
        crc.update(bytes);
        bytes.position(from);
        return (int) crc.getValue();
    }
}
