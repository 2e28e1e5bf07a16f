package dev.baton.internal.journal;

import dev.baton.internal.json.JournalJson;
import dev.baton.journal.JournalEntry;
import dev.baton.journal.JournalHeader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Takes records off a stream, one after the other, until there are no more or one is broken. */
public final class RecordReader {
    private final InputStream in;
    private final CRC32C crc = new CRC32C();
    private final byte[] head = new byte[JournalFormat.RECORD_HEAD];
    private byte[] body = new byte[4096];
    private int length;
    private boolean broken;

    public RecordReader(InputStream in) {
        this.in = in;
    }

    /**
     * @return null where this is no journal, or is over before its header is
     * @throws IOException if it cannot be read, or the header makes no sense
     */
    public @Nullable JournalHeader header() throws IOException {
        byte[] magic = JournalFormat.magic();
        if (!Arrays.equals(in.readNBytes(magic.length), magic) || !advance() || body[0] != JournalFormat.HEADER) {
            return null;
        }
        return JournalJson.header(body, 1, length - 1);
    }

    /**
     * @return null at the end, or where a record was cut off or damaged: {@link #isBroken}
     * @throws IOException if it cannot be read, or an entry makes no sense
     */
    public @Nullable JournalEntry next() throws IOException {
        while (advance()) {
            @Nullable JournalEntry entry;
            try {
                entry = entry();
            } catch (BufferUnderflowException e) {
                throw new IOException("a record is too short for what it is", e);
            }
            if (entry != null) {
                return entry;
            }
        }
        return null;
    }

    /** Whether the last record was cut off in its middle, or damaged. */
    public boolean isBroken() {
        return broken;
    }

    private @Nullable JournalEntry entry() throws IOException {
        var payload = ByteBuffer.wrap(body, 1, length - 1);
        return switch (body[0]) {
            case JournalFormat.ENTRY -> JournalJson.entry(body, 1, length - 1);
            case JournalFormat.WOKE -> new JournalEntry.Woke(payload.getLong());
            case JournalFormat.AUDIO_WAITED -> new JournalEntry.AudioWaited(payload.getLong());
            case JournalFormat.AUDIO, JournalFormat.AUDIO_ON_TICK ->
                new JournalEntry.Audio(
                        payload.getLong(),
                        body[0] == JournalFormat.AUDIO_ON_TICK,
                        ByteBuffer.wrap(Arrays.copyOfRange(body, 1 + Long.BYTES, length)));
            case JournalFormat.BINARY_SENT ->
                new JournalEntry.BinarySent(payload.getLong(), payload.getInt(), payload.getInt(), payload.getInt());
            default -> null; // of a later version
        };
    }

    /** A length that nobody wrote costs no more memory than there are bytes behind it. */
    private boolean read() throws IOException {
        if (length <= body.length) {
            return in.readNBytes(body, 0, length) == length;
        }
        byte[] longer = in.readNBytes(length);
        if (longer.length == length) {
            body = longer;
        }
        return longer.length == length;
    }

    private boolean advance() throws IOException {
        int read = in.readNBytes(head, 0, head.length);
        if (broken || read == 0) {
            return false;
        }
        var told = ByteBuffer.wrap(head);
        length = read < head.length ? 0 : told.getInt();
        if (length < 1 || length > JournalFormat.MAX_RECORD) {
            broken = true;
            return false;
        }
        crc.reset();
        if (read()) {
            crc.update(body, 0, length);
            broken = (int) crc.getValue() != told.getInt();
        } else {
            broken = true;
        }
        return !broken;
    }
}
