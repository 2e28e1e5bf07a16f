package dev.baton.testkit.call;

import dev.baton.journal.JournalReader;
import dev.baton.journal.JournalSink;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** A call's journal in memory. Belongs to the call's thread until the call is over. */
public final class MemoryJournal implements JournalSink {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final boolean redacted;

    public MemoryJournal() {
        this(false);
    }

    /** @param redacted whether words are masked, and audio and wire messages left out */
    public MemoryJournal(boolean redacted) {
        this.redacted = redacted;
    }

    @Override
    public boolean isRedacted() {
        return redacted;
    }

    @Override
    public boolean write(ByteBuffer records, Runnable done) {
        byte[] bytes = new byte[records.remaining()];
        records.get(bytes);
        written.writeBytes(bytes);
        done.run();
        return true;
    }

    @Override
    public void close() {}

    /** What a {@code call.journal} would hold. */
    public byte[] bytes() {
        return written.toByteArray();
    }

    /** From the beginning. */
    public JournalReader read() {
        return JournalReader.of(new ByteArrayInputStream(bytes()), "the call's journal");
    }
}
