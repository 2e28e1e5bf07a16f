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

    /**
     * Nats by which a word alone has to beat the out-of-grammar branch at the end. A tone, a hum or a keyboard that is taken for a word beats it by 10 to 41, a word
     * that was said by 55 and more.
     */
    private static final double LEAD_OF_ONE_WORD = 48;

    /** Nats per word by which two words and more may fall behind: "five five five" pays for three words and was 14 a word behind, and no noise falls into words. */
    private static final double ARREARS_OF_A_WORD = 25;

    /** All that the out-of-grammar branch says. */
    private static final String UNKNOWN = edu.cmu.sphinx.linguist.dictionary.Word.UNKNOWN.getSpelling();

    private final FrameBests bests;
    private final LogMath log = LogMath.getLogMath();

    BestPath(FrameBests bests) {
        this.bests = bests;
    }

    /** The words so far. */
    Transcript words(@Nullable Result result) {
        return wordsUpTo(result == null ? null : result.getBestToken());
    }

    /**
     * The words of the whole utterance. One price for leaving the grammar cannot fit both a short word and a row of words, so this compares the best path in
     * the grammar with the best one outside, by the number of its words.
     */
    Transcript finalWords(@Nullable Result result) {
        if (result == null) {
            return Transcript.EMPTY;
        }
        @Nullable Token best = result.getBestToken();
        @Nullable Token inside = null;
        @Nullable Token outside = null;
        for (Token token : result.getResultTokens()) {
            if (isOutside(token)) {
                outside = better(token, outside);
            } else if (countWords(token) > 0) {
                inside = better(token, inside);
            }
        }
        boolean silence = best != null && !isOutside(best) && countWords(best) == 0;
        if (inside == null || outside == null || silence) {
            return wordsUpTo(best);
        }
        double lead = log.logToLn(inside.getScore() - outside.getScore());
        int words = countWords(inside);
        double needed = words == 1 ? LEAD_OF_ONE_WORD : -ARREARS_OF_A_WORD * words;
        return lead < needed ? Transcript.EMPTY : wordsUpTo(inside);
    }

    private static Token better(Token token, @Nullable Token other) {
        return other == null || token.getScore() > other.getScore() ? token : other;
    }

    private static boolean isOutside(Token last) {
        for (Token token = last; token != null; token = token.getPredecessor()) {
            if (token.isWord() && token.getWord().getSpelling().equals(UNKNOWN)) {
                return true;
            }
        }
        return false;
    }

    private static int countWords(Token last) {
        int words = 0;
        for (Token token = last; token != null; token = token.getPredecessor()) {
            if (token.isWord() && isSaid(token.getWord())) {
                words++;
            }
        }
        return words;
    }

    /** Silence in the grammar and the unknown word stand between angle brackets. */
    private static boolean isSaid(edu.cmu.sphinx.linguist.dictionary.Word word) {
        return !word.isFiller() && !word.getSpelling().startsWith("<");
    }

    private Transcript wordsUpTo(@Nullable Token last) {
        var words = new ArrayList<Word>();
        int frame = bests.frames();
        int endFrame = frame;
        double shortfall = 0;
        for (Token token = last; token != null; token = token.getPredecessor()) {
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
        if (!isSaid(word)) {
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
