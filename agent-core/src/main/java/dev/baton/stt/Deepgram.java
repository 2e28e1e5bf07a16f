package dev.baton.stt;

import dev.baton.internal.stt.ServiceLink;

/**
 * Deepgram's live listen (version 1, Nova models), realtime speech to text over a WebSocket.
 *
 * <pre>{@code
 * var deepgram = Deepgram.builder().language("en").build(); // key from DEEPGRAM_API_KEY
 * }</pre>
 *
 * Interim results are asked for, because they tell early that somebody speaks and what; the service's own end of an utterance is set to one second. The service is told to finalize when the call
 * finds that a turn is ending. Texts that it finalizes sooner cut numbers and phrases at every hesitation, and each part is formatted on its own; without an end of its own, speech that the call's
 * detector misses would have no final text for long.
 *
 * <p>Where the service shall end the turns instead, it must be left alone: {@code endpointing(Duration.ofMillis(300))} here, and the detector {@code STT} without finalizes for the agent
 * ({@code turn.detector}, {@code turn.finalizes}).
 *
 * <p>The answer to a finalize is marked ({@code from_finalize}), but it is not sure to come where little audio was waiting, and one that does not come would shift the marks of all that follow. So
 * answers are known {@linkplain SttCapabilities.FinalizeAnswers#BY_AUDIO by the audio} that their words cover, and marks are believed where they come. A finalize that nothing answers costs a turn at
 * most {@link SttCapabilities#settleTimeout()}. Immutable, and safe for use by many threads.
 */
public final class Deepgram extends StreamingService {
    Deepgram(ServiceLink link, SttCapabilities capabilities) {
        super(link, capabilities);
    }

    public static DeepgramBuilder builder() {
        return new DeepgramBuilder(System::getenv);
    }
}
