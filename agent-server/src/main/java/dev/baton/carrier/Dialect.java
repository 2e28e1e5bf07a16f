package dev.baton.carrier;

import java.nio.ByteBuffer;

/** How one kind of peer talks: its messages to a {@link Line}, and back. One instance for each call; it may keep what the peer told. */
interface Dialect {
    /** As in {@code CallInfo}. */
    String transport();

    /** @throws LineException if the message cannot be taken */
    default void onText(String message, Line line) {
        throw new LineException(LineProblem.MALFORMED, "a text message on a line that has none");
    }

    /** @throws LineException if the message cannot be taken */
    default void onBinary(ByteBuffer bytes, Line line) {
        throw new LineException(LineProblem.MALFORMED, "a binary message on a line that has none");
    }

    /** Whether binary messages are any parts of a stream, whose frames the dialect then limits itself. */
    default boolean isStream() {
        return false;
    }

    /** The socket is closed: what was kept for order's sake is due. */
    default void onClose(Line line) {}

    /** Whether the peer paces what it gets, so that it may be sent ahead of time. */
    default boolean paces() {
        return true;
    }

    /** One frame in the line's own encoding; read before this returns. */
    void sendAudio(ByteBuffer audio, Outgoing out);

    /** Asks to be told when the audio before it has been played: {@link Line#markReturned}. */
    default void sendMark(String name, Outgoing out) {}

    /** Throws away what has been sent and not been played. */
    default void sendClear(Outgoing out) {}

    /** What the peer should be told before the socket is closed because the call is over. */
    default void sendHangUp(Outgoing out) {}
}
