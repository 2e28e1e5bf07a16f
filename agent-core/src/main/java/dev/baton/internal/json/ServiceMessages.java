package dev.baton.internal.json;

import dev.baton.stt.SttListener;
import org.jspecify.annotations.Nullable;

/** The text messages of one service, both ways; made anew for each connection, since some services must be read with what they said before. */
public interface ServiceMessages {
    /** Asks for the final text of all audio so far; null where the service has no such message. */
    @Nullable
    String finalizeRequest();

    /** Says that no audio follows. */
    String closeStream();

    /** Says that the line is alive; null where the service has no such message, and silence is sent instead. */
    default @Nullable String keepAlive() {
        return null;
    }

    /** Whether a message marks the end of the stream; otherwise the service's closing handshake does. */
    boolean announcesLast();

    /** Tells what a message says, which may be nothing, or more than one thing. Never throws, save what the listener throws. */
    void read(String message, SttListener listener);
}
