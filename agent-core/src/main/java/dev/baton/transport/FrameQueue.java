package dev.baton.transport;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Frames from a call's event loop to the one thread that may wait for a disk or a device: bounded, in order, without locks, all memory
 * taken at the beginning.
 */
final class FrameQueue {
    /** One entry; belongs to the consumer from {@link #peek} to {@link #release}. */
    static final class Slot {
        /** What the entry is, by agreement of the two sides. */
        int kind;

        long position;
        int length;
        final short[] samples;

        private Slot(int samples) {
            this.samples = new short[samples];
        }
    }

    private final Slot[] slots;
    private final int slotSamples;
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong taken = new AtomicLong();

    FrameQueue(int slots, int slotSamples) {
        this.slots = new Slot[slots];
        this.slotSamples = slotSamples;
        for (int i = 0; i < slots; i++) {
            this.slots[i] = new Slot(slotSamples);
        }
    }

    /**
     * Producer: copies the samples, into several entries if there are more than one holds. An empty frame is an entry of its own.
     *
     * @return false if there was no room; nothing is then queued
     */
    boolean offer(int kind, short[] samples, int offset, int length, long position) {
        long at = written.get();
        int needed = Math.max(1, (length + slotSamples - 1) / slotSamples);
        if (at + needed - taken.get() > slots.length) {
            return false;
        }
        int done = 0;
        for (int i = 0; i < needed; i++) {
            var slot = slots[(int) ((at + i) % slots.length)];
            int count = Math.min(slotSamples, length - done);
            slot.kind = kind;
            slot.position = position + done;
            slot.length = count;
            System.arraycopy(samples, offset + done, slot.samples, 0, count);
            done += count;
        }
        written.set(at + needed);
        return true;
    }

    /** Number of entries that can wait. */
    int capacity() {
        return slots.length;
    }

    /** Producer or consumer: number of entries ever queued. */
    long written() {
        return written.get();
    }

    /** Consumer: number of entries ever released. */
    long taken() {
        return taken.get();
    }

    /** Consumer: the oldest entry, or null. */
    @Nullable
    Slot peek() {
        long at = taken.get();
        return at == written.get() ? null : slots[(int) (at % slots.length)];
    }

    /** Consumer: done with what {@link #peek} returned. */
    void release() {
        taken.set(taken.get() + 1);
    }
}
