package dev.baton.stt;

import dev.baton.audio.AudioEncoding;
import dev.baton.internal.json.ExtendedMessages;
import dev.baton.internal.json.ServiceMessages;
import dev.baton.internal.json.TaughtMessages;
import dev.baton.internal.stt.ServiceAddress;
import dev.baton.internal.stt.ServiceLink;
import java.time.Duration;
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
 * Settings that all services have which are reached over a WebSocket, besides those of {@link ServiceBuilder}: audio, messages, waits. A service's own builder adds its parameters.
 *
 * @param <B> the service's own builder
 */
abstract class StreamingServiceBuilder<B extends StreamingServiceBuilder<B>> extends ServiceBuilder<B> {
    /** What our 16-bit samples can be written as without a codec of the service's own. */
    private static final Set<AudioEncoding> ENCODINGS =
            Set.of(AudioEncoding.LINEAR16, AudioEncoding.MULAW, AudioEncoding.ALAW);

    /** They say what is sent, so they follow from what is sent. */
    private static final Set<String> AUDIO_PARAMETERS = Set.of("encoding", "sample_rate", "channels", "multichannel");

    private final QueryParameters parameters = new QueryParameters();
    private final QueryParameters overrides = new QueryParameters();
    private final Map<String, Function<String, ? extends SttEvent.Extension>> parsers = new LinkedHashMap<>();
    private AudioEncoding encoding = AudioEncoding.LINEAR16;
    private int sampleRateHz = 16_000;
    private Duration chunk = Duration.ofMillis(100);
    private Duration stallTimeout = Duration.ofSeconds(5);
    private Duration heldAudio = Duration.ofSeconds(10);
    private Duration readyTimeout = Duration.ofSeconds(10);

    StreamingServiceBuilder(Vendor vendor, UnaryOperator<@Nullable String> environment, Duration usualAnswerTime) {
        super(vendor, environment, usualAnswerTime);
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
        if (audioParameters().contains(name)) {
            throw contradiction(
                    "parameter " + name + "=" + value + " would say of the audio what it may not be",
                    "use encoding(..) with one of " + sorted(encodings())
                            + ", or sampleRateHz(..); one channel is sent");
        }
        overrides.set(name, value);
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

    /** Those of the address that say what the audio is. */
    Set<String> audioParameters() {
        return AUDIO_PARAMETERS;
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

    /** Adds what is sent. */
    final void describeAudio(QueryParameters query) {
        query.set("encoding", nameOf(encoding));
        query.set("sample_rate", sampleRateHz);
    }

    /**
     * @param query all parameters but those that {@link #parameter} gives
     * @param unshown those of them that may be long or personal
     * @throws dev.baton.BatonException without a key for an address that needs one
     */
    final ServiceLink link(
            ServiceAddress address, QueryParameters query, Set<String> unshown, Supplier<ServiceMessages> messages) {
        var settings = query.asMap().entrySet().stream()
                .filter(each -> !overrides.has(each.getKey()) && !unshown.contains(each.getKey()))
                .map(each -> each.getKey() + "=" + String.join(",", each.getValue()))
                .collect(Collectors.joining(" "));
        query.setAll(overrides);
        var taught = new TaughtMessages<SttEvent.Extension>(serviceName(), parsers);
        Supplier<ServiceMessages> readers =
                parsers.isEmpty() ? messages : () -> new ExtendedMessages(messages.get(), taught);
        return link(
                address,
                query.asMap(),
                settings,
                readers,
                encoding,
                sampleRateHz,
                chunk,
                shortestMessage(),
                stallTimeout,
                heldAudio,
                readyTimeout);
    }

    @Override
    final String scheme() {
        return "wss";
    }

    /** Of a service that finalizes on request. */
    final SttCapabilities capabilities(SttCapabilities.FinalizeAnswers answers, Duration keepAliveAfter) {
        return new SttCapabilities(true, answers, usualAnswerTime(), settleAfter(Duration.ZERO), keepAliveAfter);
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
                usualAnswerTime(),
                settleAfter(finalAfter),
                keepAliveAfter);
    }
}
