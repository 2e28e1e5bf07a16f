package dev.baton.vad.level;

import dev.baton.vad.VoiceActivityDetector;
import java.util.Objects;

/**
 * Takes whatever is loud for speech: a logistic function of the level of a window of 10 ms, DC removed, that is even at -40 dBFS.
 *
 * <p>Short-time energy is the measure of Rabiner and Sambur, "An Algorithm for Determining the Endpoints of Isolated Utterances" (Bell System Technical
 * Journal 54, 1975); theirs adapts to the background, this one does not: soft callers are not heard and a loud street talks for ever. It is here to be
 * compared with, and to show how little a detector of one's own takes.
 *
 * @param sampleRateHz 8000 or 16000
 */
public record LevelDetector(int sampleRateHz) implements VoiceActivityDetector {
    private static final double MIDDLE_DBFS = -40;
    private static final double SLOPE_DB = 3;
    private static final double FULL_SCALE_POWER = 32768.0 * 32768.0;

    public LevelDetector {
        if (sampleRateHz != 8000 && sampleRateHz != 16000) {
            throw new IllegalArgumentException("sampleRateHz must be 8000 or 16000, sampleRateHz=" + sampleRateHz);
        }
    }

    @Override
    public int windowSamples() {
        return sampleRateHz / 100;
    }

    @Override
    public float speechProbability(short[] pcm, int offset) {
        int length = windowSamples();
        Objects.checkFromIndexSize(offset, length, pcm.length);
        long sum = 0;
        long squares = 0;
        for (int i = offset; i < offset + length; i++) {
            sum += pcm[i];
            squares += pcm[i] * pcm[i];
        }
        double mean = (double) sum / length;
        double power = ((double) squares / length - mean * mean) / FULL_SCALE_POWER;
        // Digital silence lies at minus infinity, which the logistic function takes to 0.
        double dbfs = 10 * Math.log10(Math.max(power, 0));
        return (float) (1 / (1 + Math.exp((MIDDLE_DBFS - dbfs) / SLOPE_DB)));
    }

    @Override
    public void reset() {
        // Each window is judged by itself.
    }
}
