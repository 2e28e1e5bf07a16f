package dev.baton.vad.energy;

import dev.baton.vad.VoiceActivityDetector;
import dev.baton.vad.VoiceActivityDetectorProvider;

/** Makes {@link EnergyDetector}s, at 8 and 16 kHz. */
public final class EnergyDetectorProvider implements VoiceActivityDetectorProvider {
    @Override
    public String name() {
        return "energy";
    }

    @Override
    public boolean supports(int sampleRateHz) {
        return EnergyDetector.supports(sampleRateHz);
    }

    @Override
    public VoiceActivityDetector create(int sampleRateHz) {
        return new EnergyDetector(sampleRateHz);
    }
}
