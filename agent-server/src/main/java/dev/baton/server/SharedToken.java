package dev.baton.server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A secret that the peer shows with its request. Comparing takes the same time whatever it is. */
public final class SharedToken implements RequestCheck {
    private static final String BEARER = "Bearer ";

    private final byte[] token;
    private final String where;
    private final Set<String> secretParameters;
    private final Function<UpgradeRequest, Optional<String>> shown;

    private SharedToken(
            String token,
            String where,
            Set<String> secretParameters,
            Function<UpgradeRequest, Optional<String>> shown) {
        if (token.isBlank()) {
            throw new IllegalArgumentException("a token must not be blank");
        }
        this.token = token.getBytes(StandardCharsets.UTF_8);
        this.where = where;
        this.secretParameters = secretParameters;
        this.shown = shown;
    }

    /** {@code Authorization: Bearer TOKEN}. */
    public static SharedToken bearer(String token) {
        return new SharedToken(
                token,
                "a bearer token",
                Set.of(),
                request -> request.header("authorization")
                        .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                        .map(value -> value.substring(BEARER.length()).strip()));
    }

    /** A header of its own, such as Telnyx's {@code x-telnyx-streaming-auth-token}. */
    public static SharedToken header(String name, String token) {
        Objects.requireNonNull(name, "name");
        return new SharedToken(
                token, "the header " + name, Set.of(), request -> request.header(name.toLowerCase(Locale.ROOT)));
    }

    /** A parameter of the address, for peers that send no headers. Proxies and their logs see it. */
    public static SharedToken query(String name, String token) {
        Objects.requireNonNull(name, "name");
        return new SharedToken(
                token,
                "the query parameter " + name,
                Set.of(name),
                request -> Optional.ofNullable(request.parameters().get(name)));
    }

    @Override
    public Optional<String> refusal(UpgradeRequest request) {
        var candidate = shown.apply(request);
        if (candidate.isEmpty()) {
            return Optional.of(where + " is missing");
        }
        boolean same = MessageDigest.isEqual(token, candidate.get().getBytes(StandardCharsets.UTF_8));
        return same ? Optional.empty() : Optional.of(where + " is wrong");
    }

    @Override
    public Set<String> secretParameters() {
        return secretParameters;
    }

    @Override
    public String toString() {
        return "SharedToken[" + where + "]";
    }
}
