package dev.baton.turn;

import java.util.List;

/** How much of the expected answer a text holds. */
final class Answers {
    private static final int SHORT_DATE = 6;
    private static final int LONG_DATE = 8;
    private static final int YEAR = 4;
    private static final int DAY = 2;

    private Answers() {}

    static AnswerProgress progress(ExpectedAnswer expected, LanguageWords language, String text) {
        if (!expected.isRecognisable()) {
            return AnswerProgress.OPEN;
        }
        var words = Words.list(text);
        var digits = SpokenDigits.in(words, language);
        if (words.isEmpty() || isOpenEnded(words, digits, language)) {
            return AnswerProgress.UNFINISHED;
        }
        return switch (expected.kind()) {
            case DIGITS -> digits(expected.digitCount(), digits, language);
            case DATE -> date(words, digits, language);
            case YES_NO -> yesNo(words, language);
            case FREE_SPEECH -> AnswerProgress.OPEN;
        };
    }

    /** The last word promises more; but "to" behind digits is one. */
    private static boolean isOpenEnded(List<String> words, SpokenDigits digits, LanguageWords language) {
        String last = words.get(words.size() - 1);
        return digits.openEnded()
                || language.fillers().contains(last)
                || (language.unfinished().contains(last) && digits.trailing() == 0);
    }

    private static AnswerProgress digits(int wanted, SpokenDigits digits, LanguageWords language) {
        if (wanted == 0) {
            return language.numberLengths().contains(digits.count())
                    ? AnswerProgress.PLAUSIBLE
                    : AnswerProgress.UNFINISHED;
        }
        if (digits.trailing() == wanted && digits.count() == wanted) {
            return AnswerProgress.COMPLETE;
        }
        return digits.count() < wanted ? AnswerProgress.UNFINISHED : AnswerProgress.PLAUSIBLE;
    }

    /** Day, month and year are all there is to a date; a day of a month, or "tomorrow", may be all that is meant. */
    private static AnswerProgress date(List<String> words, SpokenDigits digits, LanguageWords language) {
        boolean month = words.stream().anyMatch(language.months()::contains);
        boolean ordinal = words.stream().anyMatch(language.ordinals()::contains);
        int figures = digits.count();
        if (month) {
            // An ordinal says the day in a word; otherwise its digits stand beside the year's.
            boolean year = ordinal ? figures >= YEAR : figures > YEAR;
            boolean day = ordinal || (figures > 0 && figures <= DAY);
            return year ? AnswerProgress.COMPLETE : day ? AnswerProgress.PLAUSIBLE : AnswerProgress.UNFINISHED;
        }
        if (figures == LONG_DATE) {
            return AnswerProgress.COMPLETE;
        }
        boolean named = figures == 0 && words.stream().anyMatch(language.days()::contains);
        return named || figures == SHORT_DATE ? AnswerProgress.PLAUSIBLE : AnswerProgress.UNFINISHED;
    }

    /** "Yes please" is all; "yes but" is a beginning. */
    private static AnswerProgress yesNo(List<String> words, LanguageWords language) {
        return isYesNo(words, language) ? AnswerProgress.COMPLETE : AnswerProgress.OPEN;
    }

    /** Whether the words say yes or no, and nothing else but courtesies. */
    static boolean isYesNo(List<String> words, LanguageWords language) {
        return words.stream().anyMatch(word -> isYesOrNo(word, language))
                && words.stream()
                        .allMatch(word -> isYesOrNo(word, language)
                                || language.courtesies().contains(word));
    }

    private static boolean isYesOrNo(String word, LanguageWords language) {
        return language.yes().contains(word) || language.no().contains(word);
    }
}
