package dev.baton.stt;

import dev.baton.internal.stt.ServiceLink;
import java.net.URI;
import java.util.function.Supplier;

/**
 * Any speech-to-text service that takes audio as binary messages of a WebSocket and speaks JSON in text messages, from what its adapter knows of it: address, key and {@link SttMessages}. Groups of
 * audio, what waits for the service or the network, time-outs, refusals, and the key that stands in no text, are the same as for the services that Baton brings.
 *
 * <pre>{@code
 * var acme = WebSocketStt.builder("acme", URI.create("wss://api.acme.example/stream"), AcmeMessages::new)
 *         .keyHeader("Authorization", "Token ") // the key from ACME_API_KEY
 *         .parameter("rate", "16000")
 *         .answers(SttCapabilities.FinalizeAnswers.MARKED)
 *         .build();
 * }</pre>
 *
 * Whether calls can rely on it is shown by {@code SttConformance} of agent-testkit. Immutable, and safe for use by many threads.
 */
public final class WebSocketStt extends StreamingService {
    WebSocketStt(ServiceLink link, SttCapabilities capabilities) {
        super(link, capabilities);
    }

    /**
     * @param name as people type and read it, in small letters; without a variable of its own the key comes from {@code NAME_API_KEY} of the environment
     * @param address {@code wss://} or {@code ws://}; may have parameters, which win over those of the builder
     * @param messages makes the reader and writer of one connection
     */
    public static WebSocketSttBuilder builder(String name, URI address, Supplier<? extends SttMessages> messages) {
        return new WebSocketSttBuilder(name, address, messages, System::getenv);
    }
}
