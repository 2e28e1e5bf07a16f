package dev.baton.tts;

import dev.baton.internal.tts.SpeechLink;

/**
 * CAMB.AI's live text to speech over a WebSocket.
 *
 * <pre>{@code
 * var voice = CambSpeech.builder().voice(6460).language("en-us").build(); // key from CAMB_API_KEY
 * }</pre>
 *
 * By default at {@code wss://client.camb.ai/apis/live-tts/ws}; {@code host} and {@code pathPrefix} ({@code /apis/live-tts}) of the builder lead elsewhere. Speaks at any rate that audio has here; should the
 * service send another one than was asked for, the audio is converted.
 *
 * <p>A call holds one connection and speaks all texts on it. The service has no ids, and no way to stop: for a text that is cancelled the connection is closed and another made at once, which the caller
 * does not notice as it takes less than a turn. A text is complete with the segment that says its last word. Word times come for each segment, where the service found them: they are passed on if it does for
 * the first of a text, and guessed by the length of the words for a later one that has none.
 *
 * <p>Immutable, and safe for use by many threads.
 */
public final class CambSpeech extends SpeechService {
    CambSpeech(SpeechLink link) {
        super(link);
    }

    public static CambSpeechBuilder builder() {
        return new CambSpeechBuilder(System::getenv);
    }
}
