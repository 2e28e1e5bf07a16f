package dev.baton.internal.json;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/**
 * What is said to a text-to-speech service, and what it says, on one connection; remembers what it must to tell one text's audio from another's. Used on the call's event loop. Reads liberally and never
 * throws.
 */
public interface SpeechProtocol {
    /** What is sent as soon as the connection is open. */
    default List<String> greeting() {
        return List.of();
    }

    /** Whether the service says that it is {@link SpeechMessage.Ready}; otherwise it is once the connection is open. */
    boolean saysReady();

    /**
     * Asks for a text to be spoken.
     *
     * @param id new on this connection
     * @return what is to be sent
     */
    List<String> speak(String id, String text);

    /**
     * Keeps the service from closing an idle connection.
     *
     * @return what is to be sent; nothing where the service needs nothing
     */
    default List<String> keepAlive(String id) {
        return List.of();
    }

    /** Whether everything about this text, which nobody wants any more, will be known to be about it. Otherwise another connection has to be made. */
    boolean isToldApart(String id);

    /** Whether the service may be at work on something else than this text. */
    default boolean isBusyBeside(String id) {
        return false;
    }

    /** Whether quiet means that the text spoken last is complete: some of its audio has come, and nothing says that more must. */
    boolean mayBeComplete();

    /** Reads a text message. */
    void text(String json, Consumer<SpeechMessage> out);

    /** Reads a binary message. */
    void binary(ByteBuffer bytes, Consumer<SpeechMessage> out);

    /** What the service means by the number of its close. */
    default CloseMeaning closeMeaning(int code) {
        return CloseMeaning.USUAL;
    }
}
