package dev.baton.turn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpokenDigitsTest {
    private static final LanguageWords ENGLISH = LanguageWords.find("en").orElseThrow();

    private static SpokenDigits in(String text) {
        return SpokenDigits.in(Words.list(text), ENGLISH);
    }

    @ParameterizedTest
    @CsvSource({
        "five, 1",
        "five oh two, 3",
        "Five. Oh. Two., 3",
        "555-1234, 7",
        "my number is 555 12 34, 7",
        "double five, 2",
        "one double oh triple two, 6",
        "double 5, 2",
        "forty two, 2",
        "forty, 2",
        "forty-two, 2",
        "twenty oh five, 4",
        "nineteen eighty four, 4",
        "nineteen oh four, 4",
        "seventeen, 2",
        "eight hundred, 3",
        "eight hundred five five five, 6",
        "eight hundred twenty two, 3",
        "eight hundred and five, 3",
        "five thousand, 4",
        "two thousand twenty four, 4",
        "two thousand and five, 4",
        "one to three for, 4",
        "five ate won, 3",
        "to, 0",
        "I want to go there, 0",
        "a hundred, 0",
        "no, 0",
    })
    void words_standForSoManyDigits(String text, int count) {
        assertThat(in(text).count()).isEqualTo(count);
    }

    @Test
    void wordThatIsNoNumber_endsTheRun() {
        assertThat(in("one two uh three four five").trailing()).isEqualTo(3);
        assertThat(in("one two three thanks").trailing()).isZero();
        assertThat(in("twenty one double two").trailing()).isEqualTo(4);
        assertThat(in("eight hundred and five").trailing()).isEqualTo(3);
        assertThat(in("eight hundred twenty two").trailing()).isEqualTo(3);
    }

    @Test
    void repeatAtTheEnd_leavesTheNumberOpen() {
        assertThat(in("one two double").openEnded()).isTrue();
        assertThat(in("one two double two").openEnded()).isFalse();
        assertThat(in("").openEnded()).isFalse();
    }

    @Test
    void withoutALanguage_figuresCountAllTheSame() {
        assertThat(SpokenDigits.in(Words.list("fünf 5512"), LanguageWords.none())
                        .count())
                .isEqualTo(4);
    }
}
