package dev.baton.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.turn.ExpectedAnswer.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswersTest {
    private static final LanguageWords ENGLISH = LanguageWords.find("en").orElseThrow();

    private static AnswerProgress progress(Kind kind, int digits, String text) {
        return Answers.progress(new ExpectedAnswer(kind, digits), ENGLISH, text);
    }

    @ParameterizedTest
    @CsvSource({
        "five five five, UNFINISHED",
        "five five five one two three four, COMPLETE",
        "it's five five five one two three four, COMPLETE",
        "555-1234, COMPLETE",
        "five five five one two three double, UNFINISHED",
        "five five five one two three four um, UNFINISHED",
        "five five five one two three four and, UNFINISHED",
        "five five five one two three to, COMPLETE",
        "five five five one two three four five, PLAUSIBLE",
        "I do not have it, UNFINISHED",
        "one of two that end in five five five one two, PLAUSIBLE",
        "five five five one two three four please, PLAUSIBLE",
    })
    void sevenDigits_areCountedInTheText(String text, AnswerProgress progress) {
        assertThat(progress(Kind.DIGITS, 7, text)).isEqualTo(progress);
    }

    @ParameterizedTest
    @CsvSource({
        "one two three four, UNFINISHED",
        "one two three four five six seven eight nine oh, PLAUSIBLE",
        "4111 1111 1111 1111, PLAUSIBLE",
        "4111 1111 1111, UNFINISHED",
    })
    void numberOfUnknownLength_isPlausibleAtUsualOnes(String text, AnswerProgress progress) {
        assertThat(progress(Kind.DIGITS, 0, text)).isEqualTo(progress);
    }

    @ParameterizedTest
    @CsvSource({
        "the fifth of, UNFINISHED",
        "the fifth of may, PLAUSIBLE",
        "may five, PLAUSIBLE",
        "may five nineteen, UNFINISHED",
        "may five nineteen eighty four, COMPLETE",
        "the fifth of may nineteen eighty four, COMPLETE",
        "May 5th 1984, COMPLETE",
        "may, UNFINISHED",
        "05/05/1984, COMPLETE",
        "05/05/84, PLAUSIBLE",
        "tomorrow, PLAUSIBLE",
        "next monday, PLAUSIBLE",
        "well, UNFINISHED",
    })
    void date_hasDayMonthAndYear(String text, AnswerProgress progress) {
        assertThat(progress(Kind.DATE, 0, text)).isEqualTo(progress);
    }

    @ParameterizedTest
    @CsvSource({
        "Yes., COMPLETE",
        "no thank you, COMPLETE",
        "that's right, COMPLETE",
        "yes but, UNFINISHED",
        "yes tomorrow is fine, OPEN",
        "thank you, OPEN",
        "perhaps, OPEN",
    })
    void yesOrNo_isAllWithCourtesies(String text, AnswerProgress progress) {
        assertThat(progress(Kind.YES_NO, 0, text)).isEqualTo(progress);
    }

    @Test
    void freeSpeech_isNeverSeenToBeComplete() {
        assertThat(progress(Kind.FREE_SPEECH, 0, "yes")).isEqualTo(AnswerProgress.OPEN);
    }

    @Test
    void nothingSaid_isUnfinished() {
        assertThat(progress(Kind.DIGITS, 4, "")).isEqualTo(AnswerProgress.UNFINISHED);
    }
}
