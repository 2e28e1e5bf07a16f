package dev.baton.stt;

import dev.baton.BatonException;
import dev.baton.audio.AudioEncoding;
import dev.baton.internal.json.ExtendedMessages;
import dev.baton.internal.json.ServiceMessages;
import dev.baton.internal.json.TaughtMessages;
import dev.baton.internal.stt.Limits;
import dev.baton.internal.stt.ServiceAddress;
import dev.baton.internal.stt.ServiceKey;
import dev.baton.internal.stt.ServiceLink;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Settings that all services have which are reached over a WebSocket: address, key, audio, waits. A service's own builder adds its parameters.
 *
 * @param <B> the service's own builder
 */
abstract class StreamingServiceBuilder<B extends StreamingServiceBuilder<B>> {
    /** What our 16-bit samples can be written as without a codec of the service's own. */
    private static final Set<AudioEncoding> ENCODINGS =
            Set.of(AudioEncoding.LINEAR16, AudioEncoding.MULAW, AudioEncoding.ALAW);

    private static final Duration USUAL_SETTLE_TIMEOUT = Duration.ofSeconds(1);

    /** They say what is sent, so they follow from what is sent. */
    private static final Set<String> AUDIO_PARAMETERS = Set.of("encoding", "sample_rate", "channels", "multichannel");

    private final Vendor vendor;
    private final UnaryOperator<@Nullable String> environment;
    private final QueryParameters parameters = new QueryParameters();
    private final QueryParameters overrides = new QueryParameters();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, Function<String, ? extends SttEvent.Extension>> parsers = new LinkedHashMap<>();
    private String name;
    private @Nullable String apiKey;
    private String host;
    private String pathPrefix;
    private @Nullable URI url;
    private AudioEncoding encoding = AudioEncoding.LINEAR16;
    private int sampleRateHz = 16_000;
    private Duration usualAnswerTime;
    private @Nullable Duration settleTimeout;
    private Duration chunk = Duration.ofMillis(100);
    private Duration stallTimeout = Duration.ofSeconds(5);
    private Duration closeTimeout = Duration.ofSeconds(3);
    private Duration heldAudio = Duration.ofSeconds(10);
    private Duration readyTimeout = Duration.ofSeconds(10);

