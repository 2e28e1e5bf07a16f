package dev.baton.server.config;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.NearestName;
import dev.baton.carrier.LineTransport;
import dev.baton.server.RequestCheck;
import dev.baton.server.SharedToken;
import dev.baton.server.TwilioSignature;
import dev.baton.server.UpgradeRequest;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One route as it is configured: what of it a server needs, and the name of the handler. Immutable. */
public final class RouteConfig {
    private static final List<String> SECRETS = List.of("auth-token", "bearer-token", "header-token", "query-token");
    private static final Set<String> NAMES = Set.of(
            "transport",
            "path",
            "bind",
            "handler",
            "max-calls",
            "public-url",
            "auth-token",
            "bearer-token",
            "header-token",
            "header-name",
            "query-token",
            "query-name");
    private static final Map<String, String> NEEDS =
            Map.of("public-url", "auth-token", "header-name", "header-token", "query-name", "query-token");
    private static final String TELNYX_HEADER = "x-telnyx-streaming-auth-token";

    private final Map<String, ConfigValue> values;
    private final String where;
    private final LineTransport transport;

    /** @param where for errors: {@code routes.0} */
    RouteConfig(String where, Map<String, ConfigValue> values) {
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        this.where = where;
        for (var entry : new TreeSet<>(values.keySet())) {
            if (!NAMES.contains(entry)) {
                throw complaint(
                        ErrorCode.CONFIG_UNKNOWN_KEY,
                        "a route has no \"" + entry + "\"" + NearestName.question(entry, NAMES),
                        values.get(entry),
                        "use one of " + String.join(", ", new TreeSet<>(NAMES)));
            }
        }
        refuseEmpty();
        transport = readTransport();
        requireSecretsFromEnvironment();
        if (transport == LineTransport.AUDIOSOCKET) {
            address();
            var checked = SECRETS.stream().filter(values::containsKey).findFirst();
            if (checked.isPresent()) {
                throw complaint(
                        ErrorCode.CONFIG_VALUE,
                        "audiosocket shows nothing that " + checked.get() + " could check",
                        values.get(checked.get()),
                        "bind it where only Asterisk reaches it");
            }
        } else {
            path();
        }
        maxCalls();
        check();
        refuseUseless();
    }

    /** A token that is forgotten must not open the route. */
    private void refuseEmpty() {
        values.forEach((name, value) -> {
            if (value.text().isBlank()) {
                throw complaint(
                        ErrorCode.CONFIG_VALUE, name + " has no value", value, "give it one, or take the line out");
            }
        });
    }

    private void refuseUseless() {
        boolean socket = transport == LineTransport.AUDIOSOCKET;
        refuseUseless(socket ? "path" : "bind", "a route of " + transport.label() + " does not have");
        for (var need : NEEDS.entrySet()) {
            if (!values.containsKey(need.getValue())) {
                refuseUseless(need.getKey(), "without " + need.getValue() + " nothing asks for");
            }
        }
    }

    private void refuseUseless(String name, String why) {
        var value = values.get(name);
        if (value != null) {
            throw complaint(ErrorCode.CONFIG_VALUE, why + " " + name, value, "take the line out");
        }
    }

    private LineTransport readTransport() {
        var value = values.get("transport");
        if (value == null) {
            throw complaint(
                    ErrorCode.CONFIG_VALUE,
                    "a route has no transport",
                    any(),
                    "set it to one of " + LineTransport.labels());
        }
        return LineTransport.of(value.text())
                .orElseThrow(() -> complaint(
                        ErrorCode.CONFIG_VALUE,
                        "unknown transport \"" + value.text() + "\""
                                + NearestName.question(value.text(), LineTransport.labels()),
                        value,
                        "use one of " + LineTransport.labels()));
    }

    /** A credential in a file gets copied, committed and mailed with it. */
    private void requireSecretsFromEnvironment() {
        for (String name : SECRETS) {
            var value = values.get(name);
            if (value != null && !value.secret()) {
                throw complaint(
                        ErrorCode.CONFIG_VALUE,
                        name + " stands in the file itself",
                        value,
                        "put it into an environment variable and write " + name + ": ${NAME}");
            }
        }
    }

    public LineTransport transport() {
        return transport;
    }

