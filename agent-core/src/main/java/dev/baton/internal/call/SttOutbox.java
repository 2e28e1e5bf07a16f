package dev.baton.internal.call;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What is to go to the recogniser: the caller's audio, and between its samples the requests. It waits here, where it is bounded, and goes as fast as the connection takes it; of what cannot
 * wait any longer the oldest audio goes first, and never a request. Used on the loop.
 */
final class SttOutbox {
    /** Learns what went. */
    interface Observer {
        void finalizeSent(int id);

        void endSent();

        /** The connection takes less than there is, and what is kept grows. */
        void fellBehind();

        /** All has gone that was waiting. */
        void caughtUp();

        void lost(BatonException reason);
    }

    /**
     * A request between two samples.
     *
     * @param id of a finalize, or {@link #END}
     * @param position the sample before which it stands
     */
    private record Request(int id, long position) {}

    private static final int END = 0;

    private final KeptAudio kept;
    private final int sampleRateHz;
    private final Observer observer;
    private final Queue<Request> requests = new ArrayDeque<>();
    private long next;
    private boolean held;
    private boolean sending;
    private boolean behind;
    private boolean ended;

    SttOutbox(int sampleRateHz, Duration keep, Observer observer) {
        this.sampleRateHz = sampleRateHz;
        this.observer = observer;
        kept = new KeptAudio(sampleRateHz, keep);
    }

    void add(short[] samples, int offset, int length, long positionNanos) {
        kept.add(samples, offset, length, positionNanos);
    }

    /** Nothing is sent twice on one connection. */
    void goTo(long nanos, @Nullable SttConnection connection) {
        long from = kept.sampleAt(nanos);
        next = connection != null && !connection.hasAudio() ? from : Math.max(next, from);
    }

    /** What comes from now on is kept, and not sent. */
    void hold() {
        held = true;
    }

    void release() {
        held = false;
    }

    boolean isHeld() {
        return held;
    }

    void requestFinalize(int id) {
        requests.add(new Request(id, lastToSend()));
    }

    void requestEnd() {
        requests.add(new Request(END, lastToSend()));
    }

    /** Nobody is there any more to ask, or was ever. */
    void forgetRequests() {
        requests.clear();
        behind = false;
        ended = false;
    }

    private long lastToSend() {
        return held ? next : kept.end();
    }

    /** The first sample to go, on the call's clock. */
    long nextNanos() {
        return kept.nanosAt(next);
    }

    /** Behind the last sample that there is, on the call's clock. */
    long endNanos() {
        return kept.nanosAt(kept.end());
    }

    boolean hasWaiting() {
        return !ended && (next < lastToSend() || !requests.isEmpty());
    }

    /** Sends what there is, as far as the connection takes it. */
    void sendOn(SttConnection connection) {
        if (sending) {
            return; // it took more in the middle of sending; the loop below sees that
        }
        sending = true;
        try {
            while (connection.isWritable() && hasWaiting()) {
                step(connection);
            }
        } finally {
            sending = false;
        }
        tellProgress(connection);
    }

    private void step(SttConnection connection) {
        skipWhatIsGone();
        var request = requests.peek();
        long until = request == null ? lastToSend() : request.position();
        if (next < until) {
            next = kept.send(next, until, connection);
        } else if (request != null) {
            requests.remove();
            send(request, connection);
        }
    }

    private void send(Request request, SttConnection connection) {
        if (request.id() == END) {
            ended = true;
            observer.endSent();
            connection.closeStream();
        } else {
            connection.finalizeTurn();
            observer.finalizeSent(request.id());
        }
    }

    private void tellProgress(SttConnection connection) {
        boolean waits = connection.isOpen() && hasWaiting();
        if (waits != behind) {
            behind = waits;
            if (waits) {
                observer.fellBehind();
            } else if (connection.isOpen()) {
                observer.caughtUp();
            }
        }
    }

    void skipWhatIsGone() {
        long gone = kept.oldest() - next;
        if (gone > 0) {
            next += gone;
            lost(gone, "more than stt.replay-buffer was waiting for a connection", "raise stt.replay-buffer");
        }
    }

    void lost(long samples, String why, String remedy) {
        observer.lost(new BatonException(
                ErrorCode.STT_AUDIO_DROPPED,
                "%.1f s of the caller's audio did not reach the recogniser".formatted(samples / (double) sampleRateHz),
                why,
                remedy));
    }
}
