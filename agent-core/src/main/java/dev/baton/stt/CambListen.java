package dev.baton.stt;

import dev.baton.internal.stt.ServiceLink;

/**
 * CAMB's live transcription ("listen", models boli-v5), realtime speech to text over a WebSocket.
 *
 * <pre>{@code
 * var camb = CambListen.builder().language("en-us").build(); // key from CAMB_API_KEY
 * }</pre>
 *
 * The service finds the pauses by itself and cannot be asked for final text, so a call decides about turns as always and sends no finalize: a turn is committed once the finals reach the end of the
 * speech, or once {@link SttCapabilities#settleTimeout()} has passed without, with the interim text. That is complete as far as it goes, since the model adds whole words. How long the service's pause
 * is, is not documented; the default of one second is meant to outlast a short one and the way of its final, some hundred milliseconds by the documents, and costs so much where no final comes. Were the pause longer, words of one
 * utterance would lie in two turns: then give {@code settleTimeout(..)} more than the pause.
 *
 * <p>Every interim holds the whole utterance so far and replaces the one before. Where an utterance has no final of its own, because this release of the service makes none, its last interim becomes the
 * final, when the next utterance visibly begins or the stream has ended; if its final comes after all, only what is new in it is told. {@link SttEvent.TurnEnded} tells the end of each utterance once,
 * whether the service marked it by a final or by {@code UtteranceEnd}.
 *
 * <p>A close with 1008 is a refused key, as documented. Codes from 4000 on are about the key or a quota, and the documents do not say which: such a connection is made anew, since a limit may pass, and
 * the error says both. Immutable, and safe for use by many threads.
 */
public final class CambListen extends StreamingService {
    CambListen(ServiceLink link, SttCapabilities capabilities) {
        super(link, capabilities);
    }

    public static CambListenBuilder builder() {
        return new CambListenBuilder(System::getenv);
    }
}
