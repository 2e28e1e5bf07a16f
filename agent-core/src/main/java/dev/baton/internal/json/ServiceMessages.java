package dev.baton.internal.json;

import dev.baton.stt.SttListener;
import dev.baton.stt.SttRequests;

/** The text messages of one service, both ways; made anew for each connection, since some services must be read with what they said before. */
public interface ServiceMessages extends SttRequests {
    /** Tells what a message says, which may be nothing, or more than one thing. Never throws, save what the listener throws. */
    void read(String message, SttListener listener);

    /** Nothing follows, as we had asked for: tells what the service has said and not made final. */
    default void ended(SttListener listener) {}

    /** What the service means by a close that nobody had asked for. */
    default CloseMeaning meaningOf(int closeCode) {
        return CloseMeaning.USUAL;
    }
}
