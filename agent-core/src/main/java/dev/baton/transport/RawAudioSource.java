package dev.baton.transport;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.audio.AudioFormat;
import dev.baton.audio.AudioSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Samples without a header from a stream, for example standard input: {@code arecord -f S16_LE -r 16000 -t raw | ...}.
 *
 * <p>A daemon thread reads up to two seconds ahead and then waits, so that a pipe is held up instead of memory filled; the call takes its
 * share with each tick. The stream stays open: whoever opened it closes it.
 */
public final class RawAudioSource implements AudioSource {
    private static final int TICK_MILLIS = 20;
    private static final int READ_AHEAD_SECONDS = 2;
    private static final long WAIT_FOR_ROOM_NANOS = 5_000_000;
    private static final int HEADER_BYTES = 12;

    private final InputStream stream;
    private final AudioFormat format;
    private final boolean paced;
    private final ByteRing ring;

    private @Nullable Input input;
    private long ticks;
    private long takenBytes;

    private volatile boolean closed;
    private volatile @Nullable BatonException failure;

    /** Written last by the reader: whoever sees it sees all bytes and the failure. */
    private volatile boolean finished;

    private RawAudioSource(InputStream stream, AudioFormat format, boolean paced) {
        this.stream = stream;
        this.format = format;
        this.paced = paced;
        ring = new ByteRing(READ_AHEAD_SECONDS * format.bytesPerSecond());
    }

    /** For a recording: the stream may deliver faster than real time, the call hears it in real time. */
    public static RawAudioSource paced(InputStream stream, AudioFormat format) {
        return new RawAudioSource(stream, format, true);
    }

    /** For a live stream: whatever has arrived is heard with the next tick, so that a burst at the start adds no lasting delay. */
    public static RawAudioSource live(InputStream stream, AudioFormat format) {
        return new RawAudioSource(stream, format, false);
    }

    @Override
    public AudioFormat format() {
        return format;
    }

    @Override
    public void start(Input input) {
        this.input = input;
        var reader = new Thread(this::read, "baton-raw-reader");
        reader.setDaemon(true);
        reader.start();
        input.onTick(this::tick);
    }

    private void tick() {
        var ear = input;
        if (closed || ear == null) {
            return;
        }
        boolean lastTime = finished;
        ticks++;
        // A share that the stream was late with stays due, so that a pipe that stumbles does not lengthen the call.
        long due = paced ? ticks * TICK_MILLIS * format.sampleRateHz() / 1000 * bytesPerInstant() : Long.MAX_VALUE;
        while (takenBytes < due && ring.available() > 0 && !closed) {
            var view = ring.view((int) Math.min(due - takenBytes, Integer.MAX_VALUE));
            int count = view.remaining();
            ear.audio(view);
            ring.release(count);
            takenBytes += count;
        }
        if (lastTime && ring.available() == 0 && !closed) {
            closed = true;
            var reason = failure;
            if (reason == null) {
                ear.ended();
            } else {
                ear.failed(reason);
            }
        }
    }

    private int bytesPerInstant() {
        return format.channels() * format.encoding().bytesPerSample();
    }

    private void read() {
        try {
            byte[] beginning = stream.readNBytes(HEADER_BYTES);
            failure = complaintAbout(beginning);
            if (failure == null) {
                ring.write(beginning, 0, beginning.length);
                readOn();
            }
        } catch (IOException e) {
            failure = new BatonException(
                    ErrorCode.SOURCE_FAILED, "the audio stream broke: " + e.getMessage(), "", "start it again", e);
        } finally {
            finished = true;
        }
    }

    private void readOn() throws IOException {
        while (!closed) {
            if (ring.free() == 0) {
                LockSupport.parkNanos(WAIT_FOR_ROOM_NANOS);
            } else if (ring.readFrom(stream) < 0) {
                return;
            }
        }
    }

    private static @Nullable BatonException complaintAbout(byte[] beginning) {
        if (beginning.length == 0) {
            return new BatonException(
                    ErrorCode.FILE_EMPTY,
                    "the audio stream ended without a single byte",
                    "",
                    "check the command that feeds it");
        }
        String text = new String(beginning, StandardCharsets.ISO_8859_1);
        if (text.startsWith("RIFF") && text.endsWith("WAVE")) {
            return new BatonException(
                    ErrorCode.UNSUPPORTED_ENCODING,
                    "the audio stream is a WAV file, where samples without a header are expected",
                    "found \"RIFF....WAVE\"",
                    "name the file instead of piping it, or strip the header: ffmpeg -i in.wav -f s16le -ar 16000 -ac 1 -");
        }
        return null;
    }

    @Override
    public void close() {
        closed = true;
    }
}
