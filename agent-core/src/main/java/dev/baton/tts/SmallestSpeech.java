package dev.baton.tts;

import dev.baton.internal.tts.SpeechLink;

/**
 * Smallest.ai's text to speech (Lightning v3.1 and v3.1 Pro) over a WebSocket.
 *
 * <pre>{@code
 * var voice = SmallestSpeech.builder().voice("avery").language("en").build(); // key from SMALLEST_API_KEY
 * }</pre>
 *
 * By default at {@code wss://api.smallest.ai/waves/v1/tts/live}; {@code host} and {@code pathPrefix} ({@code /waves/v1}) of the builder lead elsewhere. Speaks 8000, 16000, 24000 or 44100 Hz.
 *
 * <p>A call holds one connection. The vendor's pages contradict each other on whether the service closes it after a text: where it does, the next one is made at once. Idle, the connection is kept by a
 * request without words within the service's idle time-out. Audio of a text that was cancelled is told by the request's id and dropped; where the service has not shown that it repeats ids, the connection
 * is replaced. Word times are those of the service; it has them for some voices, in English and Hindi.
 *
 * <p>Immutable, and safe for use by many threads.
 */
public final class SmallestSpeech extends SpeechService {
    SmallestSpeech(SpeechLink link) {
        super(link);
    }

    public static SmallestSpeechBuilder builder() {
        return new SmallestSpeechBuilder(System::getenv);
    }
}
