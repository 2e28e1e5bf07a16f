package dev.baton.stt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.audio.AudioEncoding;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmallestLightningTest {
    private static final String KEY = "sk_0123456789";

    @Test
    void defaults_suitAVoiceAgent() {
        var lightning = builder().apiKey(KEY).build();
        assertThat(lightning.uri())
                .hasToString(
                        "wss://waves-api.smallest.ai/api/v1/lightning/get_text?language=en&encoding=linear16&sample_rate=16000"
                                + "&word_timestamps=true&eou_timeout_ms=500");
        assertThat(lightning.authorization()).isEqualTo("Bearer " + KEY);
        assertThat(lightning.name()).isEqualTo("smallest-lightning");
        assertThat(lightning.sampleRateHz()).isEqualTo(16_000);
        assertThat(lightning.capabilities().finalizes()).isFalse();
        assertThat(lightning.capabilities().interims()).isTrue();
        assertThat(lightning.capabilities().keepAliveAfter()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void laterAddress_isTheOtherHostAndPath() {
        var lightning = builder().apiKey(KEY).laterAddress().build();
        assertThat(lightning.address()).isEqualTo("wss://api.smallest.ai/waves/v1/lightning/get_text");
    }

    @Test
    void everySetting_isAParameter() {
        var lightning = builder()
                .apiKey(KEY)
                .language("multi")
                .encoding(AudioEncoding.MULAW)
                .sampleRateHz(8_000)
                .wordTimestamps(false)
                .sentenceTimestamps(true)
                .fullTranscript(true)
                .eouTimeout(Duration.ofSeconds(10))
                .format(false)
                .diarize(true)
                .redactPii(true)
                .redactPci(true)
                .numerals(SmallestNumerals.OFF)
                .parameter("new_thing", "a b")
                .build();
        assertThat(lightning.uri().getRawQuery().split("&"))
                .containsExactlyInAnyOrder(
                        "language=multi",
                        "encoding=mulaw",
                        "sample_rate=8000",
                        "word_timestamps=false",
                        "sentence_timestamps=true",
                        "full_transcript=true",
                        "eou_timeout_ms=10000",
                        "format=false",
                        "diarize=true",
                        "redact_pii=true",
                        "redact_pci=true",
                        "numerals=false",
                        "new_thing=a%20b");
    }

    /** A turn waits for the final that the service makes after that silence, and not much longer. */
    @Test
    void settleTimeout_followsTheServicesSilenceUnlessSet() {
        assertThat(settle(b -> {})).isEqualTo(Duration.ofMillis(1_500));
        assertThat(settle(b -> b.eouTimeout(Duration.ofSeconds(4)))).isEqualTo(Duration.ofSeconds(5));
        assertThat(settle(b -> b.settleTimeout(Duration.ofMillis(700)))).isEqualTo(Duration.ofMillis(700));
    }

    @Test
    void settleTimeoutBelowTheServicesSilence_isRefused() {
        assertThatThrownBy(() ->
                        settle(b -> b.settleTimeout(Duration.ofMillis(700)).eouTimeout(Duration.ofSeconds(4))))
                .isInstanceOfSatisfying(BatonException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.SETTING_CONTRADICTION);
                    assertThat(e.report()).contains("settleTimeout=700ms", "eouTimeout=4000ms");
                });
    }

    private static Duration settle(Consumer<SmallestLightningBuilder> settings) {
        var builder = builder().apiKey(KEY);
        settings.accept(builder);
        return builder.build().capabilities().settleTimeout();
    }

    @Test
    void tokenInTheAddress_takesTheKeysPlace() {
        var lightning = builder()
                .url(URI.create("wss://gate.test/api/v1/lightning/get_text?token=abc&language=de"))
                .build();
        assertThat(lightning.authorization()).isNull();
        assertThat(lightning.uri().getRawQuery()).startsWith("token=abc&language=de&encoding=");
        assertThat(lightning.address()).isEqualTo("wss://gate.test/api/v1/lightning/get_text");
    }

    @Test
    void addressWithoutPath_getsTheUsualOne() {
        assertThat(builder().url(URI.create("ws://127.0.0.1:4711")).build().address())
                .isEqualTo("ws://127.0.0.1:4711/api/v1/lightning/get_text");
    }

    @Test
    void noKey_isToldInThreeParts() {
        assertThatThrownBy(() -> builder().build()).isInstanceOfSatisfying(BatonException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.STT_KEY_MISSING);
            assertThat(e.report())
                    .startsWith("error BT-200: smallest-lightning needs a key")
                    .contains("SMALLEST_API_KEY", "\n  do: ");
        });
    }

    @Test
    void settingOutOfRange_isRefusedWithWhatIsAllowed() {
        refused(b -> b.language("ja"), "language=ja", "bg, bn, cs");
        refused(b -> b.sampleRateHz(11_025), "sampleRateHz=11025", "8000, 16000, 22050");
        refused(b -> b.encoding(AudioEncoding.LINEAR32), "encoding=LINEAR32", "LINEAR16, MULAW, ALAW");
        refused(b -> b.eouTimeout(Duration.ofMillis(99)), "eouTimeout=99ms", "100ms to 10000ms");
        refused(b -> b.eouTimeout(Duration.ofSeconds(11)), "eouTimeout=11000ms", "100ms to 10000ms");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.smallest.ai/waves/v1/stt/",
                "wss://api.smallest.ai/waves/v1/stt",
                "https://api.smallest.ai/waves/v1/stt/?model=pulse-pro&token=sk_0123456789",
                "wss://api.smallest.ai/waves/v1/stt/live?model=pulse-pro&token=sk_0123456789",
                "https://api.smallest.ai/waves/v1/stt/jobs/7",
                "https://api.smallest.ai/waves/v1/pulse-pro/get_text"
            })
    void addressForWholeRecordings_isRefusedByBothServicesAndNamesWhatToUse(String address) {
        var url = URI.create(address);
        for (var build :
                List.<Runnable>of(() -> builder().url(url), () -> new SmallestPulseBuilder(name -> null).url(url))) {
            assertThatThrownBy(build::run).isInstanceOfSatisfying(BatonException.class, e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.SETTING_RANGE);
                assertThat(e.report())
                        .contains(
                                "whole recordings, one request or asynchronous",
                                "SmallestPulse at wss://api.smallest.ai/waves/v1/stt/live",
                                "SttStream.transcribe")
                        .doesNotContain(KEY);
            });
        }
    }

    @Test
    void modelForWholeRecordings_isRefused() {
        assertThatThrownBy(() -> new SmallestPulseBuilder(name -> null).parameter("model", "pulse-pro"))
                .isInstanceOf(BatonException.class)
                .hasMessageContaining("model=pulse-pro belongs to Smallest's transcription of whole recordings");
    }

    @Test
    void key_isShownNowhere() {
        var builder = builder().apiKey(KEY);
        var lightning = builder.build();
        assertThat(builder + " " + lightning + " " + lightning.address()).doesNotContain(KEY);
    }

    private static SmallestLightningBuilder builder() {
        return new SmallestLightningBuilder(name -> null);
    }

    private static void refused(Consumer<SmallestLightningBuilder> setting, String what, String allowed) {
        assertThatThrownBy(() -> setting.accept(builder().apiKey(KEY)))
                .isInstanceOfSatisfying(BatonException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.SETTING_RANGE);
                    assertThat(e.report()).contains(what, allowed);
                });
    }
}
