package dev.baton.vad;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpeechGatePresetTest {
    @Test
    void telephone_isTheDefault() {
        assertThat(SpeechGatePreset.TELEPHONE.config()).isEqualTo(SpeechGateConfig.defaults());
    }

    @Test
    void quietRoom_hearsSoftlyAndNoisyStreetHearsHard() {
        var quiet = SpeechGatePreset.QUIET_ROOM.config();
        var normal = SpeechGatePreset.TELEPHONE.config();
        var noisy = SpeechGatePreset.NOISY_STREET.config();

        assertThat(quiet.startThreshold()).isLessThan(normal.startThreshold());
        assertThat(noisy.startThreshold()).isGreaterThan(normal.startThreshold());
        assertThat(quiet.minSpeech()).isLessThan(normal.minSpeech());
        assertThat(noisy.minSpeech()).isGreaterThan(normal.minSpeech());
    }
}
