package dev.baton.examples.recognizer;

import dev.baton.testkit.stt.Recognizer.Transcript;
import dev.baton.testkit.stt.Recognizer.Word;
import edu.cmu.sphinx.decoder.search.Token;
import edu.cmu.sphinx.result.Result;
import edu.cmu.sphinx.util.LogMath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the words off the best path through the search. A path is a chain of tokens from the last frame to the first, in which a word's token stands
 * before those of its sounds. Nothing is left of a path through the out-of-grammar branch.
 */
final class BestPath {
    private static final int FRAME_MILLIS = 10;

    /** Nats per frame by which a sound may fall short of the best one until confidence is down to 1/e. */
    private static final double SHORTFALL_NATS = 4;

    private final FrameBests bests;
    private final LogMath log = LogMath.getLogMath();

    BestPath(FrameBests bests) {
        this.bests = bests;
    }

    Transcript words(@Nullable Result result) {
        var words = new ArrayList<Word>();
        int frame = bests.frames();
        int endFrame = frame;
        double shortfall = 0;
        for (Token token = result == null ? null : result.getBestToken();
                token != null;
                token = token.getPredecessor()) {
            if (token.isWord()) {
                add(words, token.getWord(), frame, endFrame, shortfall);
                endFrame = frame;
                shortfall = 0;
            } else if (token.isEmitting() && token.getData() != null && frame > 0) {
                frame--;
                shortfall += bests.best(frame) - token.getAcousticScore();
            }
        }
        Collections.reverse(words);
        return new Transcript(words);
    }

    /** Adds a word, or the two that are said as one, last one first. */
    private void add(
            List<Word> words,
            edu.cmu.sphinx.linguist.dictionary.Word word,
            int startFrame,
            int endFrame,
            double shortfall) {
        // "<unk>" is all that the out-of-grammar branch says; no word of the grammar begins like this.
        if (word.isFiller() || word.getSpelling().startsWith("<")) {
            return;
        }
        int frames = Math.max(1, endFrame - startFrame);
        double nats = log.logToLn((float) (shortfall / frames));
        float confidence = (float) Math.min(1, Math.exp(-nats / SHORTFALL_NATS));
        String[] parts = word.getSpelling().split("_", -1);
        int letters = word.getSpelling().length() - parts.length + 1;
        long end = (long) endFrame * FRAME_MILLIS;
        for (int i = parts.length - 1; i >= 0; i--) {
            long start = i == 0
                    ? (long) startFrame * FRAME_MILLIS
                    : end - (long) frames * FRAME_MILLIS * parts[i].length() / letters;
            words.add(new Word(parts[i], start, end, confidence));
            end = start;
        }
    }
}
