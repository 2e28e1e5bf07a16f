package dev.baton.stt;

import dev.baton.internal.stt.ServiceLink;
import dev.baton.internal.stt.StreamingSession;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the services that are reached over a WebSocket have in common: all but their settings and their messages. */
abstract class StreamingService implements SpeechToText {
    private final ServiceLink link;
    private final SttCapabilities capabilities;

    StreamingService(ServiceLink link, SttCapabilities capabilities) {
        this.link = link;
        this.capabilities = capabilities;
    }

    @Override
    public final String name() {
        return link.name();
    }

    @Override
    public final String address() {
        return link.address();
    }

    @Override
    public final SttCapabilities capabilities() {
        return capabilities;
    }

    @Override
    public final int sampleRateHz() {
        return link.sampleRateHz();
    }

    @Override
    public final SttSession open(SttTransport transport, SttListener listener) {
        return StreamingSession.open(link, transport, listener);
    }

    /** Name and address; never the key. */
    @Override
    public final String toString() {
        return link.toString();
    }

    /** The full address with its parameters; it may hold a token. */
    final URI uri() {
        return link.uri();
    }

    @Nullable
    final String authorization() {
        return header("Authorization");
    }

    /** One of the upgrade request's; it may hold the key. */
    @Nullable
    final String header(String name) {
        return link.headers().get(name);
    }

    final Duration closeTimeout() {
        return link.closeTimeout();
    }
}
