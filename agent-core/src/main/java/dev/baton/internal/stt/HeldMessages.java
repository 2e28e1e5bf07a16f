package dev.baton.internal.stt;

import dev.baton.stt.SttTransport;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Iterator;

/** Messages in their order while the service is not listening yet. Audio past the limit pushes out the oldest audio; control messages stay. */
final class HeldMessages {
    private sealed interface Held {
        void sendTo(SttTransport.Connection connection);
    }

    private record Audio(ByteBuffer bytes) implements Held {
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

    HeldMessages(long maxAudioBytes) {
        this.maxAudioBytes = maxAudioBytes;
    }

    /** @return bytes of older audio that had to go */
    long addAudio(ByteBuffer audio) {
        var copy = ByteBuffer.allocate(audio.remaining()).put(audio).flip();
        messages.addLast(new Audio(copy));
        audioBytes += copy.remaining();
        long before = audioBytes;
        for (Iterator<Held> each = messages.iterator(); audioBytes > maxAudioBytes && each.hasNext(); ) {
            if (each.next() instanceof Audio oldest) {
                each.remove();
                audioBytes -= oldest.bytes().remaining();
            }
        }
        return before - audioBytes;
    }

    void addControl(String text) {
        messages.addLast(new Control(text));
    }

    void sendTo(SttTransport.Connection connection) {
        for (Held next = messages.poll(); next != null; next = messages.poll()) {
            next.sendTo(connection);
        }
        audioBytes = 0;
    }

    /** @return bytes of audio that were held */
    long discard() {
        long discarded = audioBytes;
        messages.clear();
        audioBytes = 0;
        return discarded;
    }
}
