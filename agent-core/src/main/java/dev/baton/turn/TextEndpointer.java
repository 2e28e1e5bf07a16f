package dev.baton.turn;

import java.util.List;

/**
 * The quiet that suits what has been said, and where the words tell nothing, the caller: {@link AdaptiveEndpointer}.
 *
 * <ul>
 *   <li>A number that is being dictated needs the quiet of a caller who pauses between its groups, one with as many digits as whole numbers have only the shortest.
 *   <li>A filler, a conjunction or an article at the end promises more, as does "double".
 *   <li>Yes, no and thanks are whole answers, and so is final text that the recogniser closes with a full stop or a question mark.
 * </ul>
 */
final class TextEndpointer implements Endpointer {
    private static final double UNFINISHED_TIMES = 1.5;
    private static final String CLOSING = ".?!\u3002\uff1f\uff01";

    private final AdaptiveEndpointer byEar = new AdaptiveEndpointer();

    @Override
    public long quietNanos(TurnSoFar turn) {
        long shortest = turn.settings().minEndpointing().toNanos();
        if (turn.patienceNanos() >= 0) {
            return patient(turn, shortest);
        }
        var language = turn.settings().words();
        var words = Words.list(turn.text());
        if (words.isEmpty()) {
            return byEar.quietNanos(turn);
        }
        var digits = SpokenDigits.in(words, language);
        if (digits.openEnded() || (digits.trailing() == 0 && isUnfinished(words, language))) {
            long longest = turn.settings().maxEndpointing().toNanos();
            return Math.min(Math.round(UNFINISHED_TIMES * AdaptiveEndpointer.ofCaller(turn)), longest);
        }
        if (digits.trailing() > 0) {
            return isWhole(turn, digits, language) ? shortest : AdaptiveEndpointer.ofCaller(turn);
        }
        return isSentence(turn, words, language) ? shortest : AdaptiveEndpointer.ofCaller(turn);
    }

    /** Of an expected number the rhythm may tell more than its length. */
    private static long patient(TurnSoFar turn, long shortest) {
        var expected = turn.expected();
        boolean dictated = expected != null
                && expected.kind() == ExpectedAnswer.Kind.DIGITS
                && expected.digitCount() == 0
                && AdaptiveEndpointer.endsDictation(turn.bursts());
        return dictated ? Math.min(shortest, turn.patienceNanos()) : FixedEndpointer.patient(turn, shortest);
    }

    private static boolean isWhole(TurnSoFar turn, SpokenDigits digits, LanguageWords language) {
        return language.numberLengths().contains(digits.trailing()) || AdaptiveEndpointer.endsDictation(turn.bursts());
    }

    private static boolean isUnfinished(List<String> words, LanguageWords language) {
        String last = words.get(words.size() - 1);
        return language.fillers().contains(last) || language.unfinished().contains(last);
    }

    private static boolean isSentence(TurnSoFar turn, List<String> words, LanguageWords language) {
        if (Answers.isYesNo(words, language)) {
            return true;
        }
        String finals = turn.finals();
        return turn.interim().isEmpty()
                && !finals.isEmpty()
                && !finals.endsWith("..")
                && CLOSING.indexOf(finals.charAt(finals.length() - 1)) >= 0;
    }
}
