package dev.baton.testkit.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Some bytes on their way through a pipe, or what happens behind them. */
final class Piece {
    /** What a piece stands for. */
    enum Kind {
        BYTES,
        /** The source has sent all. */
        END,
        /** The source is gone. */
        RESET,
        /** A fault of messages ends the connection here. */
        CUT
    }

    private static final long UNKNOWN = Long.MIN_VALUE;

    final Kind kind;
    final ByteBuf bytes;
    final long arrivedNanos;
    boolean endsMessage;
    private final long pauseNanos;
    private long dueNanos = UNKNOWN;

    private Piece(Kind kind, ByteBuf bytes, long arrivedNanos, long pauseNanos) {
        this.kind = kind;
        this.bytes = bytes;
        this.arrivedNanos = arrivedNanos;
        this.pauseNanos = pauseNanos;
    }

    static Piece of(ByteBuf bytes, long arrivedNanos, long pauseNanos) {
        return new Piece(Kind.BYTES, bytes, arrivedNanos, pauseNanos);
    }

    static Piece of(Kind kind, long arrivedNanos) {
        return new Piece(kind, Unpooled.EMPTY_BUFFER, arrivedNanos, 0);
    }

    boolean isDecided() {
        return dueNanos != UNKNOWN;
    }

    /** Decided when the piece comes to the front, because what holds it up may have begun while it waited. */
    void decide(long nowNanos, long delayNanos) {
        dueNanos = Math.max(arrivedNanos + delayNanos, pauseNanos == 0 ? arrivedNanos : nowNanos + pauseNanos);
    }

    void undecide() {
        if (pauseNanos == 0) {
            dueNanos = UNKNOWN;
        }
    }

    long waitNanos(long nowNanos) {
        return Math.max(0, dueNanos - nowNanos);
    }
}
