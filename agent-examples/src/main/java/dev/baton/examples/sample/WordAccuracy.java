package dev.baton.examples.sample;

import java.util.List;
import java.util.Locale;

/**
 * How many words were understood, by the usual alignment with the fewest errors (Levenshtein's distance over words).
 *
 * @param expected words that were said
 * @param substituted words heard as another
 * @param deleted words that were said and not heard
 * @param inserted words that were heard and not said
 */
public record WordAccuracy(int expected, int substituted, int deleted, int inserted) {
    /** Nothing said, nothing heard. */
    public static final WordAccuracy NONE = new WordAccuracy(0, 0, 0, 0);

    private static final WordAccuracy RIGHT = new WordAccuracy(1, 0, 0, 0);
    private static final WordAccuracy WRONG = new WordAccuracy(1, 1, 0, 0);
    private static final WordAccuracy MISSED = new WordAccuracy(1, 0, 1, 0);
    private static final WordAccuracy INVENTED = new WordAccuracy(0, 0, 0, 1);

    /** Compares words after lower-casing, without punctuation other than the apostrophe. */
    public static WordAccuracy of(String said, String heard) {
        return of(words(said), words(heard));
    }

    static List<String> words(String text) {
        String plain = text.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}']+", " ")
                .strip();
        return plain.isEmpty() ? List.of() : List.of(plain.split(" ", -1));
    }

    private static WordAccuracy of(List<String> said, List<String> heard) {
        var best = new WordAccuracy[said.size() + 1][heard.size() + 1];
        for (int i = 0; i <= said.size(); i++) {
            for (int j = 0; j <= heard.size(); j++) {
                best[i][j] = i == 0
                        ? new WordAccuracy(0, 0, 0, j)
                        : j == 0
                                ? new WordAccuracy(i, 0, i, 0)
                                : better(
                                        best[i - 1][j - 1].plus(
                                                said.get(i - 1).equals(heard.get(j - 1)) ? RIGHT : WRONG),
                                        better(best[i - 1][j].plus(MISSED), best[i][j - 1].plus(INVENTED)));
            }
        }
        return best[said.size()][heard.size()];
    }

    private static WordAccuracy better(WordAccuracy one, WordAccuracy other) {
        return one.errors() <= other.errors() ? one : other;
    }

    public WordAccuracy plus(WordAccuracy other) {
        return new WordAccuracy(
                expected + other.expected,
                substituted + other.substituted,
                deleted + other.deleted,
                inserted + other.inserted);
    }

    /** Words that were said and heard as they were said. */
    public int right() {
        return expected - substituted - deleted;
    }

    public int errors() {
        return substituted + deleted + inserted;
    }

    /** One minus the word error rate, in percent and never below 0; invented words count against it. */
    public double percent() {
        if (expected == 0) {
            return inserted == 0 ? 100 : 0;
        }
        return Math.max(0, 100.0 * (expected - errors()) / expected);
    }
}
