package dev.baton.vad;

import java.time.Duration;

/**
 * Turns a detector's probabilities into the beginnings and ends of speech.
 *
 * <pre>{@code
 *                 p >= start                 minSpeech after the onset
 *   QUIET ----------------------> CANDIDATE --------------------------> SPEAKING
 *     ^                               |                                    |
 *     +---- SPIKE: it dipped too long +                                    |
 *     +------------------------- ENDED: hangover after the last voiced window
 * }</pre>
 *
 * An end is decided later than it happened, and a start too: each decision leaves the position of the sound itself in {@link #onsetPosition()} and
 * {@link #endPosition()}, while {@link #position()} is the position of the decision. Positions count samples from the first window and are exact to the
 * window.
 *
 * <p>A candidate survives dips of together 3/10 of the minimum speech, so that the closure of a "t" does not restart it, while two clicks with silence
 * between them never add up to speech. Belongs to one stream and one thread; a pure function of the probabilities; allocates nothing.
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

    private final float startThreshold;
    private final float stopThreshold;
    private final int windowSamples;
    private final long minSpeechSamples;
    private final long dipBudgetSamples;
    private final long hangoverSamples;

    private State state = State.QUIET;
    private long position;
    private long candidateOnset;
    private long dippedSamples;
    private long lastVoicedEnd;
    private long onsetPosition;
    private long endPosition;

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
        this.stopThreshold = config.stopThreshold();
        this.windowSamples = windowSamples;
        this.minSpeechSamples = samples(config.minSpeech(), sampleRateHz);
        this.dipBudgetSamples = minSpeechSamples * 3 / 10;
        this.hangoverSamples = samples(config.hangover(), sampleRateHz);
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
        long windowStart = position;
        position += windowSamples;
        return switch (state) {
            case QUIET -> whileQuiet(probability, windowStart);
            case CANDIDATE -> whileCandidate(probability);
            case SPEAKING -> whileSpeaking(probability);
        };
    }

    private Decision whileQuiet(float probability, long windowStart) {
        if (!(probability >= startThreshold)) {
            return Decision.NONE;
        }
        state = State.CANDIDATE;
        candidateOnset = windowStart;
        dippedSamples = 0;
        lastVoicedEnd = position;
        return startIfLongEnough();
    }

    private Decision whileCandidate(float probability) {
        if (probability >= stopThreshold) {
            lastVoicedEnd = position;
            return startIfLongEnough();
        }
        dippedSamples += windowSamples;
        if (dippedSamples <= dipBudgetSamples) {
            return Decision.NONE;
        }
        state = State.QUIET;
        onsetPosition = candidateOnset;
        endPosition = lastVoicedEnd;
        return Decision.SPIKE;
    }

    /** Only a voiced window gets here, so that a spike followed by a dip never turns into speech. */
    private Decision startIfLongEnough() {
        if (position - candidateOnset < minSpeechSamples) {
            return Decision.NONE;
        }
        state = State.SPEAKING;
        onsetPosition = candidateOnset;
        return Decision.STARTED;
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
        return Decision.ENDED;
    }

    /** Whether a sound goes on that may yet prove to be speech; it will be decided within the minimum speech and the dips it may have. */
    public boolean suspecting() {
        return state == State.CANDIDATE;
    }

    /** Whether speech has started and not ended. */
    public boolean speaking() {
        return state == State.SPEAKING;
    }

    /** Samples seen so far. */
    public long position() {
        return position;
    }

    /** First sample of the latest start or spike; -1 before the first. */
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
        onsetPosition = -1;
        endPosition = -1;
    }
}
