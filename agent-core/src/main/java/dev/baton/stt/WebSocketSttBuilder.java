package dev.baton.stt;

import dev.baton.BatonException;
import dev.baton.internal.json.ToldMessages;
import dev.baton.stt.SttCapabilities.FinalizeAnswers;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Settings of {@link WebSocketStt}. Not safe for use by many threads. */
public final class WebSocketSttBuilder extends StreamingServiceBuilder<WebSocketSttBuilder> {
    private static final Duration LONGEST_MESSAGE = Duration.ofSeconds(5);

    private final Supplier<? extends SttMessages> messages;
    private FinalizeAnswers answers = FinalizeAnswers.BY_AUDIO;
    private Duration keepAliveAfter = Duration.ofSeconds(5);
    private Duration finalAfter = Duration.ZERO;
    private Duration shortestMessage = Duration.ZERO;
    private boolean interims = true;
    private boolean endsTurns;

    WebSocketSttBuilder(
            String name,
            URI address,
            Supplier<? extends SttMessages> messages,
            UnaryOperator<@Nullable String> environment) {
        super(vendor(name, address), environment, Duration.ofMillis(300));
        this.messages = Objects.requireNonNull(messages);
        url(address);
    }

    private static Vendor vendor(String name, URI address) {
        boolean usable = address.getHost() != null;
        return new Vendor(
                name,
                usable ? address.getRawAuthority() : "api.example.com",
                "",
                usable ? Objects.requireNonNullElse(address.getRawPath(), "") : "/stream",
                name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_") + "_API_KEY",
                "",
                "",
                "");
    }

    /**
     * The key goes into a header of the upgrade. Without this and {@link #keyParameter} no key is asked for; one given with {@link #apiKey} is only kept out of every text.
     *
     * @param prefix what stands in front of it, such as {@code "Bearer "}; empty where nothing does
     */
    public WebSocketSttBuilder keyHeader(String name, String prefix) {
        vendor(vendor -> vendor.withKeyIn(name, prefix, ""));
        return this;
    }

    /** @throws BatonException always: the whole address was given, and {@link #url} takes another one */
    @Override
    public WebSocketSttBuilder host(String host) {
        throw wholeAddress("host=" + host);
    }

    /** @throws BatonException always, as {@link #host} does */
    @Override
    public WebSocketSttBuilder pathPrefix(String pathPrefix) {
        throw wholeAddress("pathPrefix=" + pathPrefix);
    }

    private BatonException wholeAddress(String setting) {
        return contradiction(
                setting + " would change a part of the address of " + serviceName() + ", which was given as a whole",
                "use url(..) with the other address");
    }

    /** The key goes into a parameter of the address. Proxies write addresses into their logs: where the service takes a header as well, {@link #keyHeader} is better. */
    public WebSocketSttBuilder keyParameter(String name) {
        vendor(vendor -> vendor.withKeyIn("", "", name));
        return this;
    }

    /** The environment variable that holds the key where none is given; by default the name in capitals with {@code _API_KEY}. */
    public WebSocketSttBuilder keyVariable(String name) {
        vendor(vendor -> vendor.withKeyVariable(name));
        return this;
    }

    /** Of the audio that is sent: 8000 to 48000, by default 16000. Nothing tells the service: a {@link #parameter} or {@link SttMessages#begin} must say the same, as it wants. */
    public WebSocketSttBuilder sampleRateHz(int sampleRateHz) {
        if (sampleRateHz < 8_000 || sampleRateHz > 48_000) {
            throw range("sampleRateHz=" + sampleRateHz + " is no rate that speech is recognised at", "8000 to 48000");
        }
        return rate(sampleRateHz);
    }

    /** How the answer to a finalize is known, where there are finalizes; by default {@link FinalizeAnswers#BY_AUDIO}. A mark that {@link SttMessages.Told#finalText} tells is believed with either. */
    public WebSocketSttBuilder answers(FinalizeAnswers answers) {
        this.answers = Objects.requireNonNull(answers);
        return this;
    }

    /** The service hears that the line is alive after so long without audio; choose well below its own limit. By default 5 s. While audio flows nothing is sent. */
    public WebSocketSttBuilder keepAliveAfter(Duration time) {
        keepAliveAfter = within("keepAliveAfter", time, Duration.ofMillis(100), Duration.ofMinutes(10));
        return this;
    }

    /** Silence after which a service without finalizes makes its text final, which a call waits for; by default not known. */
    public WebSocketSttBuilder finalAfter(Duration silence) {
        finalAfter = within("finalAfter", silence, Duration.ZERO, Duration.ofSeconds(30));
        return this;
    }

    /** Least audio that the service takes in one message, the last one before a request included, which is filled up with silence; by default it takes any. */
    public WebSocketSttBuilder shortestMessage(Duration length) {
        shortestMessage = within("shortestMessage", length, Duration.ZERO, LONGEST_MESSAGE);
        return this;
    }

    /** The service tells no text that may still change. */
    public WebSocketSttBuilder withoutInterims() {
        interims = false;
        return this;
    }

    /** The service says when the speaker's turn is over ({@link SttEvent.TurnEnded}), better than quiet can: a call then leaves it to the service unless told otherwise. */
    public WebSocketSttBuilder endsTurns(boolean on) {
        endsTurns = on;
        return this;
    }

    @Override
    Set<String> audioParameters() {
        return Set.of(); // what they are called is the adapter's to know
    }

    @Override
    Duration longestChunk() {
        return LONGEST_MESSAGE;
    }

    @Override
    Duration shortestMessage() {
        return shortestMessage;
    }

    /** @throws BatonException without a key for an address that needs one, or where the address is none */
    public WebSocketStt build() {
        var service = serviceName();
        var known = messages;
        var requests = known.get();
        Objects.requireNonNull(requests.closeStream(), "closeStream() of " + service + "'s messages is null");
        boolean finalizes = requests.finalizeRequest() != null;
        var capabilities =
                finalizes ? capabilities(answers, keepAliveAfter) : withoutFinalize(keepAliveAfter, finalAfter);
        capabilities = interims ? capabilities : capabilities.withoutInterims();
        return new WebSocketStt(
                link(address(""), new QueryParameters(), Set.of(), () -> new ToldMessages(service, known.get())),
                endsTurns ? capabilities.endingTurns() : capabilities);
    }
}
