package dev.baton.stt;

import dev.baton.internal.stt.ServiceLink;

/**
 * Smallest.ai Lightning, the speech to text over a WebSocket that came before {@link SmallestPulse} and is still hosted by some: {@code get_text} on the legacy addresses. Whether the vendor's own
 * servers still answer there is not known; for anything new use Pulse.
 *
 * <pre>{@code
 * var lightning = SmallestLightning.builder().language("en").build(); // key from SMALLEST_API_KEY
 * }</pre>
 *
 * There is no finalize: the service makes a text final once it has heard silence for {@code eou_timeout_ms}, which is set to half a second here, since a call's turn waits for that final (the
 * service's own 800 ms would make every answer later by the difference). A call puts the finals of one turn together, so that a pause inside a turn costs nothing. A turn waits for its final for that
 * silence and a second more, and takes the interim text where none comes. The last texts come in answer to the end of the stream, and after {@code is_last} the client closes. Immutable, and safe for use by many threads.
 */
public final class SmallestLightning extends StreamingService {
    SmallestLightning(ServiceLink link, SttCapabilities capabilities) {
        super(link, capabilities);
    }

    public static SmallestLightningBuilder builder() {
        return new SmallestLightningBuilder(System::getenv);
    }
}
