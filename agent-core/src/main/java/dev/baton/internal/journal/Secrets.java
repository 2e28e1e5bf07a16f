package dev.baton.internal.journal;

import dev.baton.internal.stt.WrittenKey;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What must not get into a journal of one connection's messages, however it is written: what its headers and its address hold that looks like a key, in a place that sounds like one or not.
 */
final class Secrets {
    private static final int SHORTEST_KEY = 8;
    private static final String HIDDEN = "***";

    /** How one of the words ends of which the name of a secret consists; words to listen for come as {@code keyterm}. */
    private static final Pattern SECRET_NAME =
            Pattern.compile("(key|token|secret|auth|authorization|sig|signature|pass|password|credentials?)(?![a-z])");

    private final List<String> keys;

    Secrets(URI uri, Map<String, String> headers) {
        keys = Stream.of(
                        headers.entrySet().stream().flatMap(header -> inHeader(header.getKey(), header.getValue())),
                        parameters(uri).filter(Secrets::soundsSecret).map(Secrets::value),
                        Stream.ofNullable(uri.getRawUserInfo()).flatMap(user -> Arrays.stream(user.split(":"))))
                .flatMap(written -> written)
                .flatMap(written -> Stream.of(written, decoded(written)))
                .filter(key -> key.length() >= SHORTEST_KEY)
                .distinct()
                .toList();
    }

    /** A value such as "Token abc" holds the key in its last word. */
    private static Stream<String> inHeader(String name, String value) {
        return Arrays.stream(value.split("[\\s,;]+"))
                .filter(word -> soundsSecret(name + "=")
                        || word.chars().anyMatch(Character::isDigit)); // what people call things has none
    }

    private static Stream<String> parameters(URI uri) {
        return Stream.ofNullable(uri.getRawQuery()).flatMap(query -> Arrays.stream(query.split("&")));
    }

    /** A parameter without a name may be anything. */
    private static boolean soundsSecret(String parameter) {
        int end = parameter.indexOf('=');
        var name = parameter.substring(0, Math.max(0, end)).toLowerCase(Locale.ROOT);
        return end < 0 || SECRET_NAME.matcher(name).find();
    }

    private static String value(String parameter) {
        return parameter.substring(parameter.indexOf('=') + 1);
    }

    private static String decoded(String written) {
        try {
            return URLDecoder.decode(written, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return written; // with a percent sign of its own
        }
    }

    String without(String text) {
        String clean = text;
        for (var key : keys) {
            clean = WrittenKey.replaced(clean, key, HIDDEN);
        }
        return clean;
    }

    /** Without credentials; a key in its path is not told from a path. */
    String address(URI uri) {
        var authority = Objects.requireNonNullElse(uri.getRawAuthority(), "");
        String where = uri.getScheme() + "://" + authority.substring(authority.lastIndexOf('@') + 1)
                + Objects.requireNonNullElse(uri.getRawPath(), "");
        String query = parameters(uri).map(Secrets::harmless).collect(Collectors.joining("&"));
        return without(query.isEmpty() ? where : where + "?" + query);
    }

    private static String harmless(String parameter) {
        if (!soundsSecret(parameter)) {
            return parameter;
        }
        return parameter.indexOf('=') < 0 ? HIDDEN : parameter.substring(0, parameter.indexOf('=') + 1) + HIDDEN;
    }
}
