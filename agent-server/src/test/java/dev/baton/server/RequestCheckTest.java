package dev.baton.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Signatures and tokens. The signatures were made outside of Java:
 *
 * <pre>{@code printf '%s' ADDRESS | openssl dgst -sha1 -hmac 'auth-token-of-the-test' -binary | base64}</pre>
 */
class RequestCheckTest {
    private static final String TOKEN = "auth-token-of-the-test";
    private static final String PATH = "/voice/twilio";

    /** Of {@code wss://bot.example.com/voice/twilio}. */
    private static final String SIGNATURE = "pNfsRGKp/BdX9K0A6EJfPPg654c=";

    private static final String PATH_WITH_QUERY = "/voice/twilio?lang=en&x=%20y";

    /** Of {@code wss://bot.example.com/voice/twilio?lang=en&x=%20y}. */
    private static final String SIGNATURE_WITH_QUERY = "AIfgWAxBAgPZH+U8HKob8mPDh7I=";

    /** Of {@code https://other.example.com:8443/voice/twilio}. */
    private static final String SIGNATURE_OF_HTTPS = "1Kbmx1bJgbENpYBxxNHtqHXkyvE=";

    @Test
    void signatureOfTheAddressThatTheHostNames_isTaken() {
        var check = TwilioSignature.of(TOKEN);
        assertThat(check.refusal(signed("bot.example.com", PATH, SIGNATURE))).isEmpty();
        assertThat(check.refusal(signed("bot.example.com", PATH_WITH_QUERY, SIGNATURE_WITH_QUERY)))
                .isEmpty();
        assertThat(check.refusal(signed("other.example.com:8443", PATH, SIGNATURE_OF_HTTPS)))
                .isEmpty();
    }

    @Test
    void signatureOfAnythingElse_isRefused() {
        var check = TwilioSignature.of(TOKEN);
        for (var request : List.of(
                signed("evil.example.com", PATH, SIGNATURE),
                signed("bot.example.com:443", PATH, SIGNATURE),
                signed("bot.example.com", "/voice/other", SIGNATURE),
                signed("bot.example.com", PATH_WITH_QUERY, SIGNATURE),
                signed("bot.example.com", PATH, SIGNATURE_WITH_QUERY),
                signed("bot.example.com", PATH_WITH_QUERY.replace("%20", "+"), SIGNATURE_WITH_QUERY),
                signed("bot.example.com", PATH, SIGNATURE.substring(1)),
                signed("bot.example.com", PATH, SIGNATURE.toLowerCase(Locale.ROOT)),
                signed("bot.example.com", PATH, SIGNATURE + "\u00e4"),
                signed("bot.example.com", PATH, ""),
                signed("", PATH, SIGNATURE))) {
            assertThat(check.refusal(request)).contains("X-Twilio-Signature is not that of this address");
        }
        assertThat(TwilioSignature.of("other-token").refusal(signed("bot.example.com", PATH, SIGNATURE)))
                .isPresent();
        assertThat(check.refusal(new UpgradeRequest("bot.example.com", PATH, Map.of(), Map.of())))
                .contains("X-Twilio-Signature is missing");
    }

    @Test
    void publicOrigin_isWhatCountsWhateverTheHost() {
        for (String origin :
                List.of("wss://bot.example.com", "wss://bot.example.com/", "wss://bot.example.com/voice")) {
            var check = TwilioSignature.of(TOKEN, URI.create(origin));
            assertThat(check.refusal(signed("10.0.0.7:8080", PATH, SIGNATURE))).isEmpty();
            assertThat(check.refusal(signed("10.0.0.7:8080", PATH_WITH_QUERY, SIGNATURE_WITH_QUERY)))
                    .isEmpty();
            assertThat(check.refusal(signed("other.example.com:8443", PATH, SIGNATURE_OF_HTTPS)))
                    .isPresent();
        }
        assertThat(TwilioSignature.of(TOKEN, URI.create("https://bot.example.com"))
                        .refusal(signed("bot.example.com", PATH, SIGNATURE)))
                .isPresent();
    }

    @Test
    void whatCannotCheckAnything_isRefusedAtOnce() {
        assertThatThrownBy(() -> TwilioSignature.of(" ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TwilioSignature.of(TOKEN, URI.create("bot.example.com")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SharedToken.bearer("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SharedToken.query("t", "\t")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bearerToken_isTakenHoweverTheSchemeIsWritten() {
        var check = SharedToken.bearer(TOKEN);
        for (String value : List.of("Bearer " + TOKEN, "bearer " + TOKEN, "Bearer   " + TOKEN + " ")) {
            assertThat(check.refusal(with("authorization", value))).as(value).isEmpty();
        }
        for (String value :
                List.of("Bearer wrong", "Bearer ", "Bearer " + TOKEN + "x", "Bearer " + TOKEN.substring(1))) {
            assertThat(check.refusal(with("authorization", value))).as(value).contains("a bearer token is wrong");
        }
        for (String value : List.of(TOKEN, "Basic " + TOKEN, "Bearer", "")) {
            assertThat(check.refusal(with("authorization", value))).as(value).contains("a bearer token is missing");
        }
        assertThat(check.refusal(with("other", "Bearer " + TOKEN))).contains("a bearer token is missing");
    }

    @Test
    void tokenInAHeader_isFoundWhateverItsCase() {
        var check = SharedToken.header("X-Telnyx-Streaming-Auth-Token", TOKEN);
        assertThat(check.refusal(with("x-telnyx-streaming-auth-token", TOKEN))).isEmpty();
        assertThat(check.refusal(with("x-telnyx-streaming-auth-token", TOKEN + " ")))
                .contains("the header X-Telnyx-Streaming-Auth-Token is wrong");
        assertThat(check.refusal(with("authorization", TOKEN)))
                .contains("the header X-Telnyx-Streaming-Auth-Token is missing");
        assertThat(check.secretParameters()).isEmpty();
    }

    @Test
    void tokenInTheQuery_isASecretParameter() {
        var check = SharedToken.query("t", TOKEN);
        assertThat(check.refusal(new UpgradeRequest("h", "/?t=x", Map.of("t", TOKEN), Map.of())))
                .isEmpty();
        assertThat(check.refusal(new UpgradeRequest("h", "/?t=x", Map.of("t", "x"), Map.of())))
                .contains("the query parameter t is wrong");
        assertThat(check.refusal(new UpgradeRequest("h", "/?T=x", Map.of("T", TOKEN), Map.of())))
                .contains("the query parameter t is missing");
        assertThat(check.secretParameters()).containsExactly("t");
    }

    @Test
    void nothing_showsASecret() {
        for (Object shown : List.of(
                SharedToken.bearer(TOKEN),
                SharedToken.header("h", TOKEN),
                SharedToken.query("t", TOKEN),
                TwilioSignature.of(TOKEN),
                new UpgradeRequest("h", "/a?t=" + TOKEN, Map.of("t", TOKEN), Map.of("authorization", TOKEN)))) {
            assertThat(shown.toString()).doesNotContain(TOKEN);
        }
    }

    private static UpgradeRequest signed(String host, String path, String signature) {
        return new UpgradeRequest(host, path, Map.of(), Map.of("x-twilio-signature", signature));
    }

    private static UpgradeRequest with(String header, String value) {
        return new UpgradeRequest("h", "/", Map.of(), Map.of(header, value));
    }
}
