package dev.baton.testkit.stt;

import org.jspecify.annotations.Nullable;

/**
 * A message on its way to the client.
 *
 * @param name for the journal, as on the wire or as {@link ConnectionLog.Entry#type} says
 * @param text its JSON; empty where it is binary
 * @param bytes of a binary message, not to be changed; otherwise null
 */
@SuppressWarnings("ArrayRecordComponent") // audio is handed over, never compared
record Message(Kind kind, String name, String text, byte @Nullable [] bytes) {
    Message(Kind kind, String name, String text) {
        this(kind, name, text, null);
    }

    /** Speech as it is. */
    static Message audio(byte[] pcm) {
        return new Message(Kind.AUDIO, "audio", "", pcm);
    }

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
        /** The service says that it listens. */
        GREETING,
        /** A piece of speech; too many to count each. */
        AUDIO,
        /** The end of one speech. */
        AUDIO_DONE,
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
