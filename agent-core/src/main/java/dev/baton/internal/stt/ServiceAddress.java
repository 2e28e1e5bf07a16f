package dev.baton.internal.stt;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a service listens: an application gives host and path prefix, or a full address, whose own parameters win over ours. */
public final class ServiceAddress {
    private static final String HTTPS = "https";

    private final URI uri;

    private ServiceAddress(URI uri) {
        this.uri = uri;
    }

    /**
     * @param full takes the place of host, prefix and, if it has a path that is not the prefix alone, endpoint
     * @param usual what such an address looks like; {@code wss} or {@code https}
     * @throws BatonException if together they are no address of that kind; never with the query in it, which may hold a token
     */
    public static ServiceAddress of(
            String service, @Nullable URI full, String host, String prefix, String endpoint, String usual) {
        var path = slashed(prefix) + endpoint;
        var secure = URI.create(usual).getScheme();
        var plain = secure.substring(0, secure.length() - 1);
        var uri = full != null ? full : parse(service, secure + "://" + host + path, usual);
        var scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || !(scheme.equals(plain) || scheme.equals(secure))) {
            throw error(
                    "the address of " + service + " is not one of "
                            + (secure.equals(HTTPS) ? "HTTP" : "a WebSocket") + ": scheme=" + scheme + " host="
                            + uri.getHost(),
                    "use an address such as " + usual);
        }
        if (uri.getRawUserInfo() != null) {
            throw error("the address of " + service + " holds a user name", "give the key with apiKey(...) instead");
        }
        var given = slashed(uri.getRawPath());
        boolean bare = given.isEmpty() || given.equals(slashed(prefix));
        return new ServiceAddress(parse(
                service,
                scheme + "://" + uri.getRawAuthority() + (bare ? path : uri.getRawPath())
                        + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()),
                usual));
    }

    public boolean isSecure() {
        return uri.getScheme().equals("wss") || uri.getScheme().equals(HTTPS);
    }

    /** Whether nothing leaves this machine; no name is looked up. */
    public boolean isThisMachine() {
        var host = uri.getHost();
        return host.equalsIgnoreCase("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
    }

    public boolean pathEndsWith(String end) {
        return uri.getPath().endsWith(end);
    }

    public boolean hasParameter(String name) {
        return ownParameters().containsKey(name);
    }

    /** The value of that parameter of the address, decoded; empty where it has none. */
    public String parameter(String name) {
        return ownParameters().getOrDefault(name, "");
    }

    /** The whole address; it may hold a token. */
    public URI with(Map<String, List<String>> parameters) {
        var added = new LinkedHashMap<>(parameters);
        added.keySet().removeAll(ownParameters().keySet());
        var query = Stream.concat(
                        Stream.ofNullable(uri.getRawQuery()).filter(own -> !own.isEmpty()),
                        added.entrySet().stream()
                                .flatMap(each -> each.getValue().stream()
                                        .map(value -> encoded(each.getKey()) + "=" + encoded(value))))
                .collect(Collectors.joining("&"));
        return URI.create(this + (query.isEmpty() ? "" : "?" + query));
    }

    private Map<String, String> ownParameters() {
        return Stream.ofNullable(uri.getRawQuery())
                .flatMap(query -> Stream.of(query.split("&", -1)))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(
                        pair -> decoded(pair[0]),
                        pair -> pair.length < 2 ? "" : decoded(pair[1]),
                        (first, again) -> first));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** As RFC 3986 has it: form encoding writes a blank as '+', which some servers take literally. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Without slash at the end, with one in front, or empty. */
    private static String slashed(String prefix) {
        var bare = prefix.replaceAll("^/+|/+$", "");
        return bare.isEmpty() ? "" : "/" + bare;
    }

    private static URI parse(String service, String address, String usual) {
        try {
            return new URI(address);
        } catch (URISyntaxException e) {
            throw error(
                    "host or path of " + service + " cannot be part of an address",
                    "use a host and a path prefix that together give an address such as " + usual);
        }
    }

    private static BatonException error(String what, String remedy) {
        return new BatonException(ErrorCode.SETTING_RANGE, what, "", remedy);
    }

    /** For people: without parameters. */
    @Override
    public String toString() {
        return uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
    }
}
