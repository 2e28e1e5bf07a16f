package dev.baton.stt;

import dev.baton.BatonException;
import dev.baton.audio.AudioEncoding;
import dev.baton.internal.json.ServiceMessages;
import dev.baton.internal.stt.Limits;
import dev.baton.internal.stt.ServiceAddress;
import dev.baton.internal.stt.ServiceKey;
import dev.baton.internal.stt.ServiceLink;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Settings that all speech-to-text services have, however they are reached: how long they usually take, beside place and key.
 *
 * @param <B> the service's own builder
 */
abstract class ServiceBuilder<B extends ServiceBuilder<B>> extends ServicePlace<B> {
    private static final Duration USUAL_SETTLE_TIMEOUT = Duration.ofSeconds(1);

    private Vendor vendor;
    private Duration usualAnswerTime;
    private @Nullable Duration settleTimeout;
    private Duration closeTimeout = Duration.ofSeconds(3);

    ServiceBuilder(Vendor vendor, UnaryOperator<@Nullable String> environment, Duration usualAnswerTime) {
        super(vendor.name(), vendor.host(), vendor.pathPrefix(), environment);
        this.vendor = vendor;
        this.usualAnswerTime = usualAnswerTime;
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
        return givenUrl() == null && givenHost().equals(vendor.host());
    }

    final ServiceAddress address(String endpoint) {
        return ServiceAddress.of(serviceName(), givenUrl(), givenHost(), givenPrefix(), endpoint, usualAddress());
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
        var sent = givenHeaders();
        var asked = new LinkedHashMap<>(query);
        if (!key.value().isEmpty() && !vendor.keyHeader().isEmpty()) {
            sent.put(vendor.keyHeader(), vendor.keyPrefix() + key.value());
        } else if (!key.value().isEmpty() && !vendor.keyParameter().isEmpty()) {
            asked.put(vendor.keyParameter(), List.of(key.value()));
        }
        return new ServiceLink(
                serviceName(),
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

    /** Another place for the key. */
    final void vendor(UnaryOperator<Vendor> change) {
        vendor = change.apply(vendor);
    }

    private ServiceKey key(ServiceAddress address) {
        if (givenKey() == null
                && vendor.keyHeader().isEmpty()
                && vendor.keyParameter().isEmpty()) {
            return ServiceKey.NONE;
        }
        return ServiceKey.find(
                serviceName(), givenKey(), vendor.keyVariable(), environment(), address, vendor.keyParameter());
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
}
