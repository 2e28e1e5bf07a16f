package dev.baton.journal;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.internal.journal.RecordReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
        try {
            return of(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES), file.toString());
        } catch (NoSuchFileException e) {
            throw unreadable(file.toString(), "does not exist", "give the call.journal of a recorded call", e);
        } catch (IOException e) {
            throw cannotBeRead(file.toString(), e);
        }
    }

    /**
     * Reads a journal that was kept elsewhere than in a file. Where the stream has no more for now, {@link #next} returns null, and goes on once it has.
     *
     * @param in closed with the reader, and at once if it has no journal
     * @param name what messages call it
     * @throws BatonException if it is no journal, or one of a later version than this Baton reads
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
            close(in);
            throw cannotBeRead(name, e);
        } catch (RuntimeException e) {
            close(in);
            throw e;
        }
    }

    private static BatonException cannotBeRead(String name, IOException cause) {
        return unreadable(name, "cannot be read: " + cause, "check the file, and the right to read it", cause);
    }

    private static BatonException unreadable(String name, String what, String remedy, @Nullable Exception cause) {
        return new BatonException(ErrorCode.FILE_UNREADABLE, name + " " + what, "", remedy, cause);
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

    private static void close(InputStream in) {
        try {
            in.close();
        } catch (IOException e) {
            // nothing was written
        }
    }
}
