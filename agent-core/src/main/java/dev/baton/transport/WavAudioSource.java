package dev.baton.transport;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.audio.AudioEncoding;
import dev.baton.audio.AudioFormat;
import dev.baton.audio.AudioSource;
import dev.baton.audio.G711;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A WAV file as a caller: 20 ms of it with each tick of the call, then hang-up.
 *
 * <p>Reads 16-bit and 32-bit PCM, 32-bit float, mu-law and A-law in RIFF, RIFX and RF64 files. Everything that can be wrong with the file
 * is told by {@link #open}, before a call begins. Files up to 64 MB are kept in memory, longer ones mapped; the event loop never waits
 * for a read of its own.
 */
public final class WavAudioSource implements AudioSource {
    private static final int TICK_MILLIS = 20;
    private static final int WINDOW_BYTES = 16 << 20;

    private final String name;
    private final WavContent content;
    private final WavHeader header;
    private final int bytesPerInstant;
    private final long totalSamples;
    private final ByteBuffer silence;

    private @Nullable Input input;
    private long ticks;

    /** Bytes of audio and trailing silence handed over so far. */
    private long at;

    private boolean closed;

    private WavAudioSource(String name, WavContent content, WavHeader header, Duration trailingSilence) {
        this.name = name;
        this.content = content;
        this.header = header;
        var format = header.format();
        bytesPerInstant = format.channels() * format.encoding().bytesPerSample();
        totalSamples = header.dataBytes() / bytesPerInstant + trailingSilence.toMillis() * format.sampleRateHz() / 1000;
        var quiet = new byte[(format.sampleRateHz() * TICK_MILLIS / 1000 + 1) * bytesPerInstant];
        Arrays.fill(quiet, silenceByte(format.encoding()));
        silence = ByteBuffer.wrap(quiet).asReadOnlyBuffer();
    }

    /**
     * Opens a file and reads its header; blocks for the disk, so call it before the call and not on an event loop.
     *
     * @throws BatonException if the file is missing, unreadable, empty, cut off, not a WAV file, or of a kind that Baton does not read
     */
    public static WavAudioSource open(Path file) {
        return open(file, WavContent.IN_MEMORY_BYTES, WINDOW_BYTES);
    }

    static WavAudioSource open(Path file, int inMemoryBytes, int windowBytes) {
        String name = file.toString();
        var complaint = new WavComplaint(name);
        String looked = "looked for " + file.toAbsolutePath().normalize();
        if (Files.notExists(file)) {
            throw complaint.unreadable("does not exist", looked, "check the name");
        }
        if (Files.isDirectory(file)) {
            throw complaint.unreadable("is a directory", looked, "name a WAV file in it");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            // A named pipe would hold up whoever opens it until somebody writes to it.
            throw complaint.unreadable("is not a regular file", looked, "name a WAV file, or pipe raw audio in");
        }
        try {
            return of(name, WavContent.of(FileChannel.open(file), inMemoryBytes, windowBytes));
        } catch (AccessDeniedException e) {
            throw complaint.unreadable("may not be read", looked, "give yourself the right to read it");
        } catch (IOException | UncheckedIOException e) {
            throw new BatonException(
                    ErrorCode.FILE_UNREADABLE,
                    name + " cannot be read: " + e.getMessage(),
                    looked,
                    "check the disk",
                    e);
        }
    }

    /**
     * Reads a whole WAV file from a stream, for example a resource of the class path, and leaves the stream open; blocks until its end.
     *
     * @param name what error texts call it
     * @throws BatonException as {@link #open(Path)} does, and if there are more than 64 MB
     */
    public static WavAudioSource read(String name, InputStream stream) {
        try {
            byte[] bytes = stream.readNBytes(WavContent.IN_MEMORY_BYTES + 1);
            if (bytes.length > WavContent.IN_MEMORY_BYTES) {
                throw new WavComplaint(name).unreadable("is longer than 64 MB", "", "open it as a file instead");
            }
            return of(name, WavContent.inMemory(bytes));
        } catch (IOException e) {
            throw new BatonException(
                    ErrorCode.FILE_UNREADABLE, name + " cannot be read: " + e.getMessage(), "", "check the stream", e);
        }
    }

    private static WavAudioSource of(String name, WavContent content) throws IOException {
        try {
            return new WavAudioSource(name, content, WavHeader.read(name, content), Duration.ZERO);
        } catch (RuntimeException | IOException e) {
            content.close();
            throw e;
        }
    }

    /**
     * Stays on the line in silence after the file, so that a last turn can end by its own pause instead of by hang-up. To be used in place
     * of this source, which must not be started then.
     */
    public WavAudioSource withTrailingSilence(Duration trailingSilence) {
        if (trailingSilence.isNegative() || trailingSilence.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(
                    "trailingSilence must be within [0, 1 h], trailingSilence=" + trailingSilence);
        }
        return new WavAudioSource(name, content, header, trailingSilence);
    }

    @Override
    public AudioFormat format() {
        return header.format();
    }

    /** From the first sample to the hang-up, trailing silence included. */
    public Duration duration() {
        int rateHz = format().sampleRateHz();
        return Duration.ofSeconds(totalSamples / rateHz, totalSamples % rateHz * 1_000_000_000 / rateHz);
    }

    /**
     * Hands over all audio bytes at once, in pieces of {@link #format()} that are valid until the consumer returns, and closes: for whoever wants the file and no call. Trailing silence is left out.
     *
     * @throws BatonException if the file can no longer be read
     */
    public void readAll(Consumer<ByteBuffer> consumer) {
        try {
            for (long done = 0; done < header.dataBytes(); ) {
                var view = piece(done);
                done += view.remaining();
                consumer.accept(view);
            }
        } catch (InternalError e) {
            // How the JVM tells of a mapped page that the file no longer has, wherever it is read.
            throw goneBad(e);
        } finally {
            close();
        }
    }

    private ByteBuffer piece(long at) {
        try {
            return content.view(header.dataOffset() + at, (int) Math.min(header.dataBytes() - at, WINDOW_BYTES));
        } catch (UncheckedIOException e) {
            throw goneBad(e);
        }
    }

    private BatonException goneBad(Throwable cause) {
        return new BatonException(
                ErrorCode.SOURCE_FAILED, name + " can no longer be read", "it was changed meanwhile", "", cause);
    }

    @Override
    public void start(Input input) {
        this.input = input;
        input.onTick(this::tick);
    }

    /** Hands over what ends with this tick; by exact time, so that 20 ms at 11,025 Hz does not drift. */
    private void tick() {
        var ear = input;
        if (closed || ear == null) {
            return;
        }
        ticks++;
        long until = Math.min(totalSamples, ticks * TICK_MILLIS * format().sampleRateHz() / 1000) * bytesPerInstant;
        try {
            handOver(ear, Math.min(until, header.dataBytes()));
        } catch (UncheckedIOException | InternalError e) {
            // Reading a mapped page that the file no longer has is an InternalError.
            close();
            ear.failed(goneBad(e));
        }
        if (at < until && !closed) {
            ear.audio(silence.limit((int) (until - at)).position(0));
            at = until;
        }
        if (at == totalSamples * bytesPerInstant && !closed) {
            close();
            ear.ended();
        }
    }

    private void handOver(Input ear, long until) {
        while (at < until && !closed) {
            ByteBuffer view = content.view(header.dataOffset() + at, (int) (until - at));
            at += view.remaining();
            ear.audio(view);
        }
    }

    @Override
    public void close() {
        closed = true;
        content.close();
    }

    private static byte silenceByte(AudioEncoding encoding) {
        return switch (encoding) {
            case MULAW -> G711.MULAW_SILENCE;
            case ALAW -> G711.ALAW_SILENCE;
            case LINEAR16, LINEAR32, FLOAT32 -> 0;
        };
    }
}
