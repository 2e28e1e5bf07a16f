package dev.baton.internal.journal;

import dev.baton.internal.json.JournalJson;
import dev.baton.journal.JournalEntry;
import dev.baton.journal.JournalHeader;
import dev.baton.journal.JournalSink;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.CRC32C;

/**
 * Puts records onto pages and hands the pages on when they are full, or a quarter of a second old. Frames of audio allocate nothing and take no lock. Used on the call's loop.
 *
 * <p>Where no page is free, or the sink takes no more, the journal ends: one with a hole could not be had again.
 */
final class RecordWriter {
    private static final int PAGES = 4;
    private static final int PAGE_BYTES = 64 * 1024;
    private static final long MAX_AGE_NANOS = 250_000_000;

    private final JournalSink sink;
    private final JournalJson json;
    private final CRC32C crc = new CRC32C();
    private final Queue<ByteBuffer> free = new ConcurrentLinkedQueue<>();
    private ByteBuffer page = ByteBuffer.allocate(PAGE_BYTES);
    private long pageBeganNanos;
    private int recordBegan;
    private boolean over;

    RecordWriter(JournalSink sink) {
        this.sink = sink;
        json = new JournalJson(sink.isRedacted());
        for (int i = 1; i < PAGES; i++) {
            free.add(ByteBuffer.allocate(PAGE_BYTES));
        }
        page.put(JournalFormat.magic());
    }

    void header(JournalHeader header) {
        payload(JournalFormat.HEADER, json.write(header));
    }

    void entry(JournalEntry entry) {
        if (!over) {
            payload(JournalFormat.ENTRY, json.write(entry));
        }
    }

    void woke(long atNanos) {
        if (begin(JournalFormat.WOKE, Long.BYTES)) {
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

    /** Hands on what has waited long enough. */
    void atTime(long nowNanos) {
        if (page.position() == 0) {
            pageBeganNanos = nowNanos;
        } else if (nowNanos - pageBeganNanos >= MAX_AGE_NANOS) {
            turnPage(PAGE_BYTES);
            pageBeganNanos = nowNanos;
        }
    }

    void close() {
        if (!over) {
            turnPage(0);
            over = true;
        }
        sink.close();
    }

    private void payload(byte kind, byte[] bytes) {
        if (begin(kind, bytes.length)) {
            page.put(bytes);
            end();
        }
    }

    private boolean begin(byte kind, int length) {
        int size = JournalFormat.RECORD_HEAD + 1 + length;
        if (!over && page.remaining() < size) {
            turnPage(Math.max(PAGE_BYTES, size));
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

    /** @param atLeast what the next page must hold; 0 for none */
    private void turnPage(int atLeast) {
        var full = page.flip();
        if (full.hasRemaining() && !sink.write(full, () -> giveBack(full))) {
            over = true;
            return;
        }
        if (!full.hasRemaining()) {
            free.add(full.clear());
        }
        if (atLeast > PAGE_BYTES) {
            page = ByteBuffer.allocate(atLeast);
        } else if (atLeast > 0) {
            var next = free.poll();
            if (next == null) {
                over = true;
                return;
            }
            page = next;
        }
    }

    private void giveBack(ByteBuffer written) {
        if (written.capacity() == PAGE_BYTES) {
            free.add(written.clear());
        }
    }
}
