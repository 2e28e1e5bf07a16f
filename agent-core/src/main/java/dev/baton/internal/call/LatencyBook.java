package dev.baton.internal.call;

import static dev.baton.metrics.TurnLatency.UNKNOWN;

import dev.baton.metrics.TurnLatency;
import dev.baton.turn.TurnAction;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/** Notes when things happened, per turn; entries go when the reply does. Used on the loop. */
final class LatencyBook {
    private static final int MAX_ENTRIES = 16;

    private final Map<Integer, Entry> byReply = new HashMap<>();
    private long speechEndDeclared = UNKNOWN;
    private long finalizeSent = UNKNOWN;
    private long finalReceived = UNKNOWN;

    /** What is known about one reply's turn. */
    static final class Entry {
        private int turn;
        private long speechEnd = UNKNOWN;
        private long speechEndDeclared = UNKNOWN;
        private long finalizeSent = UNKNOWN;
        private long finalReceived = UNKNOWN;
        private long quietPassed = UNKNOWN;
        private long committed = UNKNOWN;
        long handlerEntered = UNKNOWN;
        long firstToken = UNKNOWN;
        long firstSynthesized = UNKNOWN;
        long firstAudioOut = UNKNOWN;

        private void isAbout(Entry sameTurn) {
            speechEnd = sameTurn.speechEnd;
            speechEndDeclared = sameTurn.speechEndDeclared;
            finalizeSent = sameTurn.finalizeSent;
            finalReceived = sameTurn.finalReceived;
            quietPassed = sameTurn.quietPassed;
            committed = sameTurn.committed;
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

    /** The handler is about to be asked: after the commit, ahead of it, or once more about the same utterance. */
    void asked(int reply, int turn) {
        if (byReply.containsKey(reply)) {
            return;
        }
        var before = byReply.values().stream()
                .filter(entry -> entry.turn == turn && entry.committed >= 0)
                .max(Comparator.comparingLong(entry -> entry.committed));
        var entry = of(reply);
        entry.turn = turn;
        before.ifPresent(entry::isAbout);
    }

    /** Notes the commit; nowhere if nobody is to answer. */
    Entry committed(TurnAction.Commit commit, long nowNanos) {
        var entry = commit.reply() == TurnAction.Commit.NO_REPLY ? new Entry() : of(commit.reply());
        entry.turn = commit.utterance().turn();
        entry.speechEnd = commit.speechEndNanos() < 0 ? UNKNOWN : commit.speechEndNanos();
        entry.speechEndDeclared = speechEndDeclared;
        entry.finalizeSent = finalizeSent;
        entry.finalReceived = finalReceived;
        entry.quietPassed = commit.quietPassedNanos();
        entry.committed = nowNanos;
        speechStarted();
        return entry;
    }

    /** The entry of a reply; a new one where there is none. */
    Entry of(int reply) {
        var entry = byReply.get(reply);
        if (entry == null) {
            entry = new Entry();
            byReply.remove(reply - MAX_ENTRIES);
            byReply.put(reply, entry);
        }
        return entry;
    }
}
