package dev.baton.audio;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;

/**
 * Cuts a stream of audio bytes into frames of equal duration: any chunks in, split samples included; mono signed 16-bit frames out.
 *
 * <p>Frame {@code k} begins at sample {@code floor(k * rate * duration)}. Where a frame is not a whole number of samples (20 ms at
 * 11,025 Hz are 220.5) lengths therefore alternate, and no drift builds up.
 *
 * <p>Bytes are gathered until a frame is whole and decoded all at once: that costs two or three copies per frame, whatever the chunks, and a sample that a chunk splits needs no care.
 *
 * <p>Holds at most one frame, allocates only when it is made, and is used from one thread. An exception of the consumer reaches the caller; the frame it was given counts as delivered.
 */
public final class PcmFramer {
    private static final Duration LONGEST_FRAME = Duration.ofSeconds(1);

    private final AudioFormat format;
    private final FrameConsumer consumer;
    private final SampleDecoder decoder;
    private final byte[] gathered;
    private final int bytesPerInstant;
    private final long rateTimesMillis;
    private final short[] frame;

    /** Whether a frame is not a whole number of samples. */
    private final boolean alternating;

    private long frameIndex;
    private long frameStart;
    private int frameLength;
    private int frameBytes;
    private int filledBytes;

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
        bytesPerInstant = format.channels() * format.encoding().bytesPerSample();
        rateTimesMillis = format.sampleRateHz() * frame.toMillis();
        this.frame = new short[(int) ((rateTimesMillis + 999) / 1000)];
        alternating = rateTimesMillis % 1000 != 0;
        frameLength = this.frame.length;
        frameBytes = frameLength * bytesPerInstant;
        decoder = new SampleDecoder(format, frameLength);
        gathered = decoder.bytes();
        reset();
    }

    public AudioFormat format() {
        return format;
    }

    /** Consumes all remaining bytes; the buffer's byte order does not matter, the format's counts. */
    public void push(ByteBuffer bytes) {
        int at = bytes.position();
        int end = bytes.limit();
        while (end - at >= frameBytes - filledBytes) {
            int count = frameBytes - filledBytes;
            gather(bytes, at, count);
            at += count;
            bytes.position(at); // now: the consumer may throw
            decoder.decode(frame, frameLength);
            deliver();
        }
        gather(bytes, at, end - at);
        filledBytes += end - at;
        bytes.position(end);
    }

    private void gather(ByteBuffer bytes, int at, int count) {
        if (bytes.hasArray()) { // a tenth faster
            System.arraycopy(bytes.array(), bytes.arrayOffset() + at, gathered, filledBytes, count);
        } else {
            bytes.get(at, gathered, filledBytes, count);
        }
    }

    /**
     * Delivers the part-filled last frame, padded with silence to full length, and drops a split sample. The next chunk then begins a
     * new frame, at the position after the padding.
     *
     * @return how many samples of that frame are real; 0 if there was nothing to deliver
     */
    public int flush() {
        int real = filledBytes / bytesPerInstant;
        filledBytes = 0;
        if (real > 0) {
            decoder.decode(frame, real);
            Arrays.fill(frame, real, frameLength, (short) 0);
            deliver();
        }
        return real;
    }

    /** Forgets what is buffered and begins again at position 0. */
    public void reset() {
        frameIndex = 0;
        frameStart = 0;
        beginFrame();
    }

    private void beginFrame() {
        if (alternating) {
            frameLength = (int) ((frameIndex + 1) * rateTimesMillis / 1000 - frameStart);
            frameBytes = frameLength * bytesPerInstant;
        }
        filledBytes = 0;
    }

    private void deliver() {
        long position = frameStart;
        int length = frameLength;
        // Moved on before the consumer runs: whatever it throws, the next chunk begins a new frame.
        frameIndex++;
        frameStart += length;
        beginFrame();
        consumer.onFrame(frame, 0, length, position);
    }
}
