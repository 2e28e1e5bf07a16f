package dev.baton.stt;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How connections to a recogniser are made and watched: waits, sizes, trust, proxy. Immutable; every wait is bounded.
 *
 * <pre>{@code
 * var options = ConnectionOptions.builder().proxy("proxy.example", 3128).trust(Path.of("authorities.pem")).build();
 * }</pre>
 */
public final class ConnectionOptions {
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration SHORTEST_IDLE = Duration.ofMillis(100);
    private static final Duration LONGEST_IDLE = Duration.ofMinutes(10);
    private static final ConnectionOptions DEFAULTS = builder().build();

    /**
     * An HTTP proxy that is asked for a tunnel (CONNECT).
     *
     * @param user empty where the proxy wants no credentials
     * @param password never shown, in no text and no log
     */
    public record Proxy(String host, int port, String user, String password) {
        public Proxy {
            if (host.isBlank() || port < 1 || port > 65_535) {
                throw range(
                        "proxy=" + host + ":" + port + " is no address", "a host's name and a port from 1 to 65535");
            }
            Objects.requireNonNull(user, "user");
            Objects.requireNonNull(password, "password");
        }

        /** Its address; no credentials. */
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    private final Duration connectTimeout;
    private final Duration upgradeTimeout;
    private final Duration closeTimeout;
    private final Duration idleTimeout;
    private final int maxMessageBytes;
    private final boolean compression;
    private final @Nullable SSLContext sslContext;
    private final @Nullable Path certificateAuthorities;
    private final @Nullable Proxy proxy;
    private final boolean systemProxy;

    private ConnectionOptions(Builder builder) {
        connectTimeout = builder.connectTimeout;
        upgradeTimeout = builder.upgradeTimeout;
        closeTimeout = builder.closeTimeout;
        idleTimeout = builder.idleTimeout;
        maxMessageBytes = builder.maxMessageBytes;
        compression = builder.compression;
        sslContext = builder.sslContext;
        certificateAuthorities = builder.certificateAuthorities;
        proxy = builder.proxy;
        systemProxy = builder.systemProxy;
    }

    public static ConnectionOptions defaults() {
        return DEFAULTS;
    }

    public static Builder builder() {
        return new Builder();
    }

    public Duration connectTimeout() {
        return connectTimeout;
    }

    public Duration upgradeTimeout() {
        return upgradeTimeout;
    }

    public Duration closeTimeout() {
        return closeTimeout;
    }

    /** Zero where nobody looks whether the service is still there. */
    public Duration idleTimeout() {
        return idleTimeout;
    }

    public int maxMessageBytes() {
        return maxMessageBytes;
    }

    public boolean compression() {
        return compression;
    }

    /** Null where the JDK's authorities or {@link #certificateAuthorities()} are believed. */
    public @Nullable SSLContext sslContext() {
        return sslContext;
    }

    /** Null where the JDK's authorities or {@link #sslContext()} are believed. */
    public @Nullable Path certificateAuthorities() {
        return certificateAuthorities;
    }

    /** Null where connections are direct, or go as {@link #systemProxy()} says. */
    public @Nullable Proxy proxy() {
        return proxy;
    }

    public boolean systemProxy() {
        return systemProxy;
    }

    /** Without credentials. */
    @Override
    public String toString() {
        return "connect=" + connectTimeout.toMillis() + "ms upgrade=" + upgradeTimeout.toMillis() + "ms close="
                + closeTimeout.toMillis() + "ms idle=" + idleTimeout.toMillis() + "ms maxMessageBytes="
                + maxMessageBytes
                + " compression=" + compression + " proxy="
                + (proxy != null ? proxy : systemProxy ? "as the system says" : "none");
    }

    private static BatonException range(String what, String allowed) {
        return new BatonException(ErrorCode.SETTING_RANGE, what, "", "use " + allowed);
    }

    /** Collects the options; not safe for use by several threads. */
    public static final class Builder {
        private Duration connectTimeout = Duration.ofSeconds(5);
        private Duration upgradeTimeout = Duration.ofSeconds(5);
        private Duration closeTimeout = Duration.ofSeconds(2);
        private Duration idleTimeout = Duration.ofSeconds(20);
        private int maxMessageBytes = 1 << 20;
        private boolean compression;
        private @Nullable SSLContext sslContext;
        private @Nullable Path certificateAuthorities;
        private @Nullable Proxy proxy;
        private boolean systemProxy;

