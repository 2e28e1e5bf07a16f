package dev.baton.server;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Twilio's {@code X-Twilio-Signature}: base64 of the HMAC-SHA1, under the account's auth token, of the address that the TwiML names.
 *
 * <p>Behind a proxy this server does not see that address; its public part is then to be given. Where the scheme is not known, {@code wss} and {@code https} count as the same.
 */
public final class TwilioSignature implements RequestCheck {
    private static final String ALGORITHM = "HmacSHA1";

    private final SecretKeySpec key;
    private final @Nullable String publicOrigin;

    private TwilioSignature(String authToken, @Nullable String publicOrigin) {
        if (authToken.isBlank()) {
            throw new IllegalArgumentException("the auth token must not be blank");
        }
        key = new SecretKeySpec(authToken.getBytes(StandardCharsets.UTF_8), ALGORITHM);
        this.publicOrigin = publicOrigin;
    }

    /** Where Twilio reaches this server under the name that it sends as {@code Host}. */
    public static TwilioSignature of(String authToken) {
        return new TwilioSignature(authToken, null);
    }

    /** @param publicOrigin scheme, host and port as in the TwiML: {@code wss://bot.example.com}, without a path */
    public static TwilioSignature of(String authToken, URI publicOrigin) {
        if (publicOrigin.getScheme() == null || publicOrigin.getRawAuthority() == null) {
            throw new IllegalArgumentException("the public origin needs scheme and host, origin=" + publicOrigin);
        }
        return new TwilioSignature(authToken, publicOrigin.getScheme() + "://" + publicOrigin.getRawAuthority());
    }

    @Override
    public Optional<String> refusal(UpgradeRequest request) {
        var shown = request.header("x-twilio-signature");
        if (shown.isEmpty()) {
            return Optional.of("X-Twilio-Signature is missing");
        }
        byte[] signature = shown.get().getBytes(StandardCharsets.UTF_8);
        boolean valid = false;
        for (String origin : origins(request)) {
            // All of them, so that the time tells nothing.
            valid |= MessageDigest.isEqual(sign(origin + request.pathAndQuery()), signature);
        }
        return valid ? Optional.empty() : Optional.of("X-Twilio-Signature is not that of this address");
    }

    private List<String> origins(UpgradeRequest request) {
        return publicOrigin != null
                ? List.of(publicOrigin)
                : List.of("wss://" + request.host(), "https://" + request.host(), "ws://" + request.host());
    }

    private byte[] sign(String address) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Base64.getEncoder().encode(mac.doFinal(address.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "TwilioSignature";
    }
}
