package dev.baton.carrier;

import dev.baton.call.Call;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * One call's end of a telephone line, without a socket: whoever owns the socket passes on what arrives, in order and one at a time, on any thread.
 *
 * <p>What a peer does wrong ends this call in order, with a reason for the log and for {@link LineListener}, and never throws.
 */
public interface MediaStream {
    /** A text message, whole. */
    void onText(String message);

    /** A binary message, or for a line that is a stream of bytes any part of it; read before this returns. */
    void onBinary(ByteBuffer bytes);

    /** The socket is closed, by whomever; nothing is sent any more. May be called twice. */
    void onClose(int code);

    /** What is wrong with the peer and does not show in its messages, such as silence; ends the call in order. */
    void onProblem(LineProblem problem, String detail);

    /** The call, once the peer has said what it is about. */
    Optional<Call> call();
}
