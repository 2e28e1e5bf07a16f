package dev.baton.examples.sample;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordAccuracyTest {
    @ParameterizedTest
    @CsvSource({
        // said, heard, substituted, deleted, inserted
        "one two three, one two three, 0, 0, 0",
        "one two three, one two, 0, 1, 0",
        "one two three, one four three, 1, 0, 0",
        "one two three, one two two three, 0, 0, 1",
        "one two three, '', 0, 3, 0",
        "'', one two, 0, 0, 2",
        "'', '', 0, 0, 0",
        "five five five one, five five one, 0, 1, 0",
        "one two three four, two three four five, 0, 1, 1",
        "nine o'clock a m, Nine o'clock: A.M., 0, 0, 0",
        "no no one three, know no one, 1, 1, 0",
    })
    void alignment_hasTheFewestErrors(String said, String heard, int substituted, int deleted, int inserted) {
        int expected = WordAccuracy.words(said).size();

        assertThat(WordAccuracy.of(said, heard)).isEqualTo(new WordAccuracy(expected, substituted, deleted, inserted));
    }

    @ParameterizedTest
    @CsvSource({
        "one two three four, one two three four, 4, 100",
        "one two three four, one two three five, 3, 75",
        "one two three four, one two three four five, 4, 75",
        "one, two three four, 0, 0",
        "'', '', 0, 100",
        "'', one, 0, 0",
    })
    void percent_countsInventedWordsAgainstIt(String said, String heard, int right, double percent) {
        WordAccuracy accuracy = WordAccuracy.of(said, heard);

        assertThat(accuracy.right()).isEqualTo(right);
        assertThat(accuracy.percent()).isEqualTo(percent);
    }
}
