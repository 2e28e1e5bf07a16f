package dev.baton.carrier;

import java.nio.ByteBuffer;

/**
 * Sends on a socket that somebody else owns. Called by one thread at a time: on the thread of {@link MediaStream}'s methods before the call has begun, on the call's event loop from then on. Must not block.
 */
public interface Outgoing {
    void text(String message);

    /** @param bytes read before this returns */
    void binary(ByteBuffer bytes);

    /** Nothing is sent after it. Comes at most once, and not after {@link MediaStream#onClose}. */
    void close(int code, String reason);

    /** Bytes handed over that the network has not taken yet; 0 where that is not known, and then a peer that reads nothing is not noticed. */
    default long pendingBytes() {
        return 0;
    }
}
