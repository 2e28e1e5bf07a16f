package dev.baton.internal.journal;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What must not get into a journal of one connection's messages: everything in its headers that is long enough to be a key. */
final class Secrets {
    private static final int SHORTEST_KEY = 8;
    private static final String HIDDEN = "***";
    private static final List<String> TELLTALES = List.of("key", "token", "secret", "auth", "sig", "password");

    private final List<String> keys;

    Secrets(Map<String, String> headers) {
        // A value such as "Token abc" holds the key in its last word.
        keys = headers.values().stream()
                .flatMap(value -> Arrays.stream(value.split("[\\s,]+")))
                .filter(word -> word.length() >= SHORTEST_KEY)
                .distinct()
                .toList();
    }

    String without(String text) {
        String clean = text;
        for (var key : keys) {
            clean = clean.replace(key, HIDDEN);
        }
        return clean;
    }

    /** With the query, whose values are hidden where their names sound like keys. */
    String address(URI uri) {
        String query = uri.getRawQuery();
        String where = uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
                + uri.getRawPath();
        return without(
                query == null
                        ? where
                        : where + "?"
                                + Arrays.stream(query.split("&"))
                                        .map(Secrets::harmless)
                                        .collect(Collectors.joining("&")));
    }

    private static String harmless(String parameter) {
        String name =
                parameter.substring(0, Math.max(0, parameter.indexOf('='))).toLowerCase(Locale.ROOT);
        return TELLTALES.stream().anyMatch(name::contains) ? name + "=" + HIDDEN : parameter;
    }
}
