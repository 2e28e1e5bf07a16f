package dev.baton.examples.recognizer;

import edu.cmu.sphinx.decoder.scorer.Scoreable;
import edu.cmu.sphinx.decoder.scorer.SimpleAcousticScorer;
import edu.cmu.sphinx.decoder.search.Token;
import edu.cmu.sphinx.frontend.BaseDataProcessor;
import edu.cmu.sphinx.frontend.Data;
import java.util.Arrays;
import java.util.List;

/**
 * Scores sounds against frames, and keeps how well the best of all sounds fitted each frame: the yardstick for a word's confidence. Among the sounds are
 * all phones of the out-of-grammar branch as long as it is in the race.
 */
final class FrameBests extends SimpleAcousticScorer {
    private float[] bests = new float[512];
    private int frames;

    FrameBests(BaseDataProcessor frontEnd) {
        super(frontEnd, null);
    }

    @Override
    public void startRecognition() {
        super.startRecognition();
        frames = 0;
    }

    @Override
    protected <T extends Scoreable> T doScoring(List<T> sounds, Data frame) {
        T winner = super.doScoring(sounds, frame);
        float best = Float.NEGATIVE_INFINITY;
        for (T sound : sounds) {
            if (sound instanceof Token token) {
                best = Math.max(best, token.getAcousticScore());
            }
        }
        if (frames == bests.length) {
            bests = Arrays.copyOf(bests, 2 * frames);
        }
        bests[frames++] = best;
        return winner;
    }

    /** Log likelihood of the best sound in a frame, in Sphinx-4's log base; frames count from 0. */
    float best(int frame) {
        return bests[frame];
    }

    int frames() {
        return frames;
    }
}
