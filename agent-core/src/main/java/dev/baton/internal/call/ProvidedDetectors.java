package dev.baton.internal.call;

import dev.baton.vad.VoiceActivityDetector;
import dev.baton.vad.VoiceActivityDetectorProvider;
import java.util.stream.IntStream;

/** Detectors of one provider, each at the first rate that it can work at; at the last two it is behind a converter of its own. */
public record ProvidedDetectors(VoiceActivityDetectorProvider provider) implements CallSetup.Detectors {
    @Override
    public VoiceActivityDetector create(int lineHz, int recogniserHz) {
        return provider.create(sampleRateHz(lineHz, recogniserHz));
    }

    @Override
    public String name() {
        return provider.name();
    }

    @Override
    public int sampleRateHz(int lineHz, int recogniserHz) {
        return IntStream.of(lineHz, recogniserHz, 16_000)
                .filter(provider::supports)
                .findFirst()
                .orElse(8_000);
    }
}
