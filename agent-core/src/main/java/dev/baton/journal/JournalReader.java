package dev.baton.journal;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.internal.journal.RecordReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads a journal from front to back, up to where it was cut off if it was. Used by one thread. */
public final class JournalReader implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final String name;
    private final InputStream in;
    private final RecordReader records;
    private final JournalHeader header;
    private boolean ended;

    private JournalReader(String name, InputStream in, RecordReader records, JournalHeader header) {
        this.name = name;
        this.in = in;
        this.records = records;
        this.header = header;
    }

    /**
     * @throws BatonException if there is no such file, it is no journal, or one of a later version than this Baton reads
     */
    public static JournalReader open(Path file) {
        InputStream in = null;
        try {
            in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
            return of(in, file.toString());
        } catch (IOException e) {
            close(in);
            throw unreadable(file.toString(), "cannot be read: " + e, "check the file, and the right to read it", e);
        } catch (RuntimeException e) {
            close(in);
            throw e;
        }
    }

    /**
     * Reads what a {@link JournalSink} was given. Where the stream has no more for now, {@link #next} returns null, and goes on once it has.
     *
     * @param in whole records, as the sink takes them; closed with the reader
     * @param name for messages
     * @throws BatonException as {@link #open}
     */
    public static JournalReader of(InputStream in, String name) {
        try {
            var records = new RecordReader(in);
            var header = records.header();
            if (header == null) {
                throw unreadable(name, "is no journal of a call", "give the call.journal of a recorded call", null);
            }
            if (header.version() > JournalHeader.VERSION) {
                throw unreadable(
                        name,
                        "is of version " + header.version() + ", and this Baton reads up to " + JournalHeader.VERSION,
                        "use the Baton that wrote it, or a later one",
                        null);
            }
            return new JournalReader(name, in, records, header);
        } catch (IOException e) {
            throw unreadable(name, "cannot be read: " + e, "check the file, and the right to read it", e);
        }
    }

    private static BatonException unreadable(String file, String what, String remedy, @Nullable Exception cause) {
        return new BatonException(ErrorCode.FILE_UNREADABLE, file + " " + what, "", remedy, cause);
    }

    public JournalHeader header() {
        return header;
    }

    /**
     * @return null after the last entry that could be read
     * @throws BatonException if the file cannot be read any more, or holds what nobody wrote
     */
    public @Nullable JournalEntry next() {
        try {
            var entry = records.next();
            ended |= entry instanceof JournalEntry.Ended;
            return entry;
        } catch (IOException e) {
            throw unreadable(name, "cannot be read any further: " + e, "check the file", e);
        }
    }

    /** After the last entry: whether the call was written down to its end. Otherwise its process died, the disk was full or slow, or the journal reached its limit. */
    public boolean isComplete() {
        return ended && !records.isBroken();
    }

    @Override
    public void close() {
        close(in);
    }

    private static void close(@Nullable InputStream in) {
        if (in != null) {
            try {
                in.close();
            } catch (IOException e) {
                // nothing was written
            }
        }
    }
}
