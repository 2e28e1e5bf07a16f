package dev.baton.internal.stt;

import dev.baton.audio.AudioEncoding;
import dev.baton.internal.json.ServiceMessages;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * All that a session needs to know about where it goes.
 *
 * @param address for people: without query and credentials
 * @param usualAddress for people: where the service's vendor has it
 * @param settings for people: what was asked for
 * @param secrets keys, each to be kept out of every text
 * @param keyOrigin for people: where the key came from and how long it is
 * @param messages makes the reader of one connection's messages
 * @param encoding how one sample is sent
 * @param chunk how much audio one binary message carries
 * @param shortestMessage least audio that the service takes in one binary message, zero where it takes any; what is left before a control message is filled up with silence
 * @param closeTimeout longest wait for the last message after the end of the stream was told
 * @param stallTimeout longest time in which the network may take nothing although much is waiting
 * @param heldAudio how much audio is kept until the service listens
 * @param readyTimeout longest wait, once connected, for a service that says by itself that it listens
 */
public record ServiceLink(
        String name,
        URI uri,
        String address,
        String usualAddress,
        String settings,
        Map<String, String> headers,
        List<String> secrets,
        String keyOrigin,
        Supplier<ServiceMessages> messages,
        AudioEncoding encoding,
        int sampleRateHz,
        Duration chunk,
        Duration shortestMessage,
        Duration closeTimeout,
        Duration stallTimeout,
        Duration heldAudio,
        Duration readyTimeout)
        implements ServicePeer {
    public ServiceLink {
        headers = Map.copyOf(headers);
        secrets = List.copyOf(secrets);
    }

    /** Never the key. */
    @Override
    public String toString() {
        return name + " at " + address;
    }
}
