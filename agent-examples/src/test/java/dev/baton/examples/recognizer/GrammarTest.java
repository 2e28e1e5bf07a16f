package dev.baton.examples.recognizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigInteger;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrammarTest {
    private final Sentences sentences = new Sentences();

    @Test
    void sentencesOfUpToSixteenWords_areMoreThanABillion() {
        BigInteger count = sentences.count(16);
        assertThat(count).isGreaterThan(BigInteger.TEN.pow(9));
        // Strings of digits alone make 11 to the 16th; the exact figure is what the documentation may quote.
        assertThat(count).isGreaterThan(BigInteger.valueOf(11).pow(16));
    }

    @Test
    void sentencesOfOneWord_areNoMoreThanTheWords() {
        int words = Grammar.spellings().size();
        assertThat(sentences.count(1)).isBetween(BigInteger.valueOf(words / 2), BigInteger.valueOf(words + 1L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "on wednesday please",
                "next friday",
                "tomorrow",
                "this monday the third of march",
                "wednesday november twenty fifth please",
                "february the thirty first",
                "the twenty ninth of february",
                "on the fifteenth",
                "at half past nine",
                "nine thirty",
                "quarter to ten a_m",
                "ten o'clock",
                "at nine oh five p_m",
                "seven forty five in the evening",
                "twenty five past eight",
                "on tuesday at ten o'clock please",
                "zero one two three four five six seven eight nine oh one two three four five",
                "no no one three",
                "one two no one three",
                "my telephone number is five five five",
                "yes please",
                "no thank_you",
                "this is correct",
                "that's right",
                "thank_you goodbye",
                "hello wednesday",
                "good morning",
                "sorry no three four",
                "goodbye"
            })
    void whatACallerSays_isInTheGrammar(String sentence) {
        assertThat(sentences.accepts(sentence)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "half past",
                "half",
                "past nine",
                "quarter to",
                "a quarter",
                "five five",
                "of march",
                "the third of",
                "the",
                "on",
                "next",
                "at",
                "twenty",
                "thirty five",
                "o'clock",
                "in the morning",
                "a_m",
                "march",
                "sixth",
                "on the",
                "twenty five past",
                "my number is"
            })
    void aPieceBetweenTwoPauses_isInTheGrammar(String piece) {
        assertThat(sentences.accepts(piece)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"to", "for", "nine wednesday past", "please one", "first first"})
    void whatNobodySays_isNotInTheGrammar(String sentence) {

        assertThat(sentences.accepts(sentence)).isFalse();
    }

    @Test
    void everyWord_hasAPronunciation() throws IOException {
        Set<String> pronounced = pronounced(Grammar.resource("/edu/cmu/sphinx/models/en-us/cmudict-en-us.dict"));
        pronounced.addAll(pronounced(Grammar.resource("calls.dict")));
        assertThat(Grammar.spellings()).isSubsetOf(pronounced);
        assertThat(Grammar.spellings()).hasSizeGreaterThan(80).allMatch(word -> word.matches("[a-z_']+"));
    }

    /** Sphinx-4 reads them in the charset of the machine, which may be anything under which these bytes mean the same. */
    @ParameterizedTest
    @ValueSource(strings = {"calls.gram", "calls.dict", "/edu/cmu/sphinx/models/en-us/cmudict-en-us.dict"})
    void filesThatTheLibraryReads_areAscii(String name) throws IOException {
        try (var bytes = Grammar.resource(name).openStream()) {
            String text = new String(bytes.readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(text.chars()).allMatch(character -> character < 128);
        }
    }

    @Test
    void everyAddedPronunciation_isOfAWordInTheGrammar() throws IOException {
        assertThat(Grammar.spellings()).containsAll(pronounced(Grammar.resource("calls.dict")));
    }

    @Test
    void wordsForPeople_areWrittenApart() {
        assertThat(SphinxRecognizer.words())
                .contains("goodbye", "thank", "you", "a", "p", "m", "o'clock", "wednesday")
                .noneMatch(word -> word.contains("_"));
    }

    private static Set<String> pronounced(URL dictionary) throws IOException {
        try (var lines = new BufferedReader(new InputStreamReader(dictionary.openStream(), StandardCharsets.UTF_8))) {
            var words = new HashSet<String>();
            lines.lines().forEach(line -> words.add(line.split("[ \t(]", 2)[0]));
            return words;
        }
    }
}