    StreamingServiceBuilder(Vendor vendor, UnaryOperator<@Nullable String> environment, Duration usualAnswerTime) {
        this.vendor = vendor;
        this.environment = environment;
        this.usualAnswerTime = usualAnswerTime;
        name = vendor.name();
        host = vendor.host();
        pathPrefix = vendor.pathPrefix();
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

    /** Another server of the service's, for example one of another region; with a port where needed. */
    public B host(String host) {
        this.host = Objects.requireNonNull(host);
        return self();
    }

    /** What stands in the path before the service's own end of it, such as {@code /waves/v1} or {@code /v1}. */
    public B pathPrefix(String pathPrefix) {
        this.pathPrefix = Objects.requireNonNull(pathPrefix);
        return self();
    }

    /**
     * A full address instead of host and path, such as {@code ws://127.0.0.1:8080/v1/listen}; parameters in it win over ours. A key is sent unencrypted over
     * {@code ws}, so there one from the environment is used only for this machine itself.
     */
    public B url(URI url) {
        this.url = Objects.requireNonNull(url);
        return self();
    }

    /** How samples are sent: 16-bit as they are, which is the default, or as mu-law or A-law, which halves the bytes and costs some accuracy. */
    public B encoding(AudioEncoding encoding) {
        if (!encodings().contains(encoding)) {
            throw range(
                    "encoding=" + encoding
                            + " is not sent: the audio has 16 bits, and wider samples would hold no more",
                    sorted(encodings()));
        }
        this.encoding = encoding;
        return self();
    }

    /** Any parameter, unchecked: for what the service has learnt since. Wins over the typed ones. What the audio is follows from {@link #encoding}. */
    public B parameter(String name, String value) {
        if (AUDIO_PARAMETERS.contains(name)) {
            throw contradiction(
                    "parameter " + name + "=" + value + " would say of the audio what it may not be",
                    "use encoding(..) with one of " + sorted(encodings())
                            + ", or sampleRateHz(..); one channel is sent");
        }
        overrides.set(name, value);
        return self();
    }

    /** A further header of the upgrade request. */
    public B header(String name, String value) {
        headers.put(name, value);
        return self();
    }

    /** From a finalize to its final, typically; a finalize is sent so long before a turn ends. */
    public B usualAnswerTime(Duration time) {
        usualAnswerTime = within("usualAnswerTime", time, Duration.ZERO, Duration.ofSeconds(10));
        return self();
    }

    /** Longest useful wait for the answer to a finalize, or for the final that a service without one makes by itself; by default 1 s after it is due. */
    public B settleTimeout(Duration timeout) {
        settleTimeout = within("settleTimeout", timeout, Duration.ofMillis(1), Duration.ofSeconds(30));
        return self();
    }

    /** Longest wait for the last message after the stream was closed; by default 3 s. */
    public B closeTimeout(Duration timeout) {
        closeTimeout = within("closeTimeout", timeout, Duration.ofMillis(1), Duration.ofMinutes(1));
        return self();
    }

    /** Longest time in which the network may take nothing although much is waiting; then the connection is made anew. By default 5 s. */
    public B stallTimeout(Duration timeout) {
        stallTimeout = within("stallTimeout", timeout, Duration.ofMillis(100), Duration.ofMinutes(1));
        return self();
    }

    /** How much audio one message carries: 10 to 500 ms, by default 100, where the service has no other limits; each message costs both sides the same whatever it holds. */
    public B chunk(Duration length) {
        chunk = within("chunk", length, shortestChunk(), longestChunk());
        return self();
    }

    /** How much audio is kept until the service listens; older audio is dropped, and told. By default 10 s. */
    public B heldAudio(Duration length) {
        heldAudio = within("heldAudio", length, Duration.ZERO, Duration.ofMinutes(2));
        return self();
    }

    /** Longest wait, once connected, for a service that says by itself that it listens; by default 10 s. */
    public B readyTimeout(Duration timeout) {
        readyTimeout = within("readyTimeout", timeout, Duration.ofMillis(1), Duration.ofMinutes(5));
        return self();
    }

    /**
     * Teaches the client a message that this version does not know; without it such a message is {@link SttEvent.Unrecognized}. Three steps: the message's type, a class for what it says, a parser.
     *
     * <pre>{@code
     * record Weather(String forecast) implements SttEvent.Extension {}
     * builder.event("Weather", json -> new Weather(JSON.readTree(json).path("forecast").asText()))
     * stream.on(Weather.class, weather -> ...)
     * }</pre>
     *
     * @param type the value of {@code type} on the wire
     * @param parser given the message's JSON, on the session's event loop; where it throws, the session tells an error and goes on
     */
    public B event(String type, Function<String, ? extends SttEvent.Extension> parser) {
        parsers.put(Objects.requireNonNull(type), Objects.requireNonNull(parser));
        return self();
    }

    /** What samples may be sent as. */
    Set<AudioEncoding> encodings() {
        return ENCODINGS;
    }

    Duration shortestChunk() {
        return Duration.ofMillis(10);
    }

    Duration longestChunk() {
        return Duration.ofMillis(500);
    }

    /** Least audio that the service takes in one message, the last one before a request included; zero where it takes any. */
    Duration shortestMessage() {
        return Duration.ZERO;
    }

    /** As the service calls it. */
    String nameOf(AudioEncoding encoding) {
        return encoding.name().toLowerCase(Locale.ROOT);
    }

    final B rate(int sampleRateHz) {
        this.sampleRateHz = sampleRateHz;
        return self();
    }

    /** Whether the service's own servers are asked, at their usual host. */
    final boolean asksUsualHost() {
        return url == null && host.equals(vendor.host());
    }

    /** The service's own default holds again. */
    final B unset(String parameter) {
        parameters.remove(parameter);
        return self();
    }

    final B set(String parameter, Object value) {
        parameters.set(parameter, value);
        return self();
    }

    final B add(String parameter, String value) {
        parameters.add(parameter, value);
        return self();
    }

    /** Whether a typed parameter has the value, or it is one of its values. */
    final boolean is(String parameter, String value) {
        return parameters.is(parameter, value);
    }

    final boolean has(String parameter) {
        return parameters.has(parameter);
    }

    final void addParameters(QueryParameters query) {
        query.setAll(parameters);
    }

    final ServiceAddress address(String endpoint) {
        return ServiceAddress.of(name, url, host, pathPrefix, endpoint, usualAddress());
    }

    private String usualAddress() {
        return "wss://" + vendor.host() + vendor.pathPrefix() + vendor.endpoint();
    }

    /** Adds what is sent. */
    final void describeAudio(QueryParameters query) {
        query.set("encoding", nameOf(encoding));
        query.set("sample_rate", sampleRateHz);
    }

    /**
     * @param query all parameters but those that {@link #parameter} gives
     * @param unshown those of them that may be long or personal
     * @throws BatonException without a key for an address that needs one
     */
    final ServiceLink link(
            ServiceAddress address, QueryParameters query, Set<String> unshown, Supplier<ServiceMessages> messages) {
        var settings = query.asMap().entrySet().stream()
                .filter(each -> !overrides.has(each.getKey()) && !unshown.contains(each.getKey()))
                .map(each -> each.getKey() + "=" + String.join(",", each.getValue()))
                .collect(Collectors.joining(" "));
        query.setAll(overrides);
        var key = key(address);
        var taught = new TaughtMessages<SttEvent.Extension>(name, parsers);
        Supplier<ServiceMessages> readers =
                parsers.isEmpty() ? messages : () -> new ExtendedMessages(messages.get(), taught);
        var sent = new LinkedHashMap<>(headers);
        if (!key.value().isEmpty()) {
            sent.put(vendor.keyHeader(), vendor.keyPrefix() + key.value());
        }
        return new ServiceLink(
                name,
                address.with(query.asMap()),
                address.toString(),
                usualAddress(),
                settings,
                sent,
                key.value().isEmpty() ? address.parameter(vendor.keyParameter()) : key.value(),
                key.origin(),
                readers,
                encoding,
                sampleRateHz,
                chunk,
                shortestMessage(),
                closeTimeout,
                stallTimeout,
                heldAudio,
                readyTimeout);
    }

    /** Of a service that finalizes on request. */
    final SttCapabilities capabilities(SttCapabilities.FinalizeAnswers answers, Duration keepAliveAfter) {
        return new SttCapabilities(true, answers, usualAnswerTime, settleAfter(Duration.ZERO), keepAliveAfter);
    }

    /** Of a service that makes its texts final when it thinks fit. */
    final SttCapabilities withoutFinalize(Duration keepAliveAfter) {
        return withoutFinalize(keepAliveAfter, Duration.ZERO);
    }

    /** @param finalAfter silence after which the service makes its text final, which a call waits for before it counts the settle time-out */
    final SttCapabilities withoutFinalize(Duration keepAliveAfter, Duration finalAfter) {
        return new SttCapabilities(
                false,
                SttCapabilities.FinalizeAnswers.BY_AUDIO,
                usualAnswerTime,
                settleAfter(finalAfter),
                keepAliveAfter);
    }

    private Duration settleAfter(Duration due) {
        return settleTimeout != null ? settleTimeout : due.plus(USUAL_SETTLE_TIMEOUT);
    }

    final String serviceName() {
        return name;
    }

    private ServiceKey key(ServiceAddress address) {
        return ServiceKey.find(name, apiKey, vendor.keyVariable(), environment, address, vendor.keyParameter());
    }

    @SuppressWarnings("unchecked") // what B promises
    private B self() {
        return (B) this;
    }

    static Duration within(String name, Duration value, Duration least, Duration most) {
        return Limits.within(name, value, least, most);
    }

    static String sorted(Collection<? extends Comparable<?>> values) {
        return Limits.sorted(values);
    }

    static BatonException range(String what, String allowed) {
        return Limits.range(what, allowed);
    }

    static BatonException contradiction(String what, String remedy) {
        return Limits.contradiction(what, remedy);
    }

    /** Name and address; never the key. */
    @Override
    public String toString() {
        return name + " at " + (url == null ? host : url.getHost());
    }
}
