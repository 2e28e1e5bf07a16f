package dev.baton.vad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.vad.level.LevelDetectorProvider;
import org.junit.jupiter.api.Test;

class NamedDetectorTest {
    @Test
    void name_findsItsProvider() {
        assertThat(VoiceActivityDetectorProvider.named("level")).isInstanceOf(LevelDetectorProvider.class);
        assertThat(VoiceActivityDetectorProvider.named("energy").name()).isEqualTo("energy");
    }

    @Test
    void unknownName_isToldWithThoseThatAreThere() {
        assertThatExceptionOfType(BatonException.class)
                .isThrownBy(() -> VoiceActivityDetectorProvider.named("enrgy"))
                .satisfies(told -> {
                    assertThat(told.code()).isEqualTo(ErrorCode.UNKNOWN_NAME);
                    assertThat(told)
                            .hasMessage(
                                    "unknown voice activity detector \"enrgy\"; did you mean \"energy\"?  (energy, level)");
                });
    }
}
