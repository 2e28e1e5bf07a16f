package dev.baton.vad;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.NearestName;
import java.util.ArrayList;
import java.util.ServiceLoader;

/** Found by {@link java.util.ServiceLoader}; makes one detector per call. Safe for use by many threads. */
public interface VoiceActivityDetectorProvider {
    /** Short and unique, as people type it: {@code energy}. */
    String name();

    /** A call asks for the rate of its line first, then for the recogniser's, then for 16 and 8 kHz, and converts where it must. */
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
                .orElseThrow(VoiceActivityDetectorProvider::noneInstalled);
    }

    /**
     * The one on the class path that has this {@link #name()}.
     *
     * @throws BatonException if there is none; its message lists those that are there
     */
    static VoiceActivityDetectorProvider named(String name) {
        var known = new ArrayList<String>();
        for (var provider : ServiceLoader.load(VoiceActivityDetectorProvider.class)) {
            if (provider.name().equals(name)) {
                return provider;
            }
            known.add(provider.name());
        }
        if (known.isEmpty()) {
            throw noneInstalled();
        }
        throw new BatonException(
                ErrorCode.UNKNOWN_NAME,
                "unknown voice activity detector \"" + name + "\"" + NearestName.question(name, known) + "  ("
                        + String.join(", ", known) + ")",
                "looked for services of " + VoiceActivityDetectorProvider.class.getName(),
                "use one of these, or put the one that you mean on the class path");
    }

    private static BatonException noneInstalled() {
        return new BatonException(
                ErrorCode.CLASS_PATH,
                "no voice activity detector on the class path",
                "looked for services of " + VoiceActivityDetectorProvider.class.getName(),
                "add dev.baton:agent-vad, or give one: VoiceAgent.builder().voiceActivityDetector(..)");
    }
}
