package dev.baton.testkit.carrier;

/** The connection to the app as a leg uses it. None of these block. */
public interface Wire {
    /** One text message. */
    void text(String message);

    /** One binary message, or bytes of the stream over TCP. Not changed afterwards. */
    void binary(byte[] bytes);

    /**
     * Ends the carrier's side after what was sent before.
     *
     * @param code of the WebSocket close; meaningless over TCP
     */
    void close(int code);
}
