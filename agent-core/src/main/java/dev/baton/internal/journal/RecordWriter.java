package dev.baton.internal.journal;

import dev.baton.internal.json.JournalJson;
import dev.baton.journal.JournalEntry;
import dev.baton.journal.JournalHeader;
import dev.baton.journal.JournalSink;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Puts records onto pages and hands the pages on when they are full, or a quarter of a second old. Frames of audio allocate nothing and take no lock. Used on the call's loop.
 *
 * <p>Where no page is free, or the sink takes no more, the journal ends, and the sink is told so: one with a hole could not be had again. Nothing is thrown into the call.
 */
final class RecordWriter {
    private static final int PAGES = 4;
    private static final int PAGE_BYTES = 64 * 1024;
    private static final long MAX_AGE_NANOS = 250_000_000;

    /** A record that is longer than a page has one of its own. So much of those may wait for the sink; a single one always. */
    private static final long MAX_LONG_BYTES = 8L << 20;

    private final JournalSink sink;
    private final JournalJson json;
    private final CRC32C crc = new CRC32C();
    private final Queue<ByteBuffer> free = new ConcurrentLinkedQueue<>();
    private final AtomicLong longBytes = new AtomicLong();
    private ByteBuffer page;
    private long pageBeganNanos;
    private int recordBegan;
    private boolean over;

    /** Begins with the header; the sink hears nothing of it yet. */
    RecordWriter(JournalSink sink, JournalHeader header) {
        this.sink = sink;
        json = new JournalJson(sink.isRedacted());
        for (int i = 1; i < PAGES; i++) {
            free.add(ByteBuffer.allocate(PAGE_BYTES));
        }
        byte[] magic = JournalFormat.magic();
        byte[] told = json.write(header);
        page = ByteBuffer.allocate(Math.max(PAGE_BYTES, magic.length + JournalFormat.RECORD_HEAD + 1 + told.length));
        if (page.capacity() > PAGE_BYTES) {
            longBytes.addAndGet(page.capacity());
        }
        page.put(magic);
        payload(JournalFormat.HEADER, told);
    }

    void entry(JournalEntry entry) {
        if (over) {
            return;
        }
        byte[] told;
        try {
            told = json.write(entry);
        } catch (RuntimeException e) {
            cutShort("an entry cannot be written: " + e, "report this");
            return;
        }
        payload(JournalFormat.ENTRY, told);
    }

    void woke(long atNanos) {
        time(JournalFormat.WOKE, atNanos);
    }

    void audioWaited(long atNanos) {
        time(JournalFormat.AUDIO_WAITED, atNanos);
    }

    private void time(byte kind, long atNanos) {
        if (begin(kind, Long.BYTES)) {
            page.putLong(atNanos);
            end();
        }
    }

    void audio(long atNanos, boolean ticking, ByteBuffer bytes) {
        int length = bytes.remaining();
        if (begin(ticking ? JournalFormat.AUDIO_ON_TICK : JournalFormat.AUDIO, Long.BYTES + length)) {
            int from = bytes.position();
            page.putLong(atNanos).put(bytes);
            bytes.position(from);
            end();
        }
    }

    void binarySent(long atNanos, int connection, ByteBuffer bytes) {
        if (begin(JournalFormat.BINARY_SENT, Long.BYTES + 3 * Integer.BYTES)) {
            page.putLong(atNanos).putInt(connection).putInt(bytes.remaining()).putInt(JournalFormat.crc(crc, bytes));
            end();
        }
    }

    /** Hands on what has waited long enough, if the sink keeps up; otherwise there is room on the page yet. */
    void atTime(long nowNanos) {
        if (over) {
            return; // the page is the sink's
        }
        if (page.position() == 0) {
            pageBeganNanos = nowNanos;
        } else if (nowNanos - pageBeganNanos >= MAX_AGE_NANOS && !free.isEmpty()) {
            turnPage(0);
            pageBeganNanos = nowNanos;
        }
    }

    void close() {
        if (!over) {
            handOn();
            over = true;
        }
        try {
            sink.close();
        } catch (RuntimeException e) {
            cutShort("its sink cannot be closed: " + e, "see what the sink does");
        }
    }

    private void payload(byte kind, byte[] bytes) {
        if (begin(kind, bytes.length)) {
            page.put(bytes);
            end();
        }
    }

    private boolean begin(byte kind, int length) {
        if (!over && length >= JournalFormat.MAX_RECORD) {
            cutShort("a record of " + length + " bytes is longer than any may be", "let services send less at once");
        }
        int size = JournalFormat.RECORD_HEAD + 1 + length;
        if (!over && page.remaining() < size) {
            turnPage(size);
        }
        if (over) {
            return false;
        }
        recordBegan = page.position();
        page.putInt(1 + length).putInt(0).put(kind);
        return true;
    }

    private void end() {
        int body = recordBegan + JournalFormat.RECORD_HEAD;
        crc.reset();
        crc.update(page.array(), body, page.position() - body);
        page.putInt(recordBegan + Integer.BYTES, (int) crc.getValue());
    }

    /** @param size what the next page must hold */
    private void turnPage(int size) {
        handOn();
        if (over) {
            return;
        }
        var next = size > PAGE_BYTES ? longPage(size) : free.poll();
        if (next == null) {
            cutShort("what was written last still waits for the disk", "record to a faster disk");
        } else {
            page = next;
        }
    }

    private void handOn() {
        var full = page.flip();
        if (!full.hasRemaining()) {
            giveBack(full);
            return;
        }
        try {
            over = !sink.write(full, () -> giveBack(full));
        } catch (RuntimeException e) {
            cutShort("its sink failed: " + e, "see what the sink does");
        }
    }

    private @Nullable ByteBuffer longPage(int size) {
        long waiting = longBytes.get();
        if (waiting > 0 && waiting + size > MAX_LONG_BYTES) {
            return null;
        }
        longBytes.addAndGet(size);
        return ByteBuffer.allocate(size);
    }

    /** From any thread. */
    private void giveBack(ByteBuffer written) {
        if (written.capacity() == PAGE_BYTES) {
            free.add(written.clear());
        } else {
            longBytes.addAndGet(-written.capacity());
        }
    }

    private void cutShort(String why, String remedy) {
        over = true;
        try {
            sink.cutShort(why, remedy);
        } catch (RuntimeException e) {
            // it has been told, and the call goes on
        }
    }
}
