package dev.baton.vad.level;

import dev.baton.vad.VoiceActivityDetector;
import dev.baton.vad.VoiceActivityDetectorProvider;

/** Makes {@link LevelDetector}s, at 8 and 16 kHz. */
public final class LevelDetectorProvider implements VoiceActivityDetectorProvider {
    @Override
    public String name() {
        return "level";
    }

    @Override
    public boolean supports(int sampleRateHz) {
        return sampleRateHz == 8000 || sampleRateHz == 16000;
    }

    @Override
    public VoiceActivityDetector create(int sampleRateHz) {
        return new LevelDetector(sampleRateHz);
    }
}
