package dev.baton.testkit.stt;

/** What a fault does to the messages of one connection, on its event loop: passes them on, changed or not, to the wire behind it, or does not. */
@FunctionalInterface
interface FaultEffect {
    void send(Message message, Dialect.Wire wire);

    /** The session closes the connection. */
    default void close(int code, String reason, Dialect.Wire wire) {
        wire.close(code, reason);
    }

    /** Something that is done to a connection at the time of a message. */
    @FunctionalInterface
    interface Act {
        void perform(Message message, Dialect.Wire wire);
    }
}
