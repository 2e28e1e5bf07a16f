package dev.baton.internal.json;

import dev.baton.stt.SttEvent;
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

    /** Whether the service says that it listens, which {@link #read} then tells as {@link SttEvent.Ready}; otherwise the upgrade says so. */
    default boolean greets() {
        return false;
    }

    /** Whether a message marks the end of the stream; otherwise the service's closing handshake does. */
    boolean announcesLast();

    /** Tells what a message says, which may be nothing, or more than one thing. Never throws, save what the listener throws. */
    void read(String message, SttListener listener);

    /** Nothing follows, as we had asked for: tells what the service has said and not made final. */
    default void ended(SttListener listener) {}

    /** What the service means by a close that nobody had asked for. */
    default CloseMeaning meaningOf(int closeCode) {
        return CloseMeaning.USUAL;
    }
}
