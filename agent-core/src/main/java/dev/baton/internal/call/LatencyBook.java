package dev.baton.internal.call;

import static dev.baton.metrics.TurnLatency.UNKNOWN;

import dev.baton.metrics.TurnLatency;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Notes when things happened, per turn; entries go when the reply does. Used on the loop. */
final class LatencyBook {
    private static final int MAX_ENTRIES = 16;

    private final Map<Integer, Entry> byReply = new HashMap<>();
    private long speechEndDeclared = UNKNOWN;
    private long finalizeSent = UNKNOWN;
    private long finalReceived = UNKNOWN;

    /** What is known about one reply's turn. */
    static final class Entry {
        final int turn;
        private final long speechEnd;
        private final long speechEndDeclared;
        private final long finalizeSent;
        private final long finalReceived;
        private final long quietPassed;
        private final long committed;
        long handlerEntered = UNKNOWN;
        long firstToken = UNKNOWN;
        long firstSynthesized = UNKNOWN;
        long firstAudioOut = UNKNOWN;

        private Entry(
                int turn,
                long speechEnd,
                long speechEndDeclared,
                long finalizeSent,
                long finalReceived,
                long quietPassed,
                long committed) {
            this.turn = turn;
            this.speechEnd = speechEnd;
            this.speechEndDeclared = speechEndDeclared;
            this.finalizeSent = finalizeSent;
            this.finalReceived = finalReceived;
            this.quietPassed = quietPassed;
            this.committed = committed;
        }

        TurnLatency latency() {
            return new TurnLatency(
                    speechEnd,
                    speechEndDeclared,
                    finalizeSent,
                    finalReceived,
                    quietPassed,
                    committed,
                    handlerEntered,
                    firstToken,
                    firstSynthesized,
                    firstAudioOut);
        }
    }

    void speechStarted() {
        speechEndDeclared = UNKNOWN;
        finalizeSent = UNKNOWN;
        finalReceived = UNKNOWN;
    }

    void speechEnded(long nowNanos) {
        speechEndDeclared = nowNanos;
    }

    void finalizeSent(long nowNanos) {
        finalizeSent = nowNanos;
    }

    void finalReceived(long nowNanos) {
        finalReceived = nowNanos;
    }

    Entry greeting(int reply) {
        return put(reply, new Entry(0, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN));
    }

    /** @param speechEnd acoustic end, negative if no speech was detected */
    Entry committed(int reply, int turn, long speechEnd, long quietPassed, long nowNanos) {
        var entry = new Entry(
                turn,
                speechEnd < 0 ? UNKNOWN : speechEnd,
                speechEndDeclared,
                finalizeSent,
                finalReceived,
                quietPassed,
                nowNanos);
        speechStarted();
        return put(reply, entry);
    }

    @Nullable
    Entry of(int reply) {
        return byReply.get(reply);
    }

    private Entry put(int reply, Entry entry) {
        byReply.remove(reply - MAX_ENTRIES);
        byReply.put(reply, entry);
        return entry;
    }
}