        private Builder() {}

        /**
         * Name, TCP, proxy and TLS together: 1 ms to 1 min. By default 5 s, which leaves room for one lost SYN (sent again after 1 s) and a lookup that is
         * repeated; a caller who waits longer has hung up.
         */
        public Builder connectTimeout(Duration limit) {
            connectTimeout = within("connectTimeout", limit, SHORTEST, LONGEST);
            return this;
        }

        /** From the upgrade request to its whole answer: 1 ms to 1 min, by default 5 s. */
        public Builder upgradeTimeout(Duration limit) {
            upgradeTimeout = within("upgradeTimeout", limit, SHORTEST, LONGEST);
            return this;
        }

        /** From our closing frame to the service's, and again until it ends TCP: 1 ms to 1 min, by default 2 s. */
        public Builder closeTimeout(Duration limit) {
            closeTimeout = within("closeTimeout", limit, SHORTEST, LONGEST);
            return this;
        }

        /**
         * A connection on which nothing at all came for so long counts as lost; after half of it the service is pinged, so that one which is there has something to
         * send. Believed only of a service that has answered a ping on this connection before; each begins with one. 100 ms to 10 min, by default 20 s; zero sends no
         * pings and never cuts.
         */
        public Builder idleTimeout(Duration limit) {
            idleTimeout = limit.isZero() ? limit : within("idleTimeout", limit, SHORTEST_IDLE, LONGEST_IDLE);
            return this;
        }

        /**
         * Most bytes of one message that comes in, counted after decompression; a longer one ends the connection with 1009. By default 1 MiB: the longest
         * transcripts are some KiB.
         */
        public Builder maxMessageBytes(int bytes) {
            if (bytes < 1) {
                throw range("maxMessageBytes=" + bytes + " is too small", "1 or more");
            }
            maxMessageBytes = bytes;
            return this;
        }

        /**
         * Whether permessage-deflate (RFC 7692) is offered, so that the service may compress its messages; ours never are, since audio does not get smaller by it.
         *
         * <p>Off by default: interim texts with word times shrink from 480 to 75 bytes each, which is 4 kB/s beside 32 kB/s of audio, and cost about 5 microseconds each
         * and 39 KiB of memory outside the heap for each connection (JDK 17, one core). Worth it on a metered downlink.
         */
        public Builder compression(boolean on) {
            compression = on;
            return this;
        }

        /**
         * Whom to believe, and with which certificate of our own to answer a service that asks for one (mutual TLS). The host's name is checked all the same. Takes the
         * place of {@link #trust(Path)}.
         */
        public Builder trust(SSLContext context) {
            sslContext = Objects.requireNonNull(context, "context");
            certificateAuthorities = null;
            return this;
        }

        /**
         * Believes the certificate authorities in a PEM file, and those alone. The host's name is checked all the same. The file is read with the first connection; one
         * that cannot be used fails it, with a {@link BatonException} that says why.
         */
        public Builder trust(Path pemFile) {
            certificateAuthorities = Objects.requireNonNull(pemFile, "pemFile");
            sslContext = null;
            return this;
        }

        /** Goes through an HTTP proxy, which looks the service's name up; encryption is with the service all the same. */
        public Builder proxy(String host, int port) {
            return proxy(host, port, "", "");
        }

        /** As {@link #proxy(String, int)}, with credentials, which are sent in the clear to the proxy (Basic) and are shown nowhere. */
        public Builder proxy(String host, int port, String user, String password) {
            proxy = new Proxy(host, port, user, password);
            systemProxy = false;
            return this;
        }

        /**
         * Goes as the JVM is set up: {@link java.net.ProxySelector#getDefault()}, that is by default {@code https.proxyHost}, {@code https.proxyPort} and {@code
         * http.nonProxyHosts}. Without this, or a proxy that is named here, connections are direct whatever those say: they are meant for what else runs in the JVM.
         */
        public Builder systemProxy() {
            systemProxy = true;
            proxy = null;
            return this;
        }

        public ConnectionOptions build() {
            return new ConnectionOptions(this);
        }

        private static Duration within(String name, Duration value, Duration least, Duration most) {
            if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
                throw range(
                        name + "=" + value.toMillis() + "ms is out of range",
                        least.toMillis() + "ms to " + most.toMillis() + "ms");
            }
            return value;
        }
    }
}
