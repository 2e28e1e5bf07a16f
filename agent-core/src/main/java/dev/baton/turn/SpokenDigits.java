package dev.baton.turn;

import dev.baton.turn.LanguageWords.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many digits words stand for, as they would be written down: "five oh double two" are 4, "forty two" are 2, "nineteen eighty four" are 4, "eight hundred" are 3, "555-1234" are 7.
 *
 * @param count in all
 * @param trailing those behind the last word that is none
 * @param openEnded whether the text ends in a word that only says how the next digit is repeated
 */
record SpokenDigits(int count, int trailing, boolean openEnded) {
    static SpokenDigits in(List<String> words, LanguageWords language) {
        int count = 0;
        int run = 0;
        int at = 0;
        while (at < words.size()) {
            int digits = digitsAt(words, at, language);
            if (digits > 0) {
                count += digits;
                run += digits;
            } else if (!isInside(words, at, language)) {
                run = 0;
            }
            at++;
        }
        boolean open = !words.isEmpty() && language.repeats().containsKey(words.get(words.size() - 1));
        return new SpokenDigits(count, run, open);
    }

    /** What the word adds, given its neighbours. */
    private static int digitsAt(List<String> words, int at, LanguageWords language) {
        String word = words.get(at);
        if (LanguageWords.isFigures(word)) {
            return word.length() == 1 ? repeated(words, at, language) : word.length();
        }
        var kind = language.kinds().get(word);
        if (kind == null) {
            return 0;
        }
        return switch (kind) {
            case DIGIT -> single(words, at, language);
            case HOMOPHONE -> isAmongDigits(words, at, language) ? single(words, at, language) : 0;
            case TEEN -> 2;
            // "forty" is written 40, and "forty two" 42: the digit behind it adds nothing.
            case TEN -> 2;
            case HUNDRED -> isNumber(words, at - 1, language) ? zeros(2, words, at + 1, language) : 0;
            case THOUSAND -> isNumber(words, at - 1, language) ? zeros(3, words, at + 1, language) : 0;
            case JOIN -> 0;
        };
    }

    private static int single(List<String> words, int at, LanguageWords language) {
        if (kindAt(words, at - 1, language) == Kind.TEN && language.values().getOrDefault(words.get(at), 0) > 0) {
            return 0;
        }
        return repeated(words, at, language);
    }

    private static int repeated(List<String> words, int at, LanguageWords language) {
        Integer times = at > 0 ? language.repeats().get(words.get(at - 1)) : null;
        return times == null ? 1 : times;
    }

    /** How many of the zeros of "hundred" or "thousand" are left by the number that follows: "eight hundred twenty two" is 822, but "eight hundred five five five" dictates 800. */
    private static int zeros(int zeros, List<String> words, int next, LanguageWords language) {
        boolean joined = kindAt(words, next, language) == Kind.JOIN;
        var kind = kindAt(words, joined ? next + 1 : next, language);
        if (kind == Kind.TEN || kind == Kind.TEEN) {
            return zeros - 2;
        }
        return joined && kind == Kind.DIGIT ? zeros - 1 : zeros;
    }

    /** Whether a word that is no number itself stands within one: "double", or the "and" behind "hundred". */
    private static boolean isInside(List<String> words, int at, LanguageWords language) {
        var kind = language.kinds().get(words.get(at));
        if (kind == Kind.JOIN) {
            var before = kindAt(words, at - 1, language);
            return before == Kind.HUNDRED || before == Kind.THOUSAND;
        }
        return kind == Kind.DIGIT
                || kind == Kind.HUNDRED
                || kind == Kind.THOUSAND
                || language.repeats().containsKey(words.get(at));
    }

    private static boolean isAmongDigits(List<String> words, int at, LanguageWords language) {
        boolean first = at == 0;
        boolean last = at == words.size() - 1;
        return !(first && last)
                && (first || isNumber(words, at - 1, language))
                && (last || isNumber(words, at + 1, language));
    }

    private static boolean isNumber(List<String> words, int at, LanguageWords language) {
        if (at < 0 || at >= words.size()) {
            return false;
        }
        var kind = language.kinds().get(words.get(at));
        return (kind != null && kind != Kind.JOIN)
                || LanguageWords.isFigures(words.get(at))
                || language.repeats().containsKey(words.get(at));
    }

    private static @Nullable Kind kindAt(List<String> words, int at, LanguageWords language) {
        return at >= 0 && at < words.size() ? language.kinds().get(words.get(at)) : null;
    }
}
