package dev.baton.stt;

import dev.baton.BatonException;
import dev.baton.audio.AudioEncoding;
import dev.baton.internal.json.ServiceMessages;
import dev.baton.internal.stt.Limits;
import dev.baton.internal.stt.ServiceAddress;
import dev.baton.internal.stt.ServiceKey;
import dev.baton.internal.stt.ServiceLink;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Settings that all services have, however they are reached: name, address, key, how long they usually take.
 *
 * @param <B> the service's own builder
 */
abstract class ServiceBuilder<B extends ServiceBuilder<B>> {
    private static final Duration USUAL_SETTLE_TIMEOUT = Duration.ofSeconds(1);

    private Vendor vendor;
    private final UnaryOperator<@Nullable String> environment;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private String name;
    private @Nullable String apiKey;
    private String host;
    private String pathPrefix;
    private @Nullable URI url;
    private Duration usualAnswerTime;
    private @Nullable Duration settleTimeout;
    private Duration closeTimeout = Duration.ofSeconds(3);

    ServiceBuilder(Vendor vendor, UnaryOperator<@Nullable String> environment, Duration usualAnswerTime) {
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

    /** A further header of the upgrade, or of each request. */
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

    /** Of the encrypted kind of address. */
    abstract String scheme();

    /** Whether the service's own servers are asked, at their usual host. */
    final boolean asksUsualHost() {
        return url == null && host.equals(vendor.host());
    }

    final ServiceAddress address(String endpoint) {
        return ServiceAddress.of(name, url, host, pathPrefix, endpoint, usualAddress());
    }

    private String usualAddress() {
        return scheme() + "://" + vendor.host() + vendor.pathPrefix() + vendor.endpoint();
    }

    /**
     * @param query of the address, beside its own
     * @param settings for people: what is asked for
     * @throws BatonException without a key for an address that needs one
     */
    final ServiceLink link(
            ServiceAddress address,
            Map<String, List<String>> query,
            String settings,
            Supplier<ServiceMessages> messages,
            AudioEncoding encoding,
            int sampleRateHz,
            Duration chunk,
            Duration shortestMessage,
            Duration stallTimeout,
            Duration heldAudio,
            Duration readyTimeout) {
        var key = key(address);
        var sent = new LinkedHashMap<>(headers);
        var asked = new LinkedHashMap<>(query);
        if (!key.value().isEmpty() && !vendor.keyHeader().isEmpty()) {
            sent.put(vendor.keyHeader(), vendor.keyPrefix() + key.value());
        } else if (!key.value().isEmpty() && !vendor.keyParameter().isEmpty()) {
            asked.put(vendor.keyParameter(), List.of(key.value()));
        }
        return new ServiceLink(
                name,
                address.with(asked),
                address.toString(),
                usualAddress(),
                settings,
                sent,
                List.of(key.value(), address.parameter(vendor.keyParameter())), // one may be shown in either place
                key.origin(),
                messages,
                encoding,
                sampleRateHz,
                chunk,
                shortestMessage,
                closeTimeout,
                stallTimeout,
                heldAudio,
                readyTimeout);
    }

    final Duration usualAnswerTime() {
        return usualAnswerTime;
    }

    /** @param due when the service's text is final by itself, from the end of speech */
    final Duration settleAfter(Duration due) {
        return settleTimeout != null ? settleTimeout : due.plus(USUAL_SETTLE_TIMEOUT);
    }

    final String serviceName() {
        return name;
    }

    /** Another place for the key. */
    final void vendor(UnaryOperator<Vendor> change) {
        vendor = change.apply(vendor);
    }

    private ServiceKey key(ServiceAddress address) {
        if (apiKey == null
                && vendor.keyHeader().isEmpty()
                && vendor.keyParameter().isEmpty()) {
            return ServiceKey.NONE;
        }
        return ServiceKey.find(name, apiKey, vendor.keyVariable(), environment, address, vendor.keyParameter());
    }

    @SuppressWarnings("unchecked") // what B promises
    final B self() {
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