    /** Of a WebSocket route. */
    public String path() {
        var value = values.get("path");
        if (value == null) {
            throw complaint(
                    ErrorCode.CONFIG_VALUE,
                    "a route of " + transport.label() + " has no path",
                    any(),
                    "add path: /" + transport.label());
        }
        if (!value.text().startsWith("/") || value.text().contains("?")) {
            throw complaint(
                    ErrorCode.CONFIG_VALUE,
                    "the path " + value.text() + " does not begin with /, or has a query",
                    value,
                    "write it as in /voice/twilio");
        }
        return value.text();
    }

    /** Of a route with a port of its own. */
    @SuppressWarnings("AddressSelection") // listens on one address, the first that the name has
    public InetSocketAddress address() {
        var value = values.get("bind");
        if (value == null) {
            throw complaint(
                    ErrorCode.CONFIG_VALUE, "a route of audiosocket has no bind", any(), "add bind: 127.0.0.1:9092");
        }
        int colon = value.text().lastIndexOf(':');
        try {
            return new InetSocketAddress(
                    value.text().substring(0, Math.max(0, colon)),
                    Integer.parseInt(value.text().substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            throw complaint(
                    ErrorCode.CONFIG_VALUE,
                    "bind: " + value.text() + " is no address with a port",
                    value,
                    "write it as in 127.0.0.1:9092");
        }
    }

    /** Empty where the default one answers. */
    public Optional<String> handler() {
        return Optional.ofNullable(values.get("handler")).map(ConfigValue::text);
    }

    public int maxCalls() {
        var value = values.get("max-calls");
        return value == null ? Integer.MAX_VALUE : ServerConfig.number("max-calls", value, 0, Integer.MAX_VALUE);
    }

    /** Who may open a stream: all that is configured must agree. */
    public RequestCheck check() {
        var checks = new ArrayList<RequestCheck>();
        var signature = values.get("auth-token");
        if (signature != null) {
            if (transport != LineTransport.TWILIO) {
                throw complaint(
                        ErrorCode.CONFIG_VALUE,
                        "auth-token checks Twilio's signature, and this route is " + transport.label(),
                        signature,
                        "use bearer-token, header-token or query-token");
            }
            var origin = values.get("public-url");
            checks.add(
                    origin == null
                            ? TwilioSignature.of(signature.text())
                            : TwilioSignature.of(signature.text(), publicUrl(origin)));
        }
        token("bearer-token").map(SharedToken::bearer).ifPresent(checks::add);
        token("header-token")
                .map(token -> SharedToken.header(named("header-name", TELNYX_HEADER), token))
                .ifPresent(checks::add);
        token("query-token")
                .map(token -> SharedToken.query(named("query-name", "token"), token))
                .ifPresent(checks::add);
        return checks.size() == 1 ? checks.get(0) : new AllOf(List.copyOf(checks));
    }

    private Optional<String> token(String name) {
        return Optional.ofNullable(values.get(name)).map(ConfigValue::text);
    }

    private String named(String name, String otherwise) {
        var value = values.get(name);
        return value == null ? otherwise : value.text();
    }

    private URI publicUrl(ConfigValue value) {
        try {
            var uri = URI.create(value.text());
            boolean bare = uri.getRawPath() == null
                    || uri.getRawPath().isEmpty()
                    || uri.getRawPath().equals("/");
            if (uri.getScheme() != null && uri.getRawAuthority() != null && bare) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw complaint(
                    ErrorCode.CONFIG_VALUE,
                    "public-url is no address: " + value.shown(),
                    value,
                    "write it as in wss://bot.example.com");
        }
        throw complaint(
                ErrorCode.CONFIG_VALUE,
                "public-url has no scheme or host, or has a path: " + value.shown(),
                value,
                "write it as in wss://bot.example.com");
    }

    /** Whether anybody may open a stream here. */
    public boolean isOpen() {
        return SECRETS.stream().noneMatch(values::containsKey);
    }

    Map<String, ConfigValue> values() {
        return values;
    }

    private @Nullable ConfigValue any() {
        return values.values().stream().findFirst().orElse(null);
    }

    private BatonException complaint(ErrorCode code, String what, @Nullable ConfigValue at, String remedy) {
        return new BatonException(code, what + "   (" + (at == null ? where : at.origin()) + ")", "", remedy);
    }

    private record AllOf(List<RequestCheck> checks) implements RequestCheck {
        @Override
        public Optional<String> refusal(UpgradeRequest request) {
            return checks.stream()
                    .map(check -> check.refusal(request))
                    .flatMap(Optional::stream)
                    .findFirst();
        }

        @Override
        public Set<String> secretParameters() {
            var names = new TreeSet<String>();
            checks.forEach(check -> names.addAll(check.secretParameters()));
            return names;
        }
    }
}
