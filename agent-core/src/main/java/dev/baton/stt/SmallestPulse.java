package dev.baton.stt;

import dev.baton.internal.stt.ServiceLink;
import dev.baton.internal.stt.StreamingSession;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

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
public final class SmallestPulse implements SpeechToText {
    private final ServiceLink link;
    private final SttCapabilities capabilities;

    SmallestPulse(ServiceLink link, SttCapabilities capabilities) {
        this.link = link;
        this.capabilities = capabilities;
    }

    public static SmallestPulseBuilder builder() {
        return new SmallestPulseBuilder(System::getenv);
    }

    @Override
    public String name() {
        return link.name();
    }

    @Override
    public String address() {
        return link.address();
    }

    @Override
    public SttCapabilities capabilities() {
        return capabilities;
    }

    @Override
    public int sampleRateHz() {
        return link.sampleRateHz();
    }

    @Override
    public SttSession open(SttTransport transport, SttListener listener) {
        return StreamingSession.open(link, transport, listener);
    }

    /** Name and address; never the key. */
    @Override
    public String toString() {
        return link.toString();
    }

    /** The full address with its parameters; it may hold a token. */
    URI uri() {
        return link.uri();
    }

    @Nullable
    String authorization() {
        return link.headers().get("Authorization");
    }

    Duration closeTimeout() {
        return link.closeTimeout();
    }
}
