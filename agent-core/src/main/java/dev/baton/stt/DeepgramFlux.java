package dev.baton.stt;

import dev.baton.internal.stt.ServiceLink;

/**
 * Deepgram's Flux (version 2 of live listen), realtime speech to text over a WebSocket that decides as well when the speaker's turn begins and ends.
 *
 * <pre>{@code
 * var flux = DeepgramFlux.builder().build(); // key from DEEPGRAM_API_KEY
 * }</pre>
 *
 * A call leaves the turns to the service unless told otherwise ({@code turn.detector}): a turn that begins interrupts the agent, and one that ends is answered. With
 * {@link DeepgramFluxBuilder#eagerEndOfTurn} the service says sooner that a turn is probably over; an agent that speculates ({@code turn.speculates}) begins its answer then, and drops it if the caller goes on.
 *
 * <p>There is no finalize and no keep-alive: the service needs audio to notice silence, and where none is there silence is sent. A stream that ends within a turn ends it with what was said so far.
 * Immutable, and safe for use by many threads.
 */
public final class DeepgramFlux extends StreamingService {
    DeepgramFlux(ServiceLink link, SttCapabilities capabilities) {
        super(link, capabilities);
    }

    public static DeepgramFluxBuilder builder() {
        return new DeepgramFluxBuilder(System::getenv);
    }
}
