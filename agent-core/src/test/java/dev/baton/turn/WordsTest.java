package dev.baton.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "...", "?!", "- '"})
    void punctuationAlone_isNothingThatAnybodySaid(String text) {
        assertThat(Words.any(text)).isFalse();
        assertThat(Words.count(text)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "5", "... ok", "é", "好"})
    void aLetterOrADigit_isSomething(String text) {
        assertThat(Words.any(text)).isTrue();
        assertThat(Words.count(text)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "hello, 1",
        "hello world, 2",
        "'  hello ,  world!  ', 2",
        "don't, 1",
        "don\u2019t, 1",
        "'rock ''n'' roll', 3",
        "twenty-one, 2",
        "room 5b, 2"
    })
    void count_isThatOfRunsOfLettersAndDigits(String text, int words) {
        assertThat(Words.count(text)).isEqualTo(words);
    }

    @Test
    void caseAndPunctuation_makeNoDifference() {
        assertThat(Words.same("Hello, world!", "hello world")).isTrue();
        assertThat(Words.same("hello", "hello ")).isTrue();
        assertThat(Words.same("...", "")).isTrue();
        assertThat(Words.same("don't", "dont")).isFalse();
        assertThat(Words.same("hello world", "helloworld")).isFalse();
        assertThat(Words.same("hello", "hello you")).isFalse();
    }

    @Test
    void phrase_isFoundAsWholeWordsWhereItBegins() {
        assertThat(Words.indexOf("Well, stop!", "stop")).isEqualTo(6);
        assertThat(Words.indexOf("stop it", "Stop")).isZero();
        assertThat(Words.indexOf("please hold, on", "hold on")).isEqualTo(7);
        assertThat(Words.indexOf("unstoppable", "stop")).isNegative();
        assertThat(Words.indexOf("stopping", "stop")).isNegative();
        assertThat(Words.indexOf("hold it on", "hold on")).isNegative();
        assertThat(Words.indexOf("", "stop")).isNegative();
    }

    @Test
    void anyOfThePhrases_isEnough() {
        assertThat(Words.containAny("wait a moment", List.of("stop", "wait"))).isTrue();
        assertThat(Words.containAny("go on", List.of("stop", "wait"))).isFalse();
        assertThat(Words.containAny("go on", List.of())).isFalse();
    }
}
