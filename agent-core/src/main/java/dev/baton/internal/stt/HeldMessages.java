package dev.baton.internal.stt;

import dev.baton.stt.SttTransport;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Iterator;

/** Messages in their order while the service is not listening yet. Audio past the limit pushes out the oldest audio; control messages stay. */
public final class HeldMessages {
    private sealed interface Held {
        void sendTo(SttTransport.Connection connection);
    }

    /** @param silenceBytes of them at the end, which only fill the message up */
    private record Audio(ByteBuffer bytes, int silenceBytes) implements Held {
        long spokenBytes() {
            return (long) bytes.remaining() - silenceBytes;
        }

        @Override
        public void sendTo(SttTransport.Connection connection) {
            connection.sendBinary(bytes);
        }
    }

    private record Control(String text) implements Held {
        @Override
        public void sendTo(SttTransport.Connection connection) {
            connection.sendText(text);
        }
    }

    private final ArrayDeque<Held> messages = new ArrayDeque<>();
    private final long maxAudioBytes;
    private long audioBytes;

    public HeldMessages(long maxAudioBytes) {
        this.maxAudioBytes = maxAudioBytes;
    }

    /**
     * @param silenceBytes of it at the end, which are nobody's voice
     * @return bytes of older audio that had to go, without silence
     */
    public long addAudio(ByteBuffer audio, int silenceBytes) {
        var copy = ByteBuffer.allocate(audio.remaining()).put(audio).flip();
        messages.addLast(new Audio(copy, silenceBytes));
        audioBytes += copy.remaining();
        long gone = 0;
        for (Iterator<Held> each = messages.iterator(); audioBytes > maxAudioBytes && each.hasNext(); ) {
            if (each.next() instanceof Audio oldest) {
                each.remove();
                audioBytes -= oldest.bytes().remaining();
                gone += oldest.spokenBytes();
            }
        }
        return gone;
    }

    void addControl(String text) {
        messages.addLast(new Control(text));
    }

    public void sendTo(SttTransport.Connection connection) {
        for (Held next = messages.poll(); next != null; next = messages.poll()) {
            next.sendTo(connection);
        }
        audioBytes = 0;
    }

    /** @return bytes of audio that were held, without silence */
    public long discard() {
        long discarded = messages.stream()
                .mapToLong(each -> each instanceof Audio audio ? audio.spokenBytes() : 0)
                .sum();
        messages.clear();
        audioBytes = 0;
        return discarded;
    }
}
