package dev.baton.vad;

/** Found by {@link java.util.ServiceLoader}; makes one detector per call. Safe for use by many threads. */
public interface VoiceActivityDetectorProvider {
    /** Short and unique, as people type it: {@code energy}. */
    String name();

    boolean supports(int sampleRateHz);

    /** @throws IllegalArgumentException if the rate is not supported */
    VoiceActivityDetector create(int sampleRateHz);
}
