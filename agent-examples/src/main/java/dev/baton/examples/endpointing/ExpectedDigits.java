package dev.baton.examples.endpointing;

import dev.baton.BatonException;
import dev.baton.ErrorCode;
import dev.baton.agent.Answer;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What every question of a run expects, as the command line says it: {@code digits}, {@code digits:10}, or {@code digits:truth}, as many as the turn that is next has in truth. */
public final class ExpectedDigits {
    private static final Set<String> DIGITS =
            Set.of("zero", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");

    private static final int NOTHING = -1;
    private static final int UNKNOWN = 0;
    private static final int AS_IN_TRUTH = Integer.MAX_VALUE;

    private final int count;

    private ExpectedDigits(int count) {
        this.count = count;
    }

    /** No question expects anything. */
    public static ExpectedDigits nothing() {
        return new ExpectedDigits(NOTHING);
    }

    /** @throws BatonException if the text means none of these */
    public static ExpectedDigits parse(String text) {
        if (text.equals("digits")) {
            return new ExpectedDigits(UNKNOWN);
        }
        if (text.equals("digits:truth")) {
            return new ExpectedDigits(AS_IN_TRUTH);
        }
        if (text.matches("digits:([1-9]|[1-5][0-9]|6[0-4])")) {
            return new ExpectedDigits(Integer.parseInt(text.substring("digits:".length())));
        }
        throw new BatonException(
                ErrorCode.BAD_USAGE,
                "--expect " + text + " is none of digits, digits:N and digits:truth",
                "",
                "give N from 1 to 64, or truth for as many as each turn has in NAME.json");
    }

    public boolean needsTruth() {
        return count == AS_IN_TRUTH;
    }

    /** @param texts of the turns that are still to come */
    Optional<Answer> next(List<String> texts) {
        if (count == NOTHING) {
            return Optional.empty();
        }
        if (count != AS_IN_TRUTH) {
            return Optional.of(count == UNKNOWN ? Answer.digits() : Answer.digits(count));
        }
        var words = texts.isEmpty() ? List.<String>of() : List.of(texts.get(0).split("\\s+"));
        boolean dictated = !words.isEmpty() && DIGITS.containsAll(words);
        return dictated ? Optional.of(Answer.digits(words.size())) : Optional.empty();
    }
}
