package dev.baton.stt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.audio.AudioEncoding;
import dev.baton.audio.AudioFormat;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CambListenTest {
    private static final String KEY = "0123456789abcdef";

    @Test
    void defaults_goToTheDocumentedAddressWithAllFiveParametersInOrder() {
        var camb = builder().apiKey(KEY).build();
        assertThat(camb.uri())
                .hasToString("wss://client.camb.ai/apis/transcription/listen?model=boli-v5&language=en-us"
                        + "&encoding=linear16&sample_rate=16000&channels=1");
        assertThat(camb.header("x-api-key")).isEqualTo(KEY);
        assertThat(camb.header("Authorization")).isNull();
        assertThat(camb.name()).isEqualTo("camb-listen");
        assertThat(camb.sampleRateHz()).isEqualTo(16_000);
        assertThat(camb.closeTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(camb.capabilities())
                .isEqualTo(new SttCapabilities(
                        false,
                        SttCapabilities.FinalizeAnswers.BY_AUDIO,
                        Duration.ZERO,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(3)));
    }

    @Test
    void everySetting_isAParameter() {
        assertThat(builder()
                        .apiKey(KEY)
                        .parameter("later", "a b")
                        .sampleRateHz(8_000)
                        .encoding(AudioEncoding.ALAW)
                        .language("pt-BR")
                        .model("boli-v5-transcribe")
                        .build()
                        .uri()
                        .getRawQuery())
                .isEqualTo(
                        "model=boli-v5-transcribe&language=pt-br&encoding=alaw&sample_rate=8000&channels=1&later=a%20b");
    }

    @Test
    void addresses_areBothReached_andAnyOther() {
        assertThat(builder().apiKey(KEY).realtimeAddress().build().address())
                .isEqualTo("wss://realtime.camb.ai/streaming-transcription/listen");
        assertThat(builder().apiKey(KEY).host("eu.camb.test:444").build().address())
                .isEqualTo("wss://eu.camb.test:444/apis/transcription/listen");
        assertThat(builder()
                        .apiKey(KEY)
                        .pathPrefix("streaming-transcription/")
                        .build()
                        .address())
                .isEqualTo("wss://client.camb.ai/streaming-transcription/listen");
        assertThat(at("ws://127.0.0.1:4711")).isEqualTo("ws://127.0.0.1:4711/apis/transcription/listen");
        assertThat(at("ws://127.0.0.1:4711/transcription/listen"))
                .isEqualTo("ws://127.0.0.1:4711/transcription/listen");
        assertThat(at("ws://127.0.0.1:4711/x/transcription/listen?language=de-de"))
                .isEqualTo("ws://127.0.0.1:4711/x/transcription/listen");
    }

    private static String at(String url) {
        return builder().url(URI.create(url)).build().address();
    }

    @ParameterizedTest
    @CsvSource({
        "en-us, en-us",
        "en-US, en-us",
        "zh-Hans-CN, zh-hans-cn",
        "en, en",
        "EN_US, EN_US",
        "pt_br, PT_BR",
        "37, 37"
    })
    void languageOfEveryShape_isSentAsTheServiceTakesIt(String given, String sent) {
        assertThat(builder().apiKey(KEY).language(given).build().uri().getRawQuery())
                .contains("language=" + sent + "&");
    }

    @Test
    void anyEncodingAndRateOfAudio_isDeclared() {
        for (var encoding : new AudioEncoding[] {
            AudioEncoding.LINEAR16, AudioEncoding.LINEAR32, AudioEncoding.MULAW, AudioEncoding.ALAW
        }) {
            for (int rate : AudioFormat.SAMPLE_RATES_HZ) {
                var camb = builder()
                        .apiKey(KEY)
                        .encoding(encoding)
                        .sampleRateHz(rate)
                        .build();
                assertThat(camb.uri().getQuery())
                        .containsIgnoringCase("&encoding=" + encoding + "&sample_rate=" + rate + "&channels=1");
                assertThat(camb.sampleRateHz()).isEqualTo(rate);
            }
        }
    }

    @Test
    void key_comesFromTheEnvironmentOrTheAddress() {
        var camb = new CambListenBuilder(name -> name.equals("CAMB_API_KEY") ? KEY + "\n" : null).build();
        assertThat(camb.header("x-api-key")).isEqualTo(KEY);
        assertThat(camb.toString()).doesNotContain(KEY);
        var browser = builder()
                .url(URI.create("wss://client.camb.ai/apis/transcription/listen?x_api_key=" + KEY))
                .build();
        assertThat(browser.uri().getQuery()).startsWith("x_api_key=" + KEY + "&model=");
        assertThat(browser.address() + browser).doesNotContain(KEY);
        assertThatThrownBy(() -> builder().build())
                .isInstanceOfSatisfying(
                        BatonException.class,
                        e -> assertThat(e.report())
                                .startsWith("error BT-200: camb-listen needs a key")
                                .contains("do: set CAMB_API_KEY"));
    }

    @Test
    void settingOutOfRange_isRefusedWithWhatIsAllowed() {
        refused(b -> b.model(""), "model=\"\"", "boli-v5-transcribe");
        refused(b -> b.model("boli v5"), "boli v5", "boli-v5-transcribe");
        for (var language : new String[] {"", "e", "english language", "en-", "en--us", "_US", "en us", "1234567"}) {
            refused(b -> b.language(language), "language=\"" + language + "\"", "EN_US");
        }
        refused(b -> b.sampleRateHz(44_000), "sampleRateHz=44000", "8000, 11025, 12000, 16000");
        refused(b -> b.encoding(AudioEncoding.FLOAT32), "encoding=FLOAT32", "LINEAR16, LINEAR32, MULAW, ALAW");
        refused(b -> b.host("not a host").build(), "host or path", "wss://client.camb.ai/apis/transcription/listen");
        refused(b -> b.url(URI.create("https://client.camb.ai/x")).build(), "scheme=https", "client.camb.ai");
        assertThatThrownBy(() -> builder().parameter("channels", "2"))
                .isInstanceOfSatisfying(
                        BatonException.class, e -> assertThat(e.remedy()).contains("one channel is sent"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://client.camb.ai/apis/transcribe",
                "https://client.camb.ai/apis/transcription/transcribe",
                "wss://client.camb.ai/apis/transcription/transcribe/",
                "https://client.camb.ai/apis/transcribe/7f3a-1"
            })
    void addressOfTheJobBasedService_isRefusedAndSaysWhatToUse(String url) {
        refused(b -> b.url(URI.create(url)), "job-based", "wss://client.camb.ai/apis/transcription/listen");
    }

    private static CambListenBuilder builder() {
        return new CambListenBuilder(name -> null);
    }

    private static void refused(Consumer<CambListenBuilder> setting, String what, String allowed) {
        assertThatThrownBy(() -> setting.accept(builder().apiKey(KEY)))
                .isInstanceOfSatisfying(BatonException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.SETTING_RANGE);
                    assertThat(e.report()).contains(what, allowed).doesNotContain(KEY);
                });
    }
}
