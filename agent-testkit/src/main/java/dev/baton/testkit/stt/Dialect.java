package dev.baton.testkit.stt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One vendor's wire protocol on this server: which addresses it answers, which parameters it takes, and what the messages look like. */
interface Dialect {
    /** Whose faults may happen on it; null where none of {@link SttFault} is about what is said on its connections. */
    @Nullable
    SttProtocol protocol();

    /** Exact paths, the current one first. */
    List<String> paths();

    /** The key that a client shows; null where it shows none. */
    @Nullable
    String key(HttpHeaders headers, Parameters parameters);

    /** For a client that showed none. */
    String howToShowAKey();

    /**
     * For a service that upgrades all the same and says within the session that it does not take the key.
     *
     * @return null where a wrong key is refused over HTTP
     */
    default @Nullable SessionFactory refusedKey(Refusal refusal) {
        return null;
    }

    /** Those that the server agrees to, separated by commas; null where there are none. */
    default @Nullable String subprotocols() {
        return null;
    }

    /** Writes a refusal as the vendor does. */
    void describe(Refusal refusal, ObjectNode body, HttpHeaders headers);

    /**
     * Reads the parameters of an upgrade.
     *
     * @return makes the session once the upgrade is done
     */
    SessionFactory accept(String path, Parameters parameters) throws Refusal.Refused;

    /** The same for a protocol whose session has to know the request's headers. */
    default SessionFactory accept(String path, Parameters parameters, HttpHeaders headers) throws Refusal.Refused {
        return accept(path, parameters);
    }

    /** Whether a client that shows no key in the upgrade may show one later; the session checks it then. */
    default boolean keyMayFollow() {
        return false;
    }

    /** Longer messages end a connection. */
    default int maxMessageBytes(int usual) {
        return usual;
    }

    /** Makes the session of an accepted connection. */
    @FunctionalInterface
    interface SessionFactory {
        Session open(Wire wire);
    }

    /** The protocol's side of one connection; called on its event loop. */
    interface Session {
        void onText(String text);

        /** @param bytes read before this returns */
        void onBinary(ByteBuffer bytes);

        /**
         * Whether it has been told that nothing follows, and still has to say its last words, after which it closes. Clients may close in the same breath as they say that nothing follows: they read on until
         * their close is answered, and it is not while this is so, for some seconds at most.
         */
        default boolean isFlushing() {
            return false;
        }

        /** The client broke the rules of WebSocket itself, or went silent for too long; expected to say so and to close. */
        void onViolation(int closeCode, String message);

        /** The connection is gone. */
        void onClosed();
    }

    /** The connection's side, for the session; to be used on its event loop. */
    interface Wire {
        EventLoop loop();

        ServerJournal.Connection journal();

        void send(Message message);

        /**
         * Writes to the TCP connection as is.
         *
         * @param name for the journal
         */
        void sendBytes(String name, byte[] bytes);

        /** What a text message is on the TCP connection; unlike {@link #send} for any bytes. */
        byte[] onTheWire(byte[] text);

        /** Ends the TCP connection without a closing handshake, once everything before has been sent. */
        void cut();

        /** Resets the TCP connection. */
        void reset();

        /** Sends a close frame; what the client says afterwards is not heard. */
        void close(int code, String reason);
    }
}
