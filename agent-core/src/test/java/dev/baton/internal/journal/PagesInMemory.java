package dev.baton.internal.journal;

import dev.baton.journal.JournalSink;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Takes pages, and gives them back when the test says so. */
final class PagesInMemory implements JournalSink {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Deque<Waiting> unwritten = new ArrayDeque<>();
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
        unwritten.add(new Waiting(records, done));
        if (!slow) {
            catchUp();
        }
        return true;
    }

    void catchUp() {
        slow = false;
        while (!unwritten.isEmpty()) {
            writeOne();
        }
    }

    /** All but the last page, of which half is written. */
    void catchUpInTheMiddleOfAPage() {
        while (unwritten.size() > 1) {
            writeOne();
        }
        var last = unwritten.getFirst().page();
        last.position(last.limit() / 2);
    }

    private void writeOne() {
        var next = unwritten.removeFirst();
        next.page().position(next.page().limit());
        next.done().run();
    }

    private record Waiting(ByteBuffer page, Runnable done) {}

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
