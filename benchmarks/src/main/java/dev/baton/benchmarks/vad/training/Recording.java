package dev.baton.benchmarks.vad.training;

import dev.baton.benchmarks.vad.training.sound.Tape;
import dev.baton.examples.detection.SpeechTruth;

/**
 * A recording of which is known who speaks when.
 *
 * @param name of its file without the ending, for people only; nothing is concluded from it
 * @param rateHz 8000 or 16000
 * @param samples at that rate
 * @param tape the same at 8 kHz
 * @param speech whether each whole 10 ms is speech: its middle lies within an interval of the truth
 * @param noise the kind of background, {@link #CLEAN} if there is none
 * @param snrDb infinite if it is not known
 * @param speakers who speaks, as one text; empty if it is not known
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Recording(
        String name,
        int rateHz,
        short[] samples,
        Tape tape,
        SpeechTruth truth,
        boolean[] speech,
        String noise,
        double snrDb,
        String speakers) {
    static final String CLEAN = "clean";

    private static final double WELL_ABOVE_NOISE_DB = 20;
    private static final double HOPS_PER_MINUTE = 6000;

    /**
     * What the recording has in common with others, so that a network that is to judge it must not have heard those: its background, or the speakers if there is none.
     */
    public String fold() {
        return noise.equals(CLEAN) ? CLEAN + ":" + speakers : noise;
    }

    boolean hasSpeech() {
        return !truth.speech().isEmpty();
    }

    /** Whether its speech may be mixed with another background. */
    boolean isCleanSpeech() {
        return hasSpeech() && snrDb >= WELL_ABOVE_NOISE_DB;
    }

    double minutes() {
        return speech.length / HOPS_PER_MINUTE;
    }
}
