package dev.baton.testkit.stt;

import io.netty.channel.EventLoop;
import java.nio.ByteBuffer;
import java.util.List;

/** One vendor's wire protocol on this server: which addresses it answers, which parameters it takes, and what the messages look like. */
interface Dialect {
    /** Exact paths, the current one first. */
    List<String> paths();

    /**
     * Reads the parameters of an upgrade.
     *
     * @return makes the session once the upgrade is done
     */
    SessionFactory accept(String path, Parameters parameters) throws Refusal.Refused;

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

        /** The client broke the rules of WebSocket itself, or went silent for too long; expected to say so and to close. */
        void onViolation(int closeCode, String message);

        /** The connection is gone. */
        void onClosed();
    }

    /** The connection's side, for the session; to be used on its event loop. */
    interface Wire {
        EventLoop loop();

        ServerJournal.Connection journal();

        void send(String text);

        /** Sends a close frame; what the client says afterwards is not heard. */
        void close(int code, String reason);
    }
}
