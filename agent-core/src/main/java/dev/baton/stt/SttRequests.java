package dev.baton.stt;

import org.jspecify.annotations.Nullable;

/** What a client says on the WebSocket of a service besides audio, and how the service says that it listens and that nothing follows. */
public interface SttRequests {
    /** The first message on the connection, which the service needs before any audio; null, as by default, where there is none. It may hold the key. */
    default @Nullable String begin() {
        return null;
    }

    /** Asks for the final text of all audio so far; null, as by default, where the service has no such message and makes texts final when it thinks fit. */
    default @Nullable String finalizeRequest() {
        return null;
    }

    /** Says that no audio follows. */
    String closeStream();

    /** Says that the line is alive; null, as by default, where the service has no such message, and silence is sent instead. */
    default @Nullable String keepAlive() {
        return null;
    }

    /** Whether the service says that it listens, which its reader then tells; otherwise the upgrade says so. */
    default boolean greets() {
        return false;
    }

    /** Whether a message marks the end of the stream, which its reader then tells; otherwise the service's closing handshake does. */
    default boolean announcesLast() {
        return false;
    }
}
