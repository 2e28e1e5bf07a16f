package dev.baton.examples.adapter;

import dev.baton.stt.SttCapabilities.FinalizeAnswers;
import dev.baton.stt.WebSocketStt;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An adapter for a service that Baton does not know: Acme's, which there is not. */
public final class Acme {
    private Acme() {}

    /**
     * @param address such as {@code wss://api.acme.example/stream}
     * @param key null for the one in {@code ACME_API_KEY}
     */
    public static WebSocketStt speechToText(URI address, @Nullable String key) {
        var acme = WebSocketStt.builder("acme", address, AcmeMessages::new)
                .keyParameter("key")
                .parameter("rate", "16000")
                .parameter("lang", "en")
                .chunk(Duration.ofMillis(100))
                .shortestMessage(Duration.ofMillis(20))
                .answers(FinalizeAnswers.MARKED)
                .usualAnswerTime(Duration.ofMillis(200));
        return key == null ? acme.build() : acme.apiKey(key).build();
    }
}
