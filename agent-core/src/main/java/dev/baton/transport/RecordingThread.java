package dev.baton.transport;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries frames from a {@link FrameQueue} to a file, on one daemon thread. Whatever goes wrong is told to a listener once, on that thread;
 * the call never hears of it.
 */
final class RecordingThread {
    private static final long IDLE_NANOS = 10_000_000;

    /** Puts frames into the file; all calls from the recording thread. */
    interface FrameWriter extends AutoCloseable {
        void write(FrameQueue.Slot slot) throws IOException;

        /** No more frames will come: writes what is left. */
        @Override
        void close() throws IOException;
    }

    /** Opens the file. */
    interface Opening {
        FrameWriter open() throws IOException;
    }

    private final Path file;
    private final FrameQueue queue;
    private final Opening opening;
    private final Consumer<BatonException> onFailure;
    private final CompletableFuture<Void> finished = new CompletableFuture<>();
    private volatile boolean closed;
    private volatile boolean failed;
    private volatile boolean overflowed;

    /** Event loop only. */
    private boolean started;

    /** Recording thread only. */
    private boolean reported;

    RecordingThread(Path file, FrameQueue queue, Opening opening, Consumer<BatonException> onFailure) {
        this.file = file;
        this.queue = queue;
        this.opening = opening;
        this.onFailure = onFailure;
    }

    void start() {
        started = true;
        var thread = new Thread(this::run, "baton-recorder");
        thread.setDaemon(true);
        thread.start();
    }

    /** Event loop: queues a frame, or drops it if the file has failed or the disk is too slow. */
    void offer(int kind, short[] samples, int offset, int length, long position) {
        if (!failed && !closed && !queue.offer(kind, samples, offset, length, position)) {
            overflowed = true;
        }
    }

    boolean hasRoom() {
        return failed || queue.written() - queue.taken() <= queue.capacity() / 2;
    }

    /** Event loop: writes what is queued, then closes the file; does not wait for it. */
    void close() {
        closed = true;
        if (!started) {
            finished.complete(null);
        }
    }

    /** Completes when the file is closed, whether all went well or not. */
    CompletionStage<Void> finished() {
        return finished.minimalCompletionStage();
    }

    private void run() {
        try (var writer = opening.open()) {
            carry(writer);
        } catch (IOException | RuntimeException e) {
            failed = true;
            report("cannot write " + file + ": " + reason(e), "check the folder and the free space", e);
        } finally {
            finished.complete(null);
        }
    }

    private void carry(FrameWriter writer) throws IOException {
        while (true) {
            boolean last = closed; // read before the queue: what was queued before closing is seen below
            if (overflowed) {
                report("part of " + file + " is missing: the disk is slower than the call", "use a faster disk", null);
            }
            var slot = queue.peek();
            if (slot != null) {
                writer.write(slot);
                queue.release();
            } else if (last) {
                return;
            } else {
                LockSupport.parkNanos(IDLE_NANOS);
            }
        }
    }

    private static String reason(Exception e) {
        // The JDK's file exceptions carry only the file's name as their message.
        return e instanceof FileSystemException broken && broken.getReason() == null
                ? e.getClass().getSimpleName()
                : String.valueOf(e.getMessage());
    }

    private void report(String what, String remedy, @Nullable Exception cause) {
        if (!reported) {
            reported = true;
            onFailure.accept(
                    new BatonException(ErrorCode.RECORDING_FAILED, what, "the call goes on without it", remedy, cause));
        }
    }
}
