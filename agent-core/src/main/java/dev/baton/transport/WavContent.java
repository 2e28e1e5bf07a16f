package dev.baton.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/**
 * The audio bytes of a file, at hand without waiting for a disk: kept in memory up to {@link #IN_MEMORY_BYTES}, mapped window by
 * window beyond.
 */
abstract class WavContent implements WavHeader.Content, AutoCloseable {
    /** 35 minutes of 16-bit audio at 16 kHz. */
    static final int IN_MEMORY_BYTES = 64 << 20;

    /** A view of up to {@code most} bytes from {@code at}, at least one; valid until the next call. */
    abstract ByteBuffer view(long at, int most);

    /** May be called twice; never blocks. */
    @Override
    public void close() {}

    static WavContent inMemory(byte[] bytes) {
        return new InMemory(bytes);
    }

    /** Takes over the channel: it is closed at once if the content fits in memory, otherwise by {@link #close}. */
    static WavContent of(FileChannel channel, int inMemoryBytes, int windowBytes) throws IOException {
        long size = channel.size();
        if (size > inMemoryBytes) {
            return new Mapped(channel, size, windowBytes);
        }
        try (channel) {
            var bytes = ByteBuffer.allocate((int) size);
            readFully(channel, 0, bytes);
            return new InMemory(Arrays.copyOf(bytes.array(), bytes.position()));
        }
    }

    private static void readFully(FileChannel channel, long at, ByteBuffer into) throws IOException {
        long from = at;
        while (into.hasRemaining()) {
            int count = channel.read(into, from);
            if (count < 0) {
                return;
            }
            from += count;
        }
    }

    private static final class InMemory extends WavContent {
        private final ByteBuffer bytes;

        InMemory(byte[] bytes) {
            this.bytes = ByteBuffer.wrap(bytes).asReadOnlyBuffer();
        }

        @Override
        public long size() {
            return bytes.capacity();
        }

        @Override
        public void read(long at, ByteBuffer into) {
            into.put(into.position(), bytes, (int) at, into.remaining());
            into.position(into.limit());
        }

        @Override
        ByteBuffer view(long at, int most) {
            return bytes.limit((int) Math.min(at + most, bytes.capacity())).position((int) at);
        }
    }

    private static final class Mapped extends WavContent {
        private final FileChannel channel;
        private final long size;
        private final int windowBytes;
        private ByteBuffer window = ByteBuffer.allocate(0);
        private long windowStart;

        Mapped(FileChannel channel, long size, int windowBytes) {
            this.channel = channel;
            this.size = size;
            this.windowBytes = windowBytes;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public void read(long at, ByteBuffer into) throws IOException {
            readFully(channel, at, into);
        }

        @Override
        ByteBuffer view(long at, int most) {
            if (at < windowStart || at >= windowStart + window.capacity()) {
                map(at);
            }
            int from = (int) (at - windowStart);
            return window.limit(Math.min(from + most, window.capacity())).position(from);
        }

        private void map(long at) {
            try {
                window = channel.map(FileChannel.MapMode.READ_ONLY, at, Math.min(windowBytes, size - at));
                windowStart = at;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                // Only read from: nothing can be lost.
            }
        }
    }
}
