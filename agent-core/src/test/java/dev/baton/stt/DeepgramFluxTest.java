package dev.baton.stt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.audio.AudioEncoding;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class DeepgramFluxTest {
    private static final String KEY = "0123456789abcdef";

    private static DeepgramFluxBuilder builder() {
        return new DeepgramFluxBuilder(name -> null).apiKey(KEY);
    }

    @Test
    void defaults_leaveTheTurnsToTheService() {
        var service = builder().build();
        assertThat(service.uri())
                .hasToString(
                        "wss://api.deepgram.com/v2/listen?model=flux-general-en&encoding=linear16&sample_rate=16000");
        assertThat(service.authorization()).isEqualTo("Token " + KEY);
        assertThat(service.name()).isEqualTo("deepgram-flux");
        assertThat(service.capabilities().endsTurns()).isTrue();
        assertThat(service.capabilities().finalizes()).isFalse();
        assertThat(service.capabilities().interims()).isTrue();
    }

    @Test
    void everySetting_isAParameter() {
        var service = builder()
                .model("flux-general-multi")
                .encoding(AudioEncoding.LINEAR32)
                .sampleRateHz(48_000)
                .endOfTurn(1)
                .eagerEndOfTurn(0.3)
                .endOfTurnTimeout(Duration.ofMinutes(1))
                .keyterm("Zug")
                .keyterm("Bern")
                .languageHint("de-CH")
                .tag("a")
                .numerals(true)
                .profanityFilter(false)
                .redact("pci")
                .mipOptOut(true)
                .build();
        assertThat(service.uri())
                .hasQuery("model=flux-general-multi&encoding=linear32&sample_rate=48000&eot_threshold=1.0"
                        + "&eager_eot_threshold=0.3&eot_timeout_ms=60000&keyterm=Zug&keyterm=Bern&language_hint=de-CH"
                        + "&tag=a&numerals=true&profanity_filter=false&redact=pci&mip_opt_out=true");
    }

    @Test
    void valuesThatTheServiceDoesNotTake_areRefusedWithThoseItTakes() {
        refused(builder -> builder.model("nova-3"), "flux-general-en, flux-general-multi");
        refused(builder -> builder.endOfTurn(0.49), "0.5 to 1");
        refused(builder -> builder.eagerEndOfTurn(0.91), "0.3 to 0.9");
        refused(builder -> builder.eagerEndOfTurn(Double.NaN), "0.3 to 0.9");
        refused(builder -> builder.endOfTurnTimeout(Duration.ofMillis(499)), "500ms to 60000ms");
        refused(builder -> builder.languageHint("German!"), "a language's code");
        refused(builder -> builder.keyterm(""), "at least one word");
        refused(builder -> builder.tag("x".repeat(129)), "up to 128");
        refused(builder -> builder.redact("a b"), "a kind of words");
        refused(builder -> builder.sampleRateHz(96_000), "8000 to 48000");
    }

    @Test
    void settingsThatContradictEachOther_areRefused() {
        contradicts(builder -> builder.endOfTurn(0.5).eagerEndOfTurn(0.6));
        contradicts(builder -> builder.eagerEndOfTurn(0.8));
        contradicts(builder -> builder.languageHint("de"));
    }

    @Test
    void fluxModelOfTheFirstVersion_isSentHere() {
        assertThatThrownBy(() -> Deepgram.builder().model("flux-general-en"))
                .isInstanceOfSatisfying(
                        BatonException.class, e -> assertThat(e.remedy()).contains("DeepgramFlux.builder()"));
    }

    private static void refused(Consumer<DeepgramFluxBuilder> setting, String allowed) {
        assertThatThrownBy(() -> setting.accept(builder())).isInstanceOfSatisfying(BatonException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.SETTING_RANGE);
            assertThat(e.remedy()).contains(allowed);
        });
    }

    private static void contradicts(Consumer<DeepgramFluxBuilder> settings) {
        var builder = builder();
        settings.accept(builder);
        assertThatThrownBy(builder::build)
                .isInstanceOfSatisfying(
                        BatonException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SETTING_CONTRADICTION));
    }
}
