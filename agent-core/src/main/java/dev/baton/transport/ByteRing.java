package dev.baton.transport;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes from one thread to one other thread, in order, bounded, without locks. Each side moves only its own counter, after it is done with
 * the bytes; the other side reads it to learn what is there.
 */
final class ByteRing {
    private final byte[] bytes;
    private final ByteBuffer view;
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong taken = new AtomicLong();

    ByteRing(int capacity) {
        bytes = new byte[capacity];
        view = ByteBuffer.wrap(bytes);
    }

    // Producer's side.

    int free() {
        return bytes.length - available();
    }

    /**
     * Reads once from the stream, as much as it gives and fits; there must be {@link #free} room.
     *
     * @return what the stream returned
     */
    int readFrom(InputStream in) throws IOException {
        int from = index(written);
        int count = in.read(bytes, from, Math.min(free(), bytes.length - from));
        if (count > 0) {
            written.set(written.get() + count);
        }
        return count;
    }

    /** Writes all of it or, if it does not fit, nothing. */
    boolean write(byte[] source, int offset, int length) {
        if (length > free()) {
            return false;
        }
        int from = index(written);
        int first = Math.min(length, bytes.length - from);
        System.arraycopy(source, offset, bytes, from, first);
        System.arraycopy(source, offset + first, bytes, 0, length - first);
        written.set(written.get() + length);
        return true;
    }

    // Consumer's side.

    int available() {
        return (int) (written.get() - taken.get());
    }

    /** Up to {@code most} bytes in one piece, valid until {@link #release}; the same buffer each time. */
    ByteBuffer view(int most) {
        int from = index(taken);
        int count = Math.min(Math.min(most, available()), bytes.length - from);
        return view.limit(from + count).position(from);
    }

    void release(int count) {
        taken.set(taken.get() + count);
    }

    private int index(AtomicLong counter) {
        return (int) (counter.get() % bytes.length);
    }
}
