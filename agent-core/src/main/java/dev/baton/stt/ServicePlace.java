package dev.baton.stt;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where a service is and who asks: what the builders of all services share, whatever they do. Not safe for use by many threads; not meant to be extended by applications.
 *
 * @param <B> the service's own builder
 */
public abstract class ServicePlace<B extends ServicePlace<B>> {
    private final UnaryOperator<@Nullable String> environment;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private String name;
    private @Nullable String apiKey;
    private String host;
    private String pathPrefix;
    private @Nullable URI url;

    /**
     * @param host where the service's own servers are
     * @param pathPrefix what stands before the end of the path there
     * @param environment where the key is looked for
     */
    protected ServicePlace(String name, String host, String pathPrefix, UnaryOperator<@Nullable String> environment) {
        this.name = name;
        this.host = host;
        this.pathPrefix = pathPrefix;
        this.environment = environment;
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

    protected final String serviceName() {
        return name;
    }

    /** Null where none was given. */
    protected final @Nullable String givenKey() {
        return apiKey;
    }

    protected final UnaryOperator<@Nullable String> environment() {
        return environment;
    }

    protected final String givenHost() {
        return host;
    }

    protected final String givenPrefix() {
        return pathPrefix;
    }

    /** Null where host and prefix count. */
    protected final @Nullable URI givenUrl() {
        return url;
    }

    /** A copy. */
    protected final Map<String, String> givenHeaders() {
        return new LinkedHashMap<>(headers);
    }

    @SuppressWarnings("unchecked") // what B promises
    protected final B self() {
        return (B) this;
    }

    /** Name and address; never the key. */
    @Override
    public String toString() {
        return name + " at " + (url == null ? host : url.getHost());
    }
}
