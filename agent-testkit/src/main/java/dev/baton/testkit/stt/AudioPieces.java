package dev.baton.testkit.stt;

import dev.baton.audio.AudioFormat;
import java.nio.ByteBuffer;

/**
 * Hands audio to a stream in pieces so short that a pause is noticed where it is, however long the client's messages are, and knows how long it has been quiet. For services that decide themselves when
 * a turn is over, by rules that may change within the session.
 */
final class AudioPieces {
    private static final int MILLIS = 20;

    private final int pieceBytes;
    private boolean speaking;
    private boolean told = true;
    private long endMillis;

    AudioPieces(AudioFormat format) {
        pieceBytes = Math.max(1, bytes(format, format.sampleRateHz() * MILLIS / 1_000));
    }

    private static int bytes(AudioFormat format, int samples) {
        return samples * format.channels() * format.encoding().bytesPerSample();
    }

    /** @param afterEach piece that the stream has heard */
    void feed(ByteBuffer audio, SpeechStream stream, Runnable afterEach) {
        while (audio.hasRemaining()) {
            int length = Math.min(pieceBytes, audio.remaining());
            stream.audio(audio.slice(audio.position(), length));
            audio.position(audio.position() + length);
            afterEach.run();
        }
    }

    void speechStarted() {
        speaking = true;
        told = false;
    }

    void speechEnded(long atMillis) {
        speaking = false;
        endMillis = atMillis;
    }

    /** How long it has been quiet. */
    long quietMillis(SpeechStream stream) {
        return speaking ? 0 : stream.heardMillis() - endMillis;
    }

    /** Whether it has now been quiet for so long; said once after each speech. */
    boolean isQuietFor(long millis, SpeechStream stream) {
        boolean now = !told && !speaking && quietMillis(stream) >= millis;
        told |= now;
        return now;
    }
}
