package dev.baton.vad;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import java.util.ServiceLoader;

/** Found by {@link java.util.ServiceLoader}; makes one detector per call. Safe for use by many threads. */
public interface VoiceActivityDetectorProvider {
    /** Short and unique, as people type it: {@code energy}. */
    String name();

    boolean supports(int sampleRateHz);

    /** @throws IllegalArgumentException if the rate is not supported */
    VoiceActivityDetector create(int sampleRateHz);

    /**
     * The first one on the class path.
     *
     * @throws BatonException if there is none
     */
    static VoiceActivityDetectorProvider installed() {
        return ServiceLoader.load(VoiceActivityDetectorProvider.class)
                .findFirst()
                .orElseThrow(() -> new BatonException(
                        ErrorCode.CLASS_PATH,
                        "no voice activity detector on the class path",
                        "looked for services of " + VoiceActivityDetectorProvider.class.getName(),
                        "add dev.baton:agent-vad, or give one: VoiceAgent.builder().voiceActivityDetector(..)"));
    }
}
