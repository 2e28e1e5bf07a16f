package dev.baton.stt;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * A WebSocket client, and where wanted an HTTP client, bound to one call's event loop. The shipped one is Netty's; an application or a test may bring its own.
 *
 * <p>All methods are called on the call's event loop, and all listener methods must be.
 */
public interface SttTransport {
    /**
     * Starts to connect; returns at once. The listener hears nothing before this has returned.
     *
     * @param headers sent with the upgrade; they may hold credentials and must never be logged or put into a message
     */
    Connection connect(URI uri, Map<String, String> headers, Listener listener);

    /**
     * Runs a task on the call's event loop later, for the waits of a connection. Optional: a transport without timers never runs it, and waits then end with the
     * call.
     *
     * @return cancels the task; does nothing once it has run
     */
    default Runnable after(Duration delay, Runnable task) {
        return () -> {};
    }

    /**
     * Sends one HTTP POST over a connection of its own and tells the answer; returns at once. The listener hears nothing before this has returned. Optional: for services that take whole recordings
     * ({@link OpenAiTranscriptions}); where it is missing, such a service says so and ends its session. A transport that has it needs {@link #after} as well.
     *
     * @param uri {@code http} or {@code https}
     * @param headers the body's type among them; they may hold credentials and must never be logged or put into a message
     * @param body not changed until the answer is there; read from position to limit, which stay as they are
     * @param timeout from the request to the whole answer; connecting has a limit of the transport's own
     * @return gives the request up: cuts its connection, and nothing follows
     * @throws BatonException if this transport sends no requests
     */
    default Runnable post(
            URI uri, Map<String, String> headers, ByteBuffer body, Duration timeout, AnswerListener listener) {
        throw new BatonException(
                ErrorCode.BAD_USAGE,
                "this SttTransport opens WebSockets only, and the service is asked with HTTP requests",
                "",
                "implement SttTransport.post(..), or use the transport that Baton brings");
    }

    /** Hears how a request was answered: one of the two, once. */
    interface AnswerListener {
        /** @param retryAfter the header's value or empty */
        void onAnswer(int httpStatus, String retryAfter, String body);

        /** No answer: not connected, cut, not in time, not HTTP, longer than may be. */
        void onFailed(Throwable cause);
    }

    /**
     * Makes the transport of each call or stream, so that an application can bring its own WebSocket client.
     *
     * <p>A client has threads of its own, and a call knows only its event loop: every method of a {@link Listener} must be called through {@code loop}, in the order in which things happened on
     * the connection, and none within {@link SttTransport#connect}. The methods of the transport and its connections are called on that loop and must not block it. {@link SttTransport#after} need not be
     * implemented: the loop's own timers are used. Time-outs of connecting and closing are the transport's.
     */
    @FunctionalInterface
    interface Factory {
        /**
         * Called on any thread, once for each call or stream.
         *
         * @param loop runs what it is given on the call's event loop, one after the other
         */
        SttTransport create(Executor loop);
    }

    /** One WebSocket. */
    interface Connection {
        /** Sends one binary message; the bytes are copied before this returns. Ignored once closed. */
        void sendBinary(ByteBuffer bytes);

        /** Sends one text message. Ignored once closed. */
        void sendText(String text);

        /** Bytes handed over that the network has not taken yet. */
        long pendingBytes();

        /** Starts the closing handshake; {@link Listener#onClosed} follows within a bounded time. */
        void close(int code, String reason);

        /** Cuts the connection now; nothing follows. */
        void abort();
    }

    /** Exactly one of {@code onOpen}, {@code onRefused}, {@code onFailed} comes first; after {@code onOpen}, {@code onClosed} comes last. */
    interface Listener {
        void onOpen();

        /** The server answered the upgrade with something else. {@code retryAfter} is the header's value or empty; the body is cut to 4 KiB. */
        void onRefused(int httpStatus, String retryAfter, String body);

        /** No connection: name not found, refused, timed out, TLS. */
        void onFailed(Throwable cause);

        void onText(String text);

        /**
         * A binary message: that it is one is told by the WebSocket's opcode, whatever is in it. Speech-to-text services send none, so that it is ignored by default.
         *
         * @param bytes read before this returns
         */
        default void onBinary(ByteBuffer bytes) {}

        /** Of what was waiting, so much has been taken that more may be sent. Optional, for a transport that knows when; it should wait until about 32 KiB are left. */
        default void onWritable() {}

        /** @param code 1006 where the connection ended without a closing handshake */
        void onClosed(int code, String reason);
    }
}
