package dev.baton.tts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CambSpeechTest {
    private static final String KEY = "k-0123456789";

    private static CambSpeechBuilder builder() {
        return new CambSpeechBuilder(name -> name.equals("CAMB_API_KEY") ? KEY : null).voice(6460);
    }

    @Test
    void plain_goesToTheVendorWithTheKeyInTheHeader() {
        var voice = builder().build();

        assertThat(voice.link().uri()).isEqualTo(URI.create("wss://client.camb.ai/apis/live-tts/ws"));
        assertThat(voice.link().headers()).containsEntry("x-api-key", KEY);
        assertThat(voice.sampleRateHz()).isEqualTo(24_000);
        assertThat(voice.name()).isEqualTo("camb-speech");
        assertThat(voice + voice.link().settings()).doesNotContain(KEY);
    }

    @Test
    void keyInTheAddress_isInNoText() {
        var link = builder().keyInAddress().build().link();

        assertThat(link.headers()).isEmpty();
        assertThat(link.uri()).hasQuery("api_key=" + KEY);
        assertThat(link + link.address() + link.settings()).doesNotContain(KEY);
    }

    @Test
    void keyOfTheAddress_isEnoughAndIsASecret() {
        var link = new CambSpeechBuilder(name -> null)
                .voice(1)
                .url(URI.create("wss://client.camb.ai/apis/live-tts/ws?api_key=" + KEY))
                .build()
                .link();

        assertThat(link.secrets()).contains(KEY);
        assertThat(link.address()).doesNotContain(KEY);
    }

    @Test
    void hostAndPath_areSetEachForItself() {
        assertThat(builder().host("voice.example").build().link().address())
                .isEqualTo("wss://voice.example/apis/live-tts/ws");
        assertThat(builder().pathPrefix("/gateway").build().link().address())
                .isEqualTo("wss://client.camb.ai/gateway/ws");
    }

    @Test
    void everySetting_isInTheFirstMessage() {
        var link = builder()
                .language("PT-br")
                .outputFormat(CambSpeechBuilder.OutputFormat.PCM_S16LE)
                .sampleRateHz(48_000)
                .speakingRate(1.5)
                .wordTimestamps(false)
                .idleFlush(Duration.ofMillis(2_500))
                .build()
                .link();

        assertThat(link.protocol().get().greeting())
                .containsExactly("{\"type\":\"session.start\",\"voice_id\":6460,\"language\":\"pt-br\","
                        + "\"output_format\":\"pcm_s16le\",\"sample_rate\":48000,\"word_timestamps\":false,"
                        + "\"idle_timeout\":2.5,\"speaking_rate\":1.5}");
        assertThat(link.waits().settle()).isEqualTo(Duration.ofMillis(3_500));
    }

    @Test
    void withoutAVoice_saysSo() {
        assertThatThrownBy(() -> new CambSpeechBuilder(name -> KEY).build())
                .isInstanceOfSatisfying(BatonException.class, refused -> {
                    assertThat(refused.code()).isEqualTo(ErrorCode.SETTING_RANGE);
                    assertThat(refused.report()).contains("no voice is set");
                });
    }

    @Test
    void valuesOutOfRange_areRefused() {
        assertThatThrownBy(() -> builder().voice(0)).hasMessageContaining("voice=0");
        assertThatThrownBy(() -> builder().language("english!")).hasMessageContaining("english!");
        assertThatThrownBy(() -> builder().sampleRateHz(12_345)).hasMessageContaining("12345");
        assertThatThrownBy(() -> builder().speakingRate(0)).hasMessageContaining("speakingRate=0.0");
        assertThatThrownBy(() -> builder().idleFlush(Duration.ZERO)).hasMessageContaining("idleFlush=0ms");
    }
}
