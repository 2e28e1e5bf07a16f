package dev.baton.examples.cli;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.audio.AudioTap;
import dev.baton.call.CallOptions;
import dev.baton.journal.JournalFile;
import dev.baton.transport.OwnerOnlyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code --record DIR}: what is kept of one call, {@code call.wav} to listen to and {@code call.journal} to have it again. A disk that fails is told and does not end the call. */
final class CallFolder implements AutoCloseable {
    static final String JOURNAL = "call.journal";

    private final Path directory;
    private final JournalFile journal;
    private final @Nullable Recording audio;
    private final boolean waits;

    private CallFolder(Path directory, JournalFile journal, @Nullable Recording audio, boolean waits) {
        this.waits = waits;
        this.directory = directory;
        this.journal = journal;
        this.audio = audio;
    }

    /**
     * @param redacted whether words are masked and the voices left out
     * @throws BatonException if the directory cannot be made or written
     */
    static CallFolder in(Path directory, boolean redacted, Consumer<BatonException> onFailure) {
        return in(directory, redacted, false, onFailure);
    }

    /** @param waits whether the call is on virtual time and waits for the disk */
    static CallFolder in(Path directory, boolean redacted, boolean waits, Consumer<BatonException> onFailure) {
        try {
            OwnerOnlyFile.createFolder(directory);
            if (!Files.isWritable(directory)) {
                throw new IOException("no right to write there");
            }
        } catch (IOException e) {
            throw new BatonException(
                    ErrorCode.RECORDING_FAILED,
                    "the call cannot be recorded in " + directory,
                    e.getClass().getSimpleName() + ": " + e.getMessage(),
                    "name another directory",
                    e);
        }
        var journal =
                JournalFile.create(directory.resolve(JOURNAL), JournalFile.DEFAULT_MAX_BYTES, redacted, onFailure);
        Path file = directory.resolve("call.wav");
        var audio = redacted ? null : waits ? Recording.awaited(file, onFailure) : Recording.into(file, onFailure);
        return new CallFolder(directory, journal, audio, waits);
    }

    Path directory() {
        return directory;
    }

    /** @param beside hears the voices too, or null */
    CallOptions record(CallOptions options, @Nullable AudioTap beside) {
        var recorded = options.withJournal(waits ? new AwaitedJournal(journal) : journal);
        if (audio == null) {
            return beside == null ? recorded : recorded.withTap(beside);
        }
        return recorded.withTap(beside == null ? audio : new BothTaps(beside, audio));
    }

    boolean failed() {
        return journal.failed() || (audio != null && audio.failed());
    }

    /** Waits, for a bounded time, until all that was recorded is in the files. */
    @Override
    public void close() {
        journal.finished()
                .toCompletableFuture()
                .completeOnTimeout(null, 5, TimeUnit.SECONDS)
                .join();
        if (audio != null) {
            audio.close();
        }
    }
}
