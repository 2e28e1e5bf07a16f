package dev.baton.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {
    private static final String KEY = "sk_live/0123+456789=";
    private static final URI ADDRESS = URI.create("wss://stt.example/v1/listen?language=en");

    @ParameterizedTest
    @CsvSource({
        "Authorization, Bearer sk_live/0123+456789=",
        "authorization, Token sk_live/0123+456789=",
        "X-Api-Key, sk_live/0123+456789=",
        "xi-api-key, sk_live/0123+456789=",
        "Sec-WebSocket-Protocol, 'token, sk_live/0123+456789='",
        "X-Whatever, sk_live/0123+456789="
    })
    void keyOfAHeader_isHiddenHoweverItIsWritten(String name, String value) {
        var secrets = new Secrets(ADDRESS, Map.of(name, value));

        for (var written : new String[] {
            KEY,
            KEY.replace("/", "\\/"),
            KEY.replace("=", "\\u003d"),
            KEY.replace("/", "%2F").replace("+", "%2B")
        }) {
            assertThat(secrets.without("the key " + written + " is unknown")).isEqualTo("the key *** is unknown");
        }
    }

    @Test
    void keyWithoutDigits_isHiddenWhereItsNameSaysWhatItIs() {
        var secrets = new Secrets(ADDRESS, Map.of("X-Access-Token", "swordfish", "X-Project", "appointments"));

        assertThat(secrets.without("swordfish for appointments")).isEqualTo("*** for appointments");
    }

    @ParameterizedTest
    @CsvSource({
        "token",
        "api_key",
        "apikey",
        "accessKey",
        "access_token",
        "X-Amz-Signature",
        "sig",
        "password",
        "secret"
    })
    void keyOfTheAddress_isHiddenThereAndWhereItIsRepeated(String name) {
        var uri = URI.create("wss://stt.example:8443/v1/listen?language=en&" + name + "=abc%2Bdefgh12&model=x");
        var secrets = new Secrets(uri, Map.of());

        assertThat(secrets.address(uri))
                .isEqualTo("wss://stt.example:8443/v1/listen?language=en&" + name + "=***&model=x");
        assertThat(secrets.without("refused: abc+defgh12, abc%2Bdefgh12")).isEqualTo("refused: ***, ***");
    }

    /** Words to listen for come under names with "key" in them, and are in every text. */
    @Test
    void wordsToListenFor_areNoKeys() {
        var uri = URI.create(
                "wss://stt.example/v1/listen?keyterm=appointment&keywords=wednesday:2&keyterms_prompt=nothing");
        var secrets = new Secrets(uri, Map.of());

        assertThat(secrets.address(uri)).isEqualTo(uri.toString());
        assertThat(secrets.without("an appointment on wednesday:2")).isEqualTo("an appointment on wednesday:2");
    }

    @Test
    void credentialsBeforeTheHost_areHidden() {
        var uri = URI.create("wss://user:pa55word99@stt.example/v1");
        var secrets = new Secrets(uri, Map.of());

        assertThat(secrets.address(uri)).isEqualTo("wss://stt.example/v1");
        assertThat(secrets.without("no user pa55word99")).isEqualTo("no user ***");
    }

    @Test
    void parameterWithoutAName_isHidden() {
        var uri = URI.create("ws://127.0.0.1:1/?0123456789abcdef");
        assertThat(new Secrets(uri, Map.of()).address(uri)).isEqualTo("ws://127.0.0.1:1/?***");
    }

    @Test
    void shortWords_stay() {
        var secrets = new Secrets(ADDRESS, Map.of("Authorization", "Token abc1"));
        assertThat(secrets.without("abc1 Token")).isEqualTo("abc1 Token");
    }
}
