package dev.baton.examples.cli;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.audio.AudioTap;
import dev.baton.call.CallOptions;
import dev.baton.call.CallRecord;
import dev.baton.call.CallRecorder;
import dev.baton.journal.JournalFile;
import dev.baton.transport.OwnerOnlyFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code --record DIR}: what is kept of one call, {@code call.wav} to listen to, {@code call.json} to know what came of it and {@code call.journal} to have it again. A disk that fails is told and does not end the call. */
final class CallFolder implements AutoCloseable {
    static final String JOURNAL = "call.journal";
    private static final String RECORD = "call.json";

    private final Path directory;
    private final JournalFile journal;
    private final @Nullable Recording audio;

    private final Consumer<BatonException> onFailure;
    private final CompletableFuture<Void> written = new CompletableFuture<>();
    private volatile boolean begun;
    private volatile boolean notWritten;

    private CallFolder(
            Path directory, JournalFile journal, @Nullable Recording audio, Consumer<BatonException> onFailure) {
        this.onFailure = onFailure;
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
        var to = directory.resolve(JOURNAL);
        var journal = waits
                ? JournalFile.createForVirtualTime(to, JournalFile.DEFAULT_MAX_BYTES, redacted, onFailure)
                : JournalFile.create(to, JournalFile.DEFAULT_MAX_BYTES, redacted, onFailure);
        Path file = directory.resolve("call.wav");
        if (redacted) {
            removeVoices(file);
        }
        var audio = redacted ? null : waits ? Recording.awaited(file, onFailure) : Recording.into(file, onFailure);
        return new CallFolder(directory, journal, audio, onFailure);
    }

    /** Everything else of an earlier recording is written over. */
    private static void removeVoices(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new BatonException(
                    ErrorCode.RECORDING_FAILED,
                    file + " is there from an earlier recording, and cannot be removed",
                    e.getClass().getSimpleName() + ": " + e.getMessage(),
                    "name another directory",
                    e);
        }
    }

    Path directory() {
        return directory;
    }

    /** @param beside hears the voices too, or null */
    CallOptions record(CallOptions options, @Nullable AudioTap beside) {
        var story = new CallRecorder(this::write);
        var recorded = options.withJournal(journal)
                .withListener(options.listener().andThen(event -> {
                    begun = true;
                    story.onEvent(event);
                }));
        if (audio == null) {
            return beside == null ? recorded : recorded.withTap(beside);
        }
        return recorded.withTap(beside == null ? audio : new BothTaps(beside, audio));
    }

    /** Once, at the end of the call and so not on its event loop. */
    private void write(CallRecord record) {
        ForkJoinPool.commonPool().execute(() -> {
            try (var file = OwnerOnlyFile.create(directory.resolve(RECORD))) {
                var json = StandardCharsets.UTF_8.encode(record.toJson(journal.isRedacted()) + "\n");
                while (json.hasRemaining()) {
                    file.write(json);
                }
            } catch (IOException e) {
                notWritten = true;
                onFailure.accept(new BatonException(
                        ErrorCode.RECORDING_FAILED,
                        directory.resolve(RECORD) + " cannot be written: " + AudioInput.reason(e),
                        "",
                        "check the folder and the free space",
                        e));
            } finally {
                written.complete(null);
            }
        });
    }

    /** Runs it, on any thread, when everything is in its file. */
    @SuppressWarnings("FutureReturnValueIgnored") // what it is told does not fail
    void whenFinished(Runnable task) {
        finished().thenRun(task);
    }

    /** Completes when journal and record are in their files; with the journal where the call never began. */
    private CompletableFuture<Void> finished() {
        return journal.finished()
                .toCompletableFuture()
                .thenCompose(closed -> begun ? written : CompletableFuture.completedFuture(null));
    }

    boolean failed() {
        return notWritten || journal.failed() || (audio != null && audio.failed());
    }

    /** Waits, for a bounded time, until all that was recorded is in the files. */
    @Override
    public void close() {
        finished().completeOnTimeout(null, 5, TimeUnit.SECONDS).join();
        if (audio != null) {
            audio.close();
        }
    }
}
