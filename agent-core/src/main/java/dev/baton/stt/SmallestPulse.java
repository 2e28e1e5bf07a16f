package dev.baton.stt;

import dev.baton.internal.stt.ServiceLink;

/**
 * Smallest.ai Pulse, realtime speech to text over a WebSocket.
 *
 * <pre>{@code
 * var pulse = SmallestPulse.builder().language("en").build(); // key from SMALLEST_API_KEY
 * }</pre>
 *
 * Word times are always asked for, because they tell which audio a final text answers; finals on a word count are switched off and the service's own end of
 * utterance is set to one second, so that numbers are not cut and the turn is ended by the call. Immutable, and safe for use by many threads.
 */
public final class SmallestPulse extends StreamingService {
    SmallestPulse(ServiceLink link, SttCapabilities capabilities) {
        super(link, capabilities);
    }

    public static SmallestPulseBuilder builder() {
        return new SmallestPulseBuilder(System::getenv);
    }
}
