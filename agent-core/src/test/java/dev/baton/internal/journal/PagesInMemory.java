package dev.baton.internal.journal;

import dev.baton.journal.JournalSink;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** Takes pages, and gives them back when the test says so. */
final class PagesInMemory implements JournalSink {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Queue<Runnable> unwritten = new ArrayDeque<>();
    private final boolean redacted;
    final List<String> cutShort = new ArrayList<>();
    boolean slow;
    boolean full;
    boolean broken;
    boolean closed;
    int writes;

    PagesInMemory() {
        this(false);
    }

    PagesInMemory(boolean redacted) {
        this.redacted = redacted;
    }

    @Override
    public boolean isRedacted() {
        return redacted;
    }

    @Override
    public boolean write(ByteBuffer records, Runnable done) {
        writes++;
        if (broken) {
            throw new IllegalStateException("the disk fell out");
        }
        if (full) {
            return false;
        }
        bytes.write(records.array(), records.arrayOffset() + records.position(), records.remaining());
        unwritten.add(() -> {
            records.position(records.limit());
            done.run();
        });
        if (!slow) {
            catchUp();
        }
        return true;
    }

    void catchUp() {
        slow = false;
        unwritten.forEach(Runnable::run);
        unwritten.clear();
    }

    @Override
    public void cutShort(String why, String remedy) {
        cutShort.add(why);
    }

    @Override
    public void close() {
        closed = true;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}
