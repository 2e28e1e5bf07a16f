package dev.baton.stt;

import dev.baton.BatonException;
import dev.baton.internal.json.PulseMessages;
import dev.baton.internal.stt.ServiceAddress;
import java.time.Duration;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Settings of {@link SmallestLightning}. What the service would refuse or misread is refused here, with the values that it takes; parameters that are not set are not
 * sent, and the service's own default holds. Not safe for use by many threads.
 */
public final class SmallestLightningBuilder extends SmallestBuilder<SmallestLightningBuilder> {
    private static final Vendor VENDOR =
            vendor("smallest-lightning", "waves-api.smallest.ai", "/api/v1", "/lightning/get_text");
    private static final String LATER_HOST = "api.smallest.ai";
    private static final String LATER_PREFIX = "/waves/v1";

    private static final Set<String> LANGUAGES = Set.of(
            "it", "es", "en", "pt", "hi", "de", "fr", "uk", "ru", "kn", "ml", "pl", "mr", "gu", "cs", "sk", "te", "or",
            "nl", "bn", "lv", "et", "ro", "pa", "fi", "sv", "bg", "ta", "hu", "da", "lt", "mt", "multi");

    /** How the end of the stream is told. The vendor's documents of different times have different messages for it. */
    public enum EndMessage {
        /** {@code {"type":"end"}}: the first address, and servers hosted by oneself. */
        END(PulseMessages.END),
        /** {@code {"type":"finalize"}}: the later address, where it does not mean a flush in mid-stream, as it does with Pulse. */
        FINALIZE(PulseMessages.FINALIZE),
        /** {@code {"type":"close_stream"}}: what Pulse took over from both. */
        CLOSE_STREAM(PulseMessages.CLOSE_STREAM);

        private final String message;

        EndMessage(String message) {
            this.message = message;
        }
    }

    private String language = "en";
    private Duration eouTimeout = Duration.ofMillis(500);
    private @Nullable EndMessage endMessage;

    SmallestLightningBuilder(UnaryOperator<@Nullable String> environment) {
        super(VENDOR, environment);
        wordTimestamps(true);
        eouTimeout(eouTimeout);
    }

    /** Uses the later address, {@code wss://api.smallest.ai/waves/v1/lightning/get_text}, where another message ends the stream. */
    public SmallestLightningBuilder laterAddress() {
        return host(LATER_HOST).pathPrefix(LATER_PREFIX);
    }

    /** What ends the stream; by default it follows from the path: {@link EndMessage#FINALIZE} on the later one, {@link EndMessage#END} on all others. */
    public SmallestLightningBuilder endMessage(EndMessage message) {
        endMessage = message;
        return this;
    }

    /** A language, or {@code multi} for any of them; {@link #parameter} takes those that are not known here. By default {@code en}. */
    public SmallestLightningBuilder language(String language) {
        this.language = known(language, LANGUAGES);
        return this;
    }

    /** Silence after which the service makes its text final, which a turn waits for: 100 ms to 10 s, by default 500 ms. */
    @Override
    public SmallestLightningBuilder eouTimeout(Duration timeout) {
        super.eouTimeout(timeout);
        eouTimeout = timeout;
        return this;
    }

    /** @throws BatonException without a key for an address that needs one, or where settings contradict each other */
    public SmallestLightning build() {
        var capabilities = withoutFinalize(KEEP_ALIVE_AFTER, eouTimeout);
        if (capabilities.settleTimeout().compareTo(eouTimeout) < 0) {
            throw contradiction(
                    "settleTimeout=" + capabilities.settleTimeout().toMillis() + "ms is below eouTimeout="
                            + eouTimeout.toMillis() + "ms: turns would end before their finals can come",
                    "leave settleTimeout out, or set it above eouTimeout by the time that the service takes, half a second or more");
        }
        var address = address(VENDOR.endpoint());
        var query = new QueryParameters();
        query.set("language", language);
        describeAudio(query);
        addParameters(query);
        var service = serviceName();
        var end = end(address).message;
        return new SmallestLightning(
                link(address, query, Set.of(), () -> PulseMessages.withoutFinalize(service, end)), capabilities);
    }

    private EndMessage end(ServiceAddress address) {
        if (endMessage != null) {
            return endMessage;
        }
        return address.pathEndsWith(LATER_PREFIX + VENDOR.endpoint()) ? EndMessage.FINALIZE : EndMessage.END;
    }
}
