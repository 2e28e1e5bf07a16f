package dev.baton.internal.translate;

import dev.baton.internal.json.CambRequest;
import dev.baton.internal.json.TaughtMessages;
import dev.baton.internal.stt.ServicePeer;
import dev.baton.translate.TranslationEvent;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * All that a session of a realtime translation needs to know.
 *
 * @param secrets keys, each to be kept out of every text
 * @param request what is asked for in the first message
 * @param chunk how much audio one message carries
 * @param heldAudio how much audio is kept until the service listens
 * @param trailingSilence what is sent after the last audio
 */
public record RealtimeLink(
        String name,
        URI uri,
        String address,
        String usualAddress,
        Map<String, String> headers,
        List<String> secrets,
        String keyOrigin,
        CambRequest request,
        TaughtMessages<TranslationEvent.Extension> taught,
        Duration chunk,
        Duration heldAudio,
        Duration trailingSilence,
        Waits waits)
        implements ServicePeer {
    /** Of the service, both ways. */
    public static final int SAMPLE_RATE_HZ = 24_000;

    /**
     * @param start from the connection to the service's word that it listens
     * @param settle after the last audio, once all is complete
     * @param quiet after the last audio, while something is due
     * @param finish after the last audio, at most
     * @param stall for which the network may take nothing although much is waiting
     */
    public record Waits(Duration start, Duration settle, Duration quiet, Duration finish, Duration stall) {}

    public RealtimeLink {
        headers = Map.copyOf(headers);
        secrets = List.copyOf(secrets);
    }

    @Override
    public String work() {
        return "translator";
    }

    @Override
    public String settings() {
        return request.description();
    }

    @Override
    public Duration readyTimeout() {
        return waits.start();
    }

    @Override
    public Duration closeTimeout() {
        return waits.quiet();
    }

    @Override
    public Duration stallTimeout() {
        return waits.stall();
    }

    static int samples(Duration length) {
        return Math.toIntExact(length.toMillis() * SAMPLE_RATE_HZ / 1_000);
    }

    /** Never the key. */
    @Override
    public String toString() {
        return name + " at " + address;
    }
}
