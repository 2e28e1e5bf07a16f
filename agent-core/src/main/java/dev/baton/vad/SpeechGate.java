package dev.baton.vad;

import java.time.Duration;

/**
 * Turns a detector's probabilities into the beginnings and ends of speech.
 *
 * <pre>{@code
 *               p > start            evidence >= minSpeech
 *   QUIET --------------> CANDIDATE ----------------------> SPEAKING
 *     ^                       |                                |
 *     +-- SPIKE: none is left +                                |
 *     +----------------------- ENDED: hangover after the last voiced window
 * }</pre>
 *
 * <p>Evidence is time that is surely speech: a window of length w adds {@code w * (p - start) / (1 - start)}, less than its length where the detector is not sure, and takes away as much as it is below {@code start}. So the closure
 * of a "t" costs a word little, a detector that wavers needs longer than one that is sure, and two clicks with silence between them never add up to speech. This is the cumulative sum test, E. S. Page, "Continuous inspection
 * schemes", Biometrika 41, 1954.
 *
 * <p>Before there is any evidence there may be a hint: a consonant such as "s" is hardly told from noise until its vowel comes. While the probability has lately risen to the suspect threshold, {@link #suspecting()}
 * says that what follows should be waited for, before quiet is called quiet.
 *
 * <p>An end is decided later than it happened, and a start too: each decision leaves the position of the sound itself in {@link #onsetPosition()} and
 * {@link #endPosition()}, while {@link #position()} is the position of the decision. Positions count samples from the first window and are exact to the window.
 *
 * <p>Belongs to one stream and one thread; a pure function of the probabilities; allocates nothing.
 */
public final class SpeechGate {
    /** What one window decided. */
    public enum Decision {
        NONE,
        /** Speech has begun, at {@link SpeechGate#onsetPosition()}. */
        STARTED,
        /** Speech has ended, at {@link SpeechGate#endPosition()}. */
        ENDED,
        /** A sound ended before it counted as speech, from {@link SpeechGate#onsetPosition()} to {@link SpeechGate#endPosition()}. */
        SPIKE
    }

    private enum State {
        QUIET,
        CANDIDATE,
        SPEAKING
    }

    private static final float ROUNDING_SAMPLES = 0.5f;

    /** The longest consonants before a vowel take some 200 ms. A probability that stays up for longer is that of a noise. */
    private static final int LONGEST_HINT_MS = 250;

    private final float startThreshold;
    private final float evidencePerExcess;
    private final float stopThreshold;
    private final float suspectThreshold;
    private final int windowSamples;
    private final long minSpeechSamples;
    private final long hangoverSamples;
    private final long onsetLeadSamples;
    private final long hintSamples;

    private State state = State.QUIET;
    private long position;
    private long candidateOnset;
    private float evidence;
    private long lastVoicedEnd;
    private long evidencePosition;
    private long onsetPosition;
    private long endPosition;
    private long spokenTo;
    /** Where the latest probability that was not below the suspect threshold rose to it, -1 if it is below. */
    private long hintFrom;

    /**
     * @param sampleRateHz of the stream that the windows are cut from
     * @param windowSamples length of one window
     */
    public SpeechGate(SpeechGateConfig config, int sampleRateHz, int windowSamples) {
        if (sampleRateHz <= 0 || windowSamples <= 0) {
            throw new IllegalArgumentException("sampleRateHz and windowSamples must be positive, sampleRateHz="
                    + sampleRateHz + ", windowSamples=" + windowSamples);
        }
        this.startThreshold = config.startThreshold();
        this.evidencePerExcess = 1 / (1 - startThreshold);
        this.stopThreshold = config.stopThreshold();
        this.suspectThreshold = config.suspectThreshold();
        this.hintSamples = LONGEST_HINT_MS * (long) sampleRateHz / 1_000;
        this.windowSamples = windowSamples;
        this.minSpeechSamples = samples(config.minSpeech(), sampleRateHz);
        this.hangoverSamples = samples(config.hangover(), sampleRateHz);
        this.onsetLeadSamples = samples(config.onsetLead(), sampleRateHz);
        reset();
    }

    private static long samples(Duration duration, int sampleRateHz) {
        return duration.toNanos() * sampleRateHz / 1_000_000_000L;
    }

    /**
     * Takes the next window.
     *
     * @param probability of speech in this window; not a number counts as none
     */
    public Decision accept(float probability) {
        // Not a number compares false with everything.
        float likely = probability > 0 ? probability : 0;
        if (likely < suspectThreshold) {
            hintFrom = -1;
        } else if (hintFrom < 0) {
            hintFrom = position;
        }
        position += windowSamples;
        return switch (state) {
            case QUIET -> whileQuiet(likely);
            case CANDIDATE -> whileCandidate(likely);
            case SPEAKING -> whileSpeaking(likely);
        };
    }

    private Decision whileQuiet(float probability) {
        if (probability <= startThreshold) {
            return Decision.NONE;
        }
        state = State.CANDIDATE;
        candidateOnset = position - windowSamples;
        evidence = 0;
        return whileCandidate(probability);
    }

    private Decision whileCandidate(float probability) {
        if (probability >= stopThreshold) {
            lastVoicedEnd = position;
        }
        evidence += windowSamples * (probability - startThreshold) * evidencePerExcess;
        if (evidence >= minSpeechSamples - ROUNDING_SAMPLES) {
            state = State.SPEAKING;
            evidencePosition = candidateOnset;
            // Never within speech that has ended.
            onsetPosition = Math.max(candidateOnset - onsetLeadSamples, spokenTo);
            return Decision.STARTED;
        }
        if (evidence > 0) {
            return Decision.NONE;
        }
        state = State.QUIET;
        evidencePosition = candidateOnset;
        onsetPosition = candidateOnset;
        endPosition = lastVoicedEnd;
        return Decision.SPIKE;
    }

    private Decision whileSpeaking(float probability) {
        if (probability >= stopThreshold) {
            lastVoicedEnd = position;
            return Decision.NONE;
        }
        if (position - lastVoicedEnd < hangoverSamples) {
            return Decision.NONE;
        }
        state = State.QUIET;
        endPosition = lastVoicedEnd;
        spokenTo = lastVoicedEnd;
        return Decision.ENDED;
    }

    /** Whether a sound goes on that may yet prove to be speech: there is some evidence, or a hint that is not older than 250 ms. */
    public boolean suspecting() {
        return switch (state) {
            case QUIET -> hintFrom >= 0 && position - hintFrom <= hintSamples;
            case CANDIDATE -> true;
            case SPEAKING -> false;
        };
    }

    /** Whether speech has started and not ended. */
    public boolean speaking() {
        return state == State.SPEAKING;
    }

    /** Samples seen so far. */
    public long position() {
        return position;
    }

    /** First sample of the first window that was evidence for the latest start or spike; -1 before the first. What is measured from the beginning of speech counts from here: nothing is added to it for sounds that are only supposed. */
    public long evidencePosition() {
        return evidencePosition;
    }

    /** First sample of the latest start or spike, a start's dated back by the lead; -1 before the first. */
    public long onsetPosition() {
        return onsetPosition;
    }

    /** The sample after the last voiced window of the latest end or spike; -1 before the first. */
    public long endPosition() {
        return endPosition;
    }

    /** As if newly created. */
    public void reset() {
        state = State.QUIET;
        position = 0;
        evidencePosition = -1;
        onsetPosition = -1;
        endPosition = -1;
        spokenTo = 0;
        hintFrom = -1;
    }
}
