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

    /** 100 ms at 16 kHz: so much more may go at once than the network takes. */
    private static final int PIECE_SAMPLES = 1_600;

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
     * Hands over a piece from {@code from} on, which must not be older than {@link #oldest}.
     *
     * @param until before which it ends at the latest, after {@code from}
     * @return where to go on the next time
     */
    long send(long from, long until, Receiver receiver) {
        int at = (int) (from % ring.length);
        long room = Math.min(Math.min(until - from, PIECE_SAMPLES), ring.length - at);
        int piece = (int) Math.min(room, positions.runLength(from));
        receiver.audio(ring, at, piece, positions.nanosAt(from));
        return from + piece;
    }
}
