package dev.baton.journal;

import dev.baton.agent.CallSummary;
import dev.baton.agent.CallSummary.EndReason;
import dev.baton.turn.TurnAction;
import dev.baton.turn.TurnEvent;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * One thing that a journal tells; {@code atNanos} is the call's clock, from its start. They stand in the order in which they took effect.
 */
public sealed interface JournalEntry {
    long atNanos();

    /**
     * Something became due.
     *
     * @param atNanos by the real clock, which may be later than what was due
     */
    record Woke(long atNanos) implements JournalEntry {}

    /**
     * Audio of the caller came.
     *
     * @param ticking whether the call asked for it, in a tick
     * @param bytes in the format of {@link JournalHeader#line}
     */
    record Audio(long atNanos, boolean ticking, ByteBuffer bytes) implements JournalEntry {}

    /** In this tick no audio had been heard, and some was waiting for its turn on the call's loop. */
    record AudioWaited(long atNanos) implements JournalEntry {}

    /** Audio was not taken, because the call's loop was far behind. */
    record AudioMissed(long atNanos, long lengthNanos) implements JournalEntry {}

    /**
     * The call was hung up.
     *
     * @param during what took effect meanwhile
     */
    record HungUp(long atNanos, EndReason reason, During during) implements JournalEntry {
        /** What else was going on. */
        public enum During {
            /** It came by itself. */
            NOTHING,
            /** The caller's line was asked for audio, in a tick. */
            LINE_TICK,
            /** Something happened, and whoever was told of it hung up. */
            EVENT
        }
    }

    /** What the turn machine heard, and what it decided. */
    record Decided(TurnEvent event, List<TurnAction> actions) implements JournalEntry {
        @Override
        public long atNanos() {
            return event.atNanos();
        }
    }

    /** The words of the final text that is heard next, where the recogniser says when each was spoken. */
    record WordsPlaced(long atNanos, List<PlacedWord> words) implements JournalEntry {}

    /** What the line to the recogniser had put off was done. */
    record LineContinued(long atNanos) implements JournalEntry {}

    /** A wait of a session with the recogniser was over; {@code timer} counts them from 1. */
    record TimerFired(long atNanos, int timer) implements JournalEntry {}

    /** The last entry of a call that ended in order. */
    record Ended(long atNanos, CallSummary summary) implements JournalEntry {}

    /** Something on the wire to the recogniser; connections and requests are counted together, from 1. */
    sealed interface Wire extends JournalEntry {
        int connection();
    }

    /** @param address without credentials */
    record Connecting(long atNanos, int connection, String address) implements Wire {}

    record Opened(long atNanos, int connection) implements Wire {}

    /** The server answered the upgrade with something else. */
    record Refused(long atNanos, int connection, int status, String retryAfter, String body) implements Wire {}

    /** There was no connection. */
    record Failed(long atNanos, int connection, String cause, String message) implements Wire {}

    record TextReceived(long atNanos, int connection, String text) implements Wire {}

    /** @param length in bytes; what they were is not kept, since no recogniser sends any */
    record BinaryReceived(long atNanos, int connection, int length) implements Wire {}

    /** The network took more again. */
    record Writable(long atNanos, int connection) implements Wire {}

    record Closed(long atNanos, int connection, int code, String reason) implements Wire {}

    record TextSent(long atNanos, int connection, String text) implements Wire {}

    /**
     * Audio went to the recogniser. The bytes are the caller's, converted, so that their checksum is enough.
     *
     * @param crc32c as RFC 3720 defines it
     */
    record BinarySent(long atNanos, int connection, int length, int crc32c) implements Wire {}

    /** So much waited on the connection when the session looked, other than the time before. */
    record PendingSeen(long atNanos, int connection, long bytes) implements Wire {}

    record CloseSent(long atNanos, int connection, int code, String reason) implements Wire {}

    /** We cut the connection, or gave the request up. */
    record Aborted(long atNanos, int connection) implements Wire {}

    /** An HTTP request; {@code length} of its body in bytes. */
    record Posted(long atNanos, int connection, String address, int length) implements Wire {}

    record Answered(long atNanos, int connection, int status, String retryAfter, String body) implements Wire {}
}
