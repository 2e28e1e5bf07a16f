package dev.baton.tts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SmallestSpeechTest {
    private static final String KEY = "k-0123456789";

    private static SmallestSpeechBuilder builder() {
        return new SmallestSpeechBuilder(name -> name.equals("SMALLEST_API_KEY") ? KEY : null);
    }

    private static void assertOutOfRange(Runnable setting, String... words) {
        assertThatThrownBy(setting::run).isInstanceOfSatisfying(BatonException.class, refused -> {
            assertThat(refused.code()).isEqualTo(ErrorCode.SETTING_RANGE);
            assertThat(refused.report()).contains(words);
        });
    }

    @Test
    void plain_goesToTheVendorWithTheKeyInTheHeader() {
        var voice = builder().build();

        assertThat(voice.link().uri()).isEqualTo(URI.create("wss://api.smallest.ai/waves/v1/tts/live?timeout=60"));
        assertThat(voice.link().headers()).containsEntry("Authorization", "Bearer " + KEY);
        assertThat(voice.sampleRateHz()).isEqualTo(24_000);
        assertThat(voice.name()).isEqualTo("smallest-speech");
        assertThat(voice.link().waits().keepAlive()).isEqualTo(Duration.ofSeconds(30));
        assertThat(voice
                        + voice.link().toString()
                        + voice.link().settings()
                        + voice.link().keyOrigin())
                .doesNotContain(KEY);
    }

    @Test
    void hostAndPath_areSetEachForItself() {
        assertThat(builder().host("voice.example:8443").build().link().address())
                .isEqualTo("wss://voice.example:8443/waves/v1/tts/live");
        assertThat(builder().pathPrefix("gateway/smallest").build().link().address())
                .isEqualTo("wss://api.smallest.ai/gateway/smallest/tts/live");
    }

    @Test
    void everySetting_isInTheRequest() {
        var link = builder()
                .voice("meher")
                .model(SmallestSpeechBuilder.Model.LIGHTNING_V3_1_PRO)
                .language("hi")
                .sampleRateHz(8000)
                .speed(1.25)
                .wordTimestamps(false)
                .completeBackoff(Duration.ofSeconds(1))
                .idleTimeout(Duration.ofSeconds(20))
                .build()
                .link();

        assertThat(link.uri()).hasQuery("timeout=20");
        assertThat(link.protocol().get().speak("r-1", "ja").get(0))
                .contains(
                        "\"voice_id\":\"meher\"",
                        "\"model\":\"lightning_v3.1_pro\"",
                        "\"language\":\"hi\"",
                        "\"sample_rate\":8000",
                        "\"speed\":1.25",
                        "\"word_timestamps\":false",
                        "\"complete_backoff_ms\":1000");
    }

    @Test
    void keyFromTheEnvironment_isNotSentInTheClear() {
        var link = builder()
                .url(URI.create("ws://voice.example/waves/v1/tts/live"))
                .build()
                .link();

        assertThat(link.headers()).isEmpty();
    }

    @Test
    void withoutAKey_saysWhereToPutOne() {
        assertThatThrownBy(() -> new SmallestSpeechBuilder(name -> null).build())
                .isInstanceOfSatisfying(BatonException.class, refused -> {
                    assertThat(refused.code()).isEqualTo(ErrorCode.STT_KEY_MISSING);
                    assertThat(refused.report()).contains("SMALLEST_API_KEY");
                });
    }

    @Test
    void valuesOutOfRange_areRefusedWithThoseThatAreTaken() {
        assertOutOfRange(() -> builder().sampleRateHz(48_000), "48000", "8000, 16000, 24000, 44100");
        assertOutOfRange(() -> builder().speed(3), "speed=3.0", "0.5 to 2.0");
        assertOutOfRange(() -> builder().speed(Double.NaN), "NaN");
        assertOutOfRange(() -> builder().voice("a b"), "a b");
        assertOutOfRange(() -> builder().language("english please"), "english please");
        assertOutOfRange(() -> builder().completeBackoff(Duration.ofSeconds(11)), "completeBackoff=11000ms");
        assertOutOfRange(() -> builder().answerTimeout(Duration.ZERO), "answerTimeout=0ms");
    }
}
