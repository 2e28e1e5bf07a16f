package dev.baton.internal.tts;

import dev.baton.internal.json.SpeechProtocol;
import dev.baton.internal.stt.ServicePeer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * All that a session with a text-to-speech service needs to know about where it goes.
 *
 * @param address for people: without query and credentials
 * @param usualAddress for people: where the service's vendor has it
 * @param settings for people: what was asked for
 * @param secrets keys, each to be kept out of every text
 * @param keyOrigin for people: where the key came from and how long it is
 * @param protocol makes that of one connection
 */
public record SpeechLink(
        String name,
        URI uri,
        String address,
        String usualAddress,
        String settings,
        Map<String, String> headers,
        List<String> secrets,
        String keyOrigin,
        int sampleRateHz,
        Supplier<SpeechProtocol> protocol,
        Waits waits)
        implements ServicePeer {
    /**
     * @param ready from the connection to the service's word that it takes texts
     * @param answer for audio: from the request, and again from each piece
     * @param settle quiet that means that a text is complete, where the service may not say so
     * @param keepAlive for which an idle connection is left alone; zero where it always is
     */
    public record Waits(Duration ready, Duration answer, Duration settle, Duration keepAlive) {}

    public SpeechLink {
        headers = Map.copyOf(headers);
        secrets = List.copyOf(secrets);
    }

    @Override
    public String work() {
        return "voice";
    }

    @Override
    public Duration readyTimeout() {
        return waits.ready();
    }

    @Override
    public Duration closeTimeout() {
        return waits.answer();
    }

    @Override
    public Duration stallTimeout() {
        return waits.answer();
    }

    /** Never the key. */
    @Override
    public String toString() {
        return name + " at " + address;
    }
}
