package dev.baton.tts;

import dev.baton.internal.json.SpeechProtocol;
import dev.baton.internal.stt.Limits;
import dev.baton.internal.stt.ServiceAddress;
import dev.baton.internal.stt.ServiceKey;
import dev.baton.internal.tts.SpeechLink;
import dev.baton.stt.ServicePlace;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Settings that the text-to-speech services share: rate, words, waits, beside place and key.
 *
 * @param <B> the service's own builder
 */
abstract class SpeechBuilder<B extends SpeechBuilder<B>> extends ServicePlace<B> {
    /** A caller who waits longer takes the line for dead; a call waits for any voice for ten seconds, and tells less of why. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(8);

    private static final Duration READY_TIMEOUT = Duration.ofSeconds(5);

    /** Good to hear, and what both services speak without converting from a rate much above it. */
    private static final int SAMPLE_RATE_HZ = 24_000;

    private final String keyVariable;
    private final String endpoint;
    private final String usualAddress;
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
        super(name, host, pathPrefix, environment);
        this.endpoint = endpoint;
        this.keyVariable = keyVariable;
        usualAddress = "wss://" + host + pathPrefix + endpoint;
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
                    "sampleRateHz=" + sampleRateHz + " is not one that " + serviceName() + " speaks",
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
        var address = ServiceAddress.of(serviceName(), givenUrl(), givenHost(), givenPrefix(), endpoint, usualAddress);
        var key = ServiceKey.find(serviceName(), givenKey(), keyVariable, environment(), address, keyParameter);
        var sent = givenHeaders();
        var asked = new LinkedHashMap<>(query);
        if (!key.value().isEmpty()) {
            if (keyHeader.isEmpty()) {
                asked.put(keyParameter, List.of(key.value()));
            } else {
                sent.put(keyHeader, keyPrefix + key.value());
            }
        }
        return new SpeechLink(
                serviceName(),
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
}
