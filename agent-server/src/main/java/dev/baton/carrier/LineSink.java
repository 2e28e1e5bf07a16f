package dev.baton.carrier;

import dev.baton.audio.AudioFormat;
import dev.baton.audio.AudioSink;
import dev.baton.audio.SampleEncoder;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * The agent's voice on its way to a line. Used on the call's loop, except {@link #markReturned} and {@link #gone}.
 *
 * <p>Marks tell how much later than by our own clock the far end hears: each carries the moment at which the audio before it should have been played, and what has passed since when it comes back is the lag.
 * It holds the way back too, so it never claims that more was heard than was.
 */
final class LineSink implements AudioSink {
    private static final int FRAMES_PER_SECOND = 50;
    private static final long FRAME_NANOS = 1_000_000_000L / FRAMES_PER_SECOND;
    private static final int FRAMES_PER_MARK = 10;

    /** More than any network has; a mark that comes later tells of something else. */
    private static final long MAX_LAG_NANOS = 2_000_000_000L;

    /** Ends the line because of what its peer does. */
    interface Trouble {
        void notReading(long pendingBytes);
    }

    private record Closing(int code, String reason) {}

    private final AudioFormat format;
    private final Dialect dialect;
    private final Outgoing out;
    private final Duration lead;
    private final int maxPendingBytes;
    private final LongSupplier clock;
    private final Trouble trouble;
    private final ByteBuffer encoded;
    private final long originNanos;
    private volatile Closing closing = new Closing(1000, "the call is over");
    private volatile boolean gone;
    private volatile int epoch;
    private volatile Duration lag = Duration.ZERO;
    private long playedOutNanos;
    private int framesSinceMark;
    private boolean notReading;
    private boolean leaving;

    LineSink(AudioFormat format, Dialect dialect, Outgoing out, LineOptions options, Trouble trouble) {
        this.format = format;
        this.dialect = dialect;
        this.out = out;
        this.trouble = trouble;
        lead = dialect.paces() ? options.lead() : Duration.ZERO;
        maxPendingBytes = options.maxPendingBytes();
        clock = options.clock();
        originNanos = clock.getAsLong();
        encoded =
                ByteBuffer.allocate(format.bytesPerSecond() / FRAMES_PER_SECOND).order(format.byteOrder());
    }

    @Override
    public int sampleRateHz() {
        return format.sampleRateHz();
    }

    @Override
    public Duration lead() {
        return lead;
    }

    @Override
    public Duration lag() {
        return lag;
    }

    @Override
    public void write(short[] samples, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, samples.length);
        if (gone || notReading) {
            return;
        }
        encoded.clear();
        SampleEncoder.encode(format.encoding(), samples, offset, length, encoded);
        dialect.sendAudio(encoded.flip(), out);
        playedOutNanos = Math.max(playedOutNanos, sinceOrigin()) + FRAME_NANOS;
        if (++framesSinceMark == FRAMES_PER_MARK) {
            framesSinceMark = 0;
            dialect.sendMark(epoch + "-" + playedOutNanos / 1_000_000, out);
        }
        long pending = out.pendingBytes();
        if (pending > maxPendingBytes) {
            notReading = true;
            trouble.notReading(pending);
        }
    }

    @Override
    public void clear() {
        framesSinceMark = 0;
        playedOutNanos = sinceOrigin();
        int next = epoch + 1;
        epoch = next;
        if (!gone) {
            dialect.sendClear(out);
        }
    }

    /** What the peer answers to a mark; the answers that a clear sets free tell nothing. */
    void markReturned(String name) {
        int dash = name.indexOf('-');
        try {
            if (dash > 0 && Integer.parseInt(name, 0, dash, 10) == epoch) {
                long dueNanos = Long.parseLong(name, dash + 1, name.length(), 10) * 1_000_000;
                lag = Duration.ofNanos(Math.max(0, Math.min(MAX_LAG_NANOS, sinceOrigin() - dueNanos)));
            }
        } catch (NumberFormatException e) {
            return; // not one of ours
        }
    }

    private long sinceOrigin() {
        return clock.getAsLong() - originNanos;
    }

    /** The socket is closed. */
    void gone() {
        gone = true;
    }

    /** How the socket is to be closed once the call has ended. */
    void closesWith(int code, String reason) {
        closing = new Closing(code, reason);
    }

    @Override
    public void leave() {
        leaving = true;
    }

    @Override
    public void close() {
        if (!gone) {
            gone = true;
            if (!leaving) {
                dialect.sendHangUp(out);
            }
            out.close(closing.code, closing.reason);
        }
    }
}
