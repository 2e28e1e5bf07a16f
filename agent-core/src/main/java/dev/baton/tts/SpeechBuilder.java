package dev.baton.tts;

import dev.baton.internal.json.SpeechProtocol;
import dev.baton.internal.stt.Limits;
import dev.baton.internal.stt.ServiceAddress;
import dev.baton.internal.stt.ServiceKey;
import dev.baton.internal.tts.SpeechLink;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Settings that the text-to-speech services share: name, address, key, waits.
 *
 * @param <B> the service's own builder
 */
abstract class SpeechBuilder<B extends SpeechBuilder<B>> {
    /** A caller who waits longer takes the line for dead; a call waits for any voice for ten seconds, and tells less of why. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(8);

    private static final Duration READY_TIMEOUT = Duration.ofSeconds(5);

    /** Good to hear, and what both services speak without converting from a rate much above it. */
    private static final int SAMPLE_RATE_HZ = 24_000;

    private final UnaryOperator<@Nullable String> environment;
    private final String keyVariable;
    private final String endpoint;
    private final String usualAddress;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private String name;
    private @Nullable String apiKey;
    private String host;
    private String pathPrefix;
    private @Nullable URI url;
    private Duration answerTimeout = ANSWER_TIMEOUT;
    private int sampleRateHz = SAMPLE_RATE_HZ;
    private boolean wordTimestamps = true;

    /**
     * @param host where the service's own servers are
     * @param endpoint end of the path, after the prefix
     */
    SpeechBuilder(
            String name,
            String host,
            String pathPrefix,
            String endpoint,
            String keyVariable,
            UnaryOperator<@Nullable String> environment) {
        this.name = name;
        this.host = host;
        this.pathPrefix = pathPrefix;
        this.endpoint = endpoint;
        this.keyVariable = keyVariable;
        this.environment = environment;
        usualAddress = "wss://" + host + pathPrefix + endpoint;
    }

    /** The name that people see, for a service that speaks this protocol and is somebody else's. */
    public B name(String name) {
        this.name = Objects.requireNonNull(name);
        return self();
    }

    /** The key; without it the service's environment variable is used, as its class says. */
    public B apiKey(String apiKey) {
        this.apiKey = Objects.requireNonNull(apiKey);
        return self();
    }

    /** Another server; with a port where needed. */
    public B host(String host) {
        this.host = Objects.requireNonNull(host);
        return self();
    }

    /** What stands in the path before the service's own end of it, as its class says. */
    public B pathPrefix(String pathPrefix) {
        this.pathPrefix = Objects.requireNonNull(pathPrefix);
        return self();
    }

    /**
     * A full address instead of host and path, such as {@code ws://127.0.0.1:8080/waves/v1/tts/live}; parameters in it win over ours. A key is sent unencrypted over {@code ws}, so there one from the
     * environment is used only for this machine itself.
     */
    public B url(URI url) {
        this.url = Objects.requireNonNull(url);
        return self();
    }

    /** A further header of the upgrade request. */
    public B header(String name, String value) {
        headers.put(name, value);
        return self();
    }

    /** Longest wait for the first sound of a text, with the connection where there is none, and for each further one: 100 ms to 1 min, by default 8 s. Then the text has failed. */
    public B answerTimeout(Duration timeout) {
        answerTimeout = Limits.within("answerTimeout", timeout, Duration.ofMillis(100), Duration.ofMinutes(1));
        return self();
    }

    /** Of the audio, by default 24000; a call converts it to the rate of its line. The class of the service says which it speaks. */
    public B sampleRateHz(int sampleRateHz) {
        if (!sampleRates().contains(sampleRateHz)) {
            throw Limits.range(
                    "sampleRateHz=" + sampleRateHz + " is not one that " + name + " speaks",
                    Limits.sorted(sampleRates()));
        }
        this.sampleRateHz = sampleRateHz;
        return self();
    }

    /** Whether the service is asked when each word sounds, which it tells of some voices and languages. On by default. */
    public B wordTimestamps(boolean on) {
        wordTimestamps = on;
        return self();
    }

    abstract Set<Integer> sampleRates();

    final int sampleRateHz() {
        return sampleRateHz;
    }

    final boolean wordTimestamps() {
        return wordTimestamps;
    }

    /**
     * @param keyHeader that carries the key; empty where none does
     * @param keyPrefix what stands in front of the key there
     * @param keyParameter of an address that carries the key instead; empty where the service knows none
     * @param query of the address, beside its own
     * @param settings for people: what is asked for
     * @param settle quiet that ends a text, where the service may not say so
     * @param keepAlive for which the service may be left alone; zero for ever
     */
    final SpeechLink link(
            String keyHeader,
            String keyPrefix,
            String keyParameter,
            Map<String, List<String>> query,
            String settings,
            Supplier<SpeechProtocol> protocol,
            Duration settle,
            Duration keepAlive) {
        var address = ServiceAddress.of(name, url, host, pathPrefix, endpoint, usualAddress);
        var key = ServiceKey.find(name, apiKey, keyVariable, environment, address, keyParameter);
        var sent = new LinkedHashMap<>(headers);
        var asked = new LinkedHashMap<>(query);
        if (!key.value().isEmpty()) {
            if (keyHeader.isEmpty()) {
                asked.put(keyParameter, List.of(key.value()));
            } else {
                sent.put(keyHeader, keyPrefix + key.value());
            }
        }
        return new SpeechLink(
                name,
                address.with(asked),
                address.toString(),
                usualAddress,
                settings,
                sent,
                List.of(key.value(), address.parameter(keyParameter)), // one may be shown in either place
                key.origin(),
                sampleRateHz,
                protocol,
                new SpeechLink.Waits(READY_TIMEOUT, answerTimeout, settle, keepAlive));
    }

    @SuppressWarnings("unchecked") // what B promises
    private B self() {
        return (B) this;
    }

    /** Name and address; never the key. */
    @Override
    public String toString() {
        return name + " at " + (url == null ? host : url.getHost());
    }
}
