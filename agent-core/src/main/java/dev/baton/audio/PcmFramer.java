package dev.baton.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;

/**
 * Cuts a stream of audio bytes into frames of equal duration: any chunks in, split samples included; mono signed 16-bit frames out.
 *
 * <p>Frame {@code k} begins at sample {@code floor(k * rate * duration)}. Where a frame is not a whole number of samples (20 ms at
 * 11,025 Hz are 220.5) lengths therefore alternate, and no drift builds up.
 *
 * <p>Holds at most one frame and one split sample, allocates only when it is made, and is used from one thread. An exception of the
 * consumer reaches the caller; the frame it was given counts as delivered.
 */
public final class PcmFramer {
    private static final Duration LONGEST_FRAME = Duration.ofSeconds(1);

    private final AudioFormat format;
    private final FrameConsumer consumer;
    private final SampleDecoder decoder;
    private final int bytesPerInstant;
    private final long rateTimesMillis;
    private final short[] frame;

    /** The beginning of a sample (of all channels) whose rest comes with the next chunk. */
    private final ByteBuffer split;

    private long frameIndex;
    private long frameStart;
    private int frameLength;
    private int filled;

    /**
     * @param frame whole milliseconds, 1 ms to 1 s; telephony uses 10, 20 or 30
     * @param consumer called within {@link #push} and {@link #flush}
     */
    public PcmFramer(AudioFormat format, Duration frame, FrameConsumer consumer) {
        if (frame.compareTo(LONGEST_FRAME) > 0 || frame.toMillis() < 1 || frame.toNanosPart() % 1_000_000 != 0) {
            throw new IllegalArgumentException("frame must be whole milliseconds within [1 ms, 1 s], frame=" + frame);
        }
        this.format = format;
        this.consumer = consumer;
        decoder = new SampleDecoder(format);
        bytesPerInstant = format.channels() * format.encoding().bytesPerSample();
        rateTimesMillis = format.sampleRateHz() * frame.toMillis();
        this.frame = new short[(int) ((rateTimesMillis + 999) / 1000)];
        split = ByteBuffer.allocate(bytesPerInstant).order(format.byteOrder());
        reset();
    }

    public AudioFormat format() {
        return format;
    }

    /** Consumes all remaining bytes; the buffer's byte order is left as it was, the format's counts. */
    public void push(ByteBuffer bytes) {
        ByteOrder order = bytes.order();
        bytes.order(format.byteOrder());
        try {
            completeSplitSample(bytes);
            while (bytes.remaining() >= bytesPerInstant) {
                int count = Math.min(bytes.remaining() / bytesPerInstant, frameLength - filled);
                int at = bytes.position();
                bytes.position(at + count * bytesPerInstant);
                append(bytes, at, count);
            }
            if (bytes.hasRemaining()) { // a bulk copy of nothing costs more than a frame
                split.put(bytes);
            }
        } finally {
            bytes.order(order);
        }
    }

    /**
     * Delivers the part-filled last frame, padded with silence to full length, and drops a split sample. The next chunk then begins a
     * new frame, at the position after the padding.
     *
     * @return how many samples of that frame are real; 0 if there was nothing to deliver
     */
    public int flush() {
        split.clear();
        int real = filled;
        if (real > 0) {
            Arrays.fill(frame, real, frameLength, (short) 0);
            filled = frameLength;
            deliver();
        }
        return real;
    }

    /** Forgets what is buffered and begins again at position 0. */
    public void reset() {
        split.clear();
        frameIndex = 0;
        frameStart = 0;
        frameLength = (int) boundary(1);
        filled = 0;
    }

    private void completeSplitSample(ByteBuffer bytes) {
        if (split.position() == 0) {
            return;
        }
        while (split.hasRemaining() && bytes.hasRemaining()) {
            split.put(bytes.get());
        }
        if (!split.hasRemaining()) {
            split.clear();
            append(split, 0, 1);
        }
    }

    private void append(ByteBuffer bytes, int at, int count) {
        decoder.decode(bytes, at, frame, filled, count);
        filled += count;
        if (filled == frameLength) {
            deliver();
        }
    }

    private void deliver() {
        long position = frameStart;
        int length = frameLength;
        // Moved on before the consumer runs: whatever it throws, the next chunk begins a new frame.
        frameIndex++;
        frameStart += length;
        frameLength = (int) (boundary(frameIndex + 1) - boundary(frameIndex));
        filled = 0;
        consumer.onFrame(frame, 0, length, position);
    }

    private long boundary(long index) {
        return index * rateTimesMillis / 1000;
    }
}
