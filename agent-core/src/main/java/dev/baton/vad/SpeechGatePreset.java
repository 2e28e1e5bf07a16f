package dev.baton.vad;

import java.time.Duration;

/** Ready-made {@link SpeechGateConfig}s, by where the caller is. */
public enum SpeechGatePreset {
    /** Any call of which nothing is known: {@link SpeechGateConfig#defaults()}. */
    TELEPHONE,
    /** Hardly any noise: softer and shorter sounds count. */
    QUIET_ROOM,
    /** Loud all the time: speech must stand out longer, and dips into the noise do not end it. */
    NOISY_STREET;

    public SpeechGateConfig config() {
        var defaults = SpeechGateConfig.defaults();
        return switch (this) {
            case TELEPHONE -> defaults;
            case QUIET_ROOM -> defaults.withThresholds(0.5f, 0.45f).withMinSpeech(Duration.ofMillis(30));
            case NOISY_STREET ->
                defaults.withThresholds(0.78f, 0.6f)
                        .withMinSpeech(Duration.ofMillis(80))
                        .withHangover(Duration.ofMillis(300));
        };
    }
}
