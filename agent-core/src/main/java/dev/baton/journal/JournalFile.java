package dev.baton.journal;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.transport.OwnerOnlyFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A journal in a file that only its owner may read. What has been written is readable whatever becomes of the process: at most the last quarter of a second of the call is lost with it.
 *
 * <p>One daemon thread writes the files of all calls. Where the disk does not keep up, or the file has reached its limit, the journal ends there and the call goes on.
 */
public final class JournalFile implements JournalSink {
    /** Some ten hours of a telephone call. */
    public static final long DEFAULT_MAX_BYTES = 512L << 20;

    /** Its queue takes no lock of the loops that hand pages over, and holds no more pages than the calls have. */
    private static final ExecutorService WRITER = writer();

    private final Path file;
    private final WritableByteChannel channel;
    private final long maxBytes;
    private final boolean redacted;
    private final Executor writer;
    private final Consumer<BatonException> onFailure;
    private final CompletableFuture<Void> finished = new CompletableFuture<>();
    private final AtomicBoolean told = new AtomicBoolean();
    private long bytesTaken;
    /** Used by the writer only: what comes after a hole would look as if it belonged there. */
    private boolean broken;

    private volatile boolean ended;

    JournalFile(
            Path file,
            WritableByteChannel channel,
            long maxBytes,
            boolean redacted,
            Consumer<BatonException> onFailure) {
        this(file, channel, maxBytes, redacted, WRITER, onFailure);
    }

    private JournalFile(
            Path file,
            WritableByteChannel channel,
            long maxBytes,
            boolean redacted,
            Executor writer,
            Consumer<BatonException> onFailure) {
        this.file = file;
        this.writer = writer;
        this.channel = channel;
        this.maxBytes = maxBytes;
        this.redacted = redacted;
        this.onFailure = onFailure;
    }

    private static ExecutorService writer() {
        var threads = new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedTransferQueue<>(), task -> {
            var thread = new Thread(task, "baton-journal");
            thread.setDaemon(true);
            return thread;
        });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /**
     * Makes the file; blocks while it does.
     *
     * @param file made or overwritten, with missing folders
     * @param onFailure hears at most one {@link ErrorCode#RECORDING_FAILED}, on any thread
     * @throws BatonException if the file cannot be made
     */
    public static JournalFile create(Path file, Consumer<BatonException> onFailure) {
        return create(file, DEFAULT_MAX_BYTES, false, onFailure);
    }

    /**
     * @param maxBytes where the journal ends at the latest
     * @param redacted whether words are masked, and audio and wire messages left out
     */
    public static JournalFile create(Path file, long maxBytes, boolean redacted, Consumer<BatonException> onFailure) {
        return create(file, maxBytes, redacted, WRITER, onFailure);
    }

    /**
     * The same for a call on virtual time, which would run ahead of any disk: it waits for each page to be written.
     */
    public static JournalFile createForVirtualTime(
            Path file, long maxBytes, boolean redacted, Consumer<BatonException> onFailure) {
        return create(file, maxBytes, redacted, Runnable::run, onFailure);
    }

    private static JournalFile create(
            Path file, long maxBytes, boolean redacted, Executor writer, Consumer<BatonException> onFailure) {
        try {
            return new JournalFile(file, OwnerOnlyFile.create(file), maxBytes, redacted, writer, onFailure);
        } catch (IOException e) {
            throw failure("cannot be made: " + e, "name another folder, or make room", e, file);
        }
    }

    @Override
    public boolean isRedacted() {
        return redacted;
    }

    public Path file() {
        return file;
    }

    /** Whether something is missing in it. */
    public boolean failed() {
        return told.get();
    }

    @Override
    public boolean write(ByteBuffer records, Runnable done) {
        if (ended) {
            return false;
        }
        if (bytesTaken + records.remaining() > maxBytes) {
            tell(failure(
                    "ends at its limit of " + maxBytes + " bytes", "raise the limit for calls this long", null, file));
            return false;
        }
        bytesTaken += records.remaining();
        writer.execute(() -> append(records, done));
        return true;
    }

    private void append(ByteBuffer records, Runnable done) {
        try {
            while (!broken && records.hasRemaining()) {
                channel.write(records);
            }
        } catch (IOException | RuntimeException e) {
            broken = true;
            tell(failure("cannot be written: " + e, "check the folder and the free space", e, file));
        } finally {
            done.run();
        }
    }

    @Override
    public void cutShort(String why, String remedy) {
        tell(failure("ends before the call: " + why, remedy, null, file));
    }

    private void tell(BatonException reason) {
        ended = true;
        if (told.compareAndSet(false, true)) {
            onFailure.accept(reason);
        }
    }

    private static BatonException failure(String what, String remedy, @Nullable Exception cause, Path file) {
        return new BatonException(
                ErrorCode.RECORDING_FAILED,
                "the journal " + file + " " + what,
                "the call goes on without it",
                remedy,
                cause);
    }

    @Override
    public void close() {
        writer.execute(() -> {
            try {
                channel.close();
            } catch (IOException e) {
                tell(failure("cannot be closed: " + e, "check the free space", e, file));
            } finally {
                finished.complete(null);
            }
        });
    }

    /** Completes when the file is closed after the call, whether all went well or not. */
    public CompletionStage<Void> finished() {
        return finished.minimalCompletionStage();
    }
}
