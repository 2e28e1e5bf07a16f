package dev.baton.testkit.conformance;

import dev.baton.audio.AudioFormat;
import dev.baton.audio.G711;
import dev.baton.stt.SpeechToText;
import dev.baton.stt.SttEvent;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An adapter and its service's side of the wire, as its author knows it: how to read what a client sends, and how the service writes what it says. Implement it in your tests.
 *
 * <p>Called from one thread. Messages are returned as the service would send them, in its own JSON.
 */
public interface SttVendor {
    /**
     * The adapter, with the settings that you recommend.
     *
     * @param address {@code ws://} of this machine; nothing listens there, since the kit brings its own transport
     */
    SpeechToText service(URI address, String key);

    /** Rate and encoding that the client says it sends. */
    AudioFormat declared(URI address);

    /** What a text message says. */
    Received received(String text);

    /** What a binary message says: audio in the declared format, unless you know better. */
    default Received received(ByteBuffer message, AudioFormat declared) {
        int width = declared.encoding().bytesPerSample();
        var bytes = message.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        var samples = new short[bytes.remaining() / width];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = switch (declared.encoding()) {
                case LINEAR16 -> bytes.getShort();
                case LINEAR32 -> (short) (bytes.getInt() >> Short.SIZE);
                case MULAW -> G711.decodeMulaw(bytes.get());
                case ALAW -> G711.decodeAlaw(bytes.get());
                default ->
                    throw new IllegalArgumentException(
                            "override received(ByteBuffer, AudioFormat) for encoding=" + declared.encoding());
            };
        }
        return new Received.Audio(samples);
    }

    /** The message by which the service says that it listens; null where the upgrade itself does. */
    default @Nullable String greeting() {
        return null;
    }

    /** Text that may still change; null where the service has none. */
    @Nullable
    String interim(String text);

    /** @param answersFinalize whether it answers a request; services that do not mark it write the same either way */
    String finalText(String text, List<SttEvent.Word> words, boolean answersFinalize);

    /** The message by which the service says that the speaker's turn is over; null where it never does, or does with its final. */
    default @Nullable String turnEnded() {
        return null;
    }

    /** The message after which nothing follows; null where the closing handshake alone says it. */
    @Nullable
    String last();

    /** The service complains. */
    String error(String reason);

    /** A message of a kind that the adapter cannot know. Override it where the kind of a message is not told by {@code type}. */
    default String unknown() {
        return "{\"type\":\"conformance_unknown\",\"value\":[1,{\"a\":null}]}";
    }

    /** Least audio that the service takes in one message; what is left before a control message may be shorter, unless the service {@linkplain #refusesShorter() refuses} that. */
    default Duration shortestMessage() {
        return Duration.ofMillis(10);
    }

    /** Whether the service takes no shorter message at all, so that what is left before a control message is filled up with silence. */
    default boolean refusesShorter() {
        return false;
    }

    /** Most audio that the service takes in one message. */
    default Duration longestMessage() {
        return Duration.ofMillis(500);
    }

    /** What a message of audio may cost on the heap: nothing, except where the service wants it as text. */
    default long allocatedBytesPerMessage() {
        return 0;
    }
}
