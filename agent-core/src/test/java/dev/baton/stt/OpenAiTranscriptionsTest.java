package dev.baton.stt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.vad.LoudnessDetector;
import dev.baton.vad.SpeechGateConfig;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiTranscriptionsTest {
    private static final String KEY = "sk-0123456789abcdef";

    private static OpenAiTranscriptionsBuilder builder(@Nullable String environment) {
        return new OpenAiTranscriptionsBuilder(name -> name.equals("OPENAI_API_KEY") ? environment : null)
                .voiceActivityDetector(LoudnessDetector.provider());
    }

    private static OpenAiTranscriptionsBuilder at(String url) {
        return builder(null).url(URI.create(url));
    }

    @Test
    void defaults_suitAVoiceAgent() {
        var service = builder(KEY).build();
        assertThat(service.uri()).hasToString("https://api.openai.com/v1/audio/transcriptions");
        assertThat(service.name()).isEqualTo("openai-transcriptions");
        assertThat(service.sampleRateHz()).isEqualTo(16_000);
        assertThat(service.showsAKey()).isTrue();
        assertThat(service.closeTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(service.capabilities())
                .isEqualTo(new SttCapabilities(
                                true,
                                SttCapabilities.FinalizeAnswers.MARKED,
                                Duration.ofMillis(300),
                                Duration.ofSeconds(3))
                        .withoutInterims());
        assertThat(service).hasToString("openai-transcriptions at https://api.openai.com/v1/audio/transcriptions");
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8080, http://127.0.0.1:8080/v1/audio/transcriptions",
        "http://127.0.0.1:8080/, http://127.0.0.1:8080/v1/audio/transcriptions",
        "http://127.0.0.1:8000/v1, http://127.0.0.1:8000/v1/audio/transcriptions",
        "http://127.0.0.1:8000/v1/, http://127.0.0.1:8000/v1/audio/transcriptions",
        "http://127.0.0.1:8080/inference, http://127.0.0.1:8080/inference",
        "http://[::1]:8080, http://[::1]:8080/v1/audio/transcriptions"
    })
    void shortAddress_isCompleted(String url, String whole) {
        assertThat(at(url).build().address()).isEqualTo(whole);
    }

    @Test
    void thisMachine_needsNoKey() {
        assertThat(at("http://127.0.0.1:8080").build().showsAKey()).isFalse();
        assertThat(at("https://localhost:8443").build().showsAKey()).isFalse();
    }

    @Test
    void anotherMachineWithoutEncryption_getsNoKeyFromTheEnvironment() {
        assertThat(builder(KEY).url(URI.create("http://10.0.0.7:8000")).build().showsAKey())
                .isFalse();
        assertThat(builder(KEY).url(URI.create("http://127.0.0.1:8000")).build().showsAKey())
                .isTrue();
        assertThat(at("http://10.0.0.7:8000").apiKey(KEY).build().showsAKey()).isTrue();
    }

    @Test
    void hostedServiceWithoutAKey_isRefusedWithWhereToPutIt() {
        assertThatThrownBy(() -> builder(null).build()).isInstanceOfSatisfying(BatonException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.STT_KEY_MISSING);
            assertThat(e.report()).contains("OPENAI_API_KEY");
        });
    }

    @Test
    void webSocketsAddress_isRefused() {
        assertThatThrownBy(() -> at("ws://127.0.0.1:8080").build())
                .isInstanceOf(BatonException.class)
                .hasMessageContaining("is not one of HTTP");
    }

    @Test
    void settingsOutOfRange_areRefused() {
        refused(settings -> settings.model(" "));
        refused(settings -> settings.prompt("x".repeat(4_001)));
        refused(settings -> settings.language("en\r\nX: y"));
        refused(settings -> settings.temperature(1.1));
        refused(settings -> settings.temperature(Double.NaN));
        refused(settings -> settings.dropNoSpeech(-0.1));
        refused(settings -> settings.preRoll(Duration.ofSeconds(3)));
        refused(settings -> settings.longestSegment(Duration.ofSeconds(1)));
        refused(settings -> settings.shortestSegment(Duration.ofMillis(99)));
        refused(settings -> settings.requestTimeout(Duration.ZERO));
        refused(settings -> settings.requestsAtOnce(0));
        refused(settings -> settings.retries(-1));
        refused(settings -> settings.waitingSegments(0));
    }

    private static void refused(Consumer<OpenAiTranscriptionsBuilder> setting) {
        var builder = at("http://127.0.0.1:8080");
        assertThatThrownBy(() -> setting.accept(builder))
                .isInstanceOfSatisfying(
                        BatonException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SETTING_RANGE));
    }

    @Test
    void gateThatNeverFitsIntoASegment_isRefused() {
        var builder = at("http://127.0.0.1:8080")
                .longestSegment(Duration.ofSeconds(2))
                .speechGate(SpeechGateConfig.defaults().withMinSpeech(Duration.ofSeconds(2)));
        assertThatThrownBy(builder::build)
                .isInstanceOfSatisfying(
                        BatonException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SETTING_CONTRADICTION));

        builder.preRoll(Duration.ofMillis(1800)).speechGate(SpeechGateConfig.defaults());
        assertThatThrownBy(builder::build).hasMessageContaining("lead of 200ms");
    }

    /** Nothing of agent-vad is on this module's class path. */
    @Test
    void withoutADetector_saysWhatToAdd() {
        assertThatThrownBy(() -> new OpenAiTranscriptionsBuilder(name -> null)
                        .url(URI.create("http://127.0.0.1:8080"))
                        .build())
                .isInstanceOfSatisfying(
                        BatonException.class, e -> assertThat(e.report()).contains("agent-vad"));
    }
}
