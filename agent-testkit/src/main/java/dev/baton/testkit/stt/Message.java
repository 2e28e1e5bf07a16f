package dev.baton.testkit.stt;

/**
 * A message on its way to the client.
 *
 * @param name for the journal, as on the wire or as {@link ConnectionLog.Entry#type} says
 * @param text its JSON
 */
record Message(Kind kind, String name, String text) {
    /** What a message is about, whatever its protocol calls it. */
    enum Kind {
        INTERIM,
        /** A final that the server made by itself. */
        FINAL,
        /** The final that a request for it caused. */
        ANSWER,
        /** After it the server closes. */
        LAST,
        ERROR,
        /** Speech events and the like. */
        NOTICE
    }

    static Message interim(String text) {
        return new Message(Kind.INTERIM, "interim", text);
    }

    static Message finalText(boolean answer, String text) {
        return new Message(answer ? Kind.ANSWER : Kind.FINAL, "final", text);
    }

    static Message notice(String name, String text) {
        return new Message(Kind.NOTICE, name, text);
    }
}
