package dev.baton.internal.call;

import java.time.Duration;

/**
 * The latest of the caller's audio at the recogniser's rate, for a connection that is not there yet or comes again. A ring, allocated once; the newest pushes out the oldest.
 *
 * <p>Samples are counted from the call's first; their positions on the call's clock are kept beside them, since audio may have been lost before it got here.
 */
final class KeptAudio {
    /** About a minute at 16 kHz, whatever was asked for. */
    private static final int MAX_BYTES = 2 << 20;

    /** Takes kept audio, in pieces without a gap inside. */
    interface Receiver {
        /** @param samples {@code samples[offset .. offset + length)} is read before this returns */
        void audio(short[] samples, int offset, int length, long positionNanos);
    }

    private final short[] ring;
    private final SentAudioMap positions;
    private long end;

    KeptAudio(int sampleRateHz, Duration length) {
        long samples = Math.min(length.toMillis() * sampleRateHz / 1_000, MAX_BYTES / Short.BYTES);
        ring = new short[(int) Math.max(samples, sampleRateHz)]; // a second is what a live connection needs at most
        positions = new SentAudioMap(sampleRateHz);
    }

    void add(short[] samples, int offset, int length, long positionNanos) {
        positions.sent(positionNanos, length);
        for (int taken = 0; taken < length; ) {
            int at = (int) (end % ring.length);
            int step = Math.min(length - taken, ring.length - at);
            System.arraycopy(samples, offset + taken, ring, at, step);
            taken += step;
            end += step;
        }
    }

    /** The oldest sample that is still here. */
    long oldest() {
        return Math.max(0, end - ring.length);
    }

    /** The sample that comes next. */
    long end() {
        return end;
    }

    long sampleAt(long nanos) {
        return positions.sampleAt(nanos);
    }

    long nanosAt(long sample) {
        return positions.nanosAt(sample);
    }

    /**
     * Hands over everything from {@code from} on, which must not be older than {@link #oldest}.
     *
     * @return {@link #end}: where to go on the next time
     */
    long sendFrom(long from, Receiver receiver) {
        for (long next = from; next < end; ) {
            int at = (int) (next % ring.length);
            long piece = Math.min(Math.min(end - next, ring.length - at), positions.runLength(next));
            receiver.audio(ring, at, (int) piece, positions.nanosAt(next));
            next += piece;
        }
        return end;
    }
}
