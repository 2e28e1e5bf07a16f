package dev.baton.vad;

import java.time.Duration;

/**
 * How a {@link SpeechGate} tells speech from a passing sound, and a pause from the end of speech. What each value trades:
 *
 * @param startThreshold how much noise may start a turn: probability from which a window is evidence for speech, in {@code (0, 1)}. Higher: fewer turns that nobody spoke, but soft or noisy callers are heard later or not at all
 * @param stopThreshold how eagerly speech ends: probability from which a window continues it, in {@code (0, startThreshold]}; the distance between the two keeps a wavering
 *     detector from chopping words. Lower: fewer turns that are cut in two, but noise after a turn keeps it open
 * @param suspectThreshold how faint a hint of speech makes the agent wait with its answer: probability to which a window must rise, in {@code (0, startThreshold]}; up to 250 ms are then waited for what follows. Lower: fewer turns cut in two
 *     before a soft consonant, but noise may put answers off. Equal to startThreshold: only evidence is waited for
 * @param minSpeech how late a turn may start: time that must surely be speech before it counts, see {@link SpeechGate}; what stays below is a spike. Longer: coughs, knocks and barks start no turn, but the agent yields later by as much, and
 *     the shortest answers are lost
 * @param hangover quiet after the last voiced window that ends speech; longer than a stop consonant. Longer: fewer ends within words, each known later
 * @param onsetLead how much before the first window of evidence speech is said to have begun: a detector needs some of a sound before it is sure, and consonants are softer than vowels. Longer: no first sound is cut off, but more of what
 *     was before is taken for speech
 */
public record SpeechGateConfig(
        float startThreshold,
        float stopThreshold,
        float suspectThreshold,
        Duration minSpeech,
        Duration hangover,
        Duration onsetLead) {
    private static final Duration LONGEST = Duration.ofSeconds(10);

    /**
     * For the energy detector, whose probability rises some 50 ms after a sound begins and falls as late: 40 ms of evidence keep most clicks and knocks out (the shortest answers, "no" or "six", are voiced for 150 ms and more), 200 ms
     * of lead cut off more than 100 ms of one turn in twelve; 250 ms of hangover outlast the closures inside a word and leave half of 500 ms for the recogniser's answer. Chosen on labelled calls.
     */
    private static final SpeechGateConfig DEFAULTS = new SpeechGateConfig(
            0.62f, 0.55f, 0.03f, Duration.ofMillis(40), Duration.ofMillis(250), Duration.ofMillis(200));

    public SpeechGateConfig {
        if (!(startThreshold > 0 && startThreshold < 1)) {
            throw new IllegalArgumentException(
                    "startThreshold must be within (0, 1), startThreshold=" + startThreshold);
        }
        if (!(stopThreshold > 0 && stopThreshold <= startThreshold)) {
            throw new IllegalArgumentException("stopThreshold must be within (0, startThreshold], stopThreshold="
                    + stopThreshold + ", startThreshold=" + startThreshold);
        }
        if (!(suspectThreshold > 0 && suspectThreshold <= startThreshold)) {
            throw new IllegalArgumentException("suspectThreshold must be within (0, startThreshold], suspectThreshold="
                    + suspectThreshold + ", startThreshold=" + startThreshold);
        }
        requireUpToLongest("minSpeech", minSpeech);
        requireUpToLongest("hangover", hangover);
        requireUpToLongest("onsetLead", onsetLead);
    }

    public static SpeechGateConfig defaults() {
        return DEFAULTS;
    }

    /** Sets both thresholds, because one bounds the other; the suspect threshold becomes no higher than the first. */
    public SpeechGateConfig withThresholds(float startThreshold, float stopThreshold) {
        float suspectThreshold = Math.min(this.suspectThreshold, startThreshold);
        return new SpeechGateConfig(startThreshold, stopThreshold, suspectThreshold, minSpeech, hangover, onsetLead);
    }

    public SpeechGateConfig withSuspectThreshold(float suspectThreshold) {
        return new SpeechGateConfig(startThreshold, stopThreshold, suspectThreshold, minSpeech, hangover, onsetLead);
    }

    public SpeechGateConfig withMinSpeech(Duration minSpeech) {
        return new SpeechGateConfig(startThreshold, stopThreshold, suspectThreshold, minSpeech, hangover, onsetLead);
    }

    public SpeechGateConfig withHangover(Duration hangover) {
        return new SpeechGateConfig(startThreshold, stopThreshold, suspectThreshold, minSpeech, hangover, onsetLead);
    }

    public SpeechGateConfig withOnsetLead(Duration onsetLead) {
        return new SpeechGateConfig(startThreshold, stopThreshold, suspectThreshold, minSpeech, hangover, onsetLead);
    }

    private static void requireUpToLongest(String name, Duration value) {
        if (value.isNegative() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " must be within [0, " + LONGEST + "], " + name + "=" + value);
        }
    }
}
