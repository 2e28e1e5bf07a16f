package dev.baton.vad;

import java.time.Duration;

/**
 * How a {@link SpeechGate} tells speech from a passing sound, and a pause from the end of speech.
 *
 * @param startThreshold probability from which a window may begin speech, in {@code (0, 1]}
 * @param stopThreshold probability from which a window continues it, in {@code (0, startThreshold]}; the distance between the two keeps a wavering
 *     detector from chopping words
 * @param minSpeech how long a sound must last before it counts as speech; shorter ones are spikes
 * @param hangover quiet after the last voiced window that ends speech; longer than a stop consonant
 */
public record SpeechGateConfig(float startThreshold, float stopThreshold, Duration minSpeech, Duration hangover) {
    private static final Duration LONGEST = Duration.ofSeconds(10);

    /**
     * 100 ms of minimum speech keep clicks and knocks out (the shortest answers, "no" or "six", are voiced for 150 ms and more); 200 ms of hangover
     * outlast the closures inside a word and leave 300 of 500 ms for the recogniser's answer.
     */
    private static final SpeechGateConfig DEFAULTS =
            new SpeechGateConfig(0.5f, 0.35f, Duration.ofMillis(100), Duration.ofMillis(200));

    public SpeechGateConfig {
        if (!(startThreshold > 0 && startThreshold <= 1)) {
            throw new IllegalArgumentException(
                    "startThreshold must be within (0, 1], startThreshold=" + startThreshold);
        }
        if (!(stopThreshold > 0 && stopThreshold <= startThreshold)) {
            throw new IllegalArgumentException("stopThreshold must be within (0, startThreshold], stopThreshold="
                    + stopThreshold + ", startThreshold=" + startThreshold);
        }
        requireUpToLongest("minSpeech", minSpeech);
        requireUpToLongest("hangover", hangover);
    }

    public static SpeechGateConfig defaults() {
        return DEFAULTS;
    }

    /** Sets both thresholds, because one bounds the other. */
    public SpeechGateConfig withThresholds(float startThreshold, float stopThreshold) {
        return new SpeechGateConfig(startThreshold, stopThreshold, minSpeech, hangover);
    }

    public SpeechGateConfig withMinSpeech(Duration minSpeech) {
        return new SpeechGateConfig(startThreshold, stopThreshold, minSpeech, hangover);
    }

    public SpeechGateConfig withHangover(Duration hangover) {
        return new SpeechGateConfig(startThreshold, stopThreshold, minSpeech, hangover);
    }

    private static void requireUpToLongest(String name, Duration value) {
        if (value.isNegative() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " must be within [0, " + LONGEST + "], " + name + "=" + value);
        }
    }
}
