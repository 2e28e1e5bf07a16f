package dev.baton.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SentenceCutterTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Hello. How are you?|Hello.#How are you?",
                "Really?! Yes...|Really?!#Yes...",
                "He said \"go.\" Then he went.|He said \"go.\"#Then he went.",
                "Dr. Smith comes at 3.30 p.m. on Monday. Good?|Dr. Smith comes at 3.30 p.m. on Monday.#Good?",
                "Ask J. Smith. I am sure.|Ask J. Smith.#I am sure.",
                "It was I. You know.|It was I.#You know.",
                "See example.com for more. Thanks|See example.com for more.#Thanks",
                "Wait... maybe not.|Wait...#maybe not.",
                "\u3053\u3093\u306b\u3061\u306f\u3002\u5143\u6c17\u3067\u3059\u304b\uff1f|\u3053\u3093\u306b\u3061\u306f\u3002#\u5143\u6c17\u3067\u3059\u304b\uff1f",
                "no end|no end",
            })
    void text_isCutIntoSentencesWhateverItsPieces(String text, String sentences) {
        var expected = List.of(sentences.split("#", -1));
        for (int size = 1; size <= text.length(); size++) {
            assertThat(cut(text, size)).as("pieces of " + size).isEqualTo(expected);
        }
    }

    @Test
    void sentence_comesWithTheFirstLetterAfterIt() {
        var cutter = new SentenceCutter();
        var said = new ArrayList<String>();
        cutter.add("Certainly.", said::add);
        cutter.add(" ", said::add);
        assertThat(said).isEmpty();
        cutter.add("W", said::add);

        assertThat(said).containsExactly("Certainly.");
    }

    @Test
    void line_isASentenceAtOnce() {
        var cutter = new SentenceCutter();
        var said = new ArrayList<String>();
        cutter.add("\n\nFirst item\nSecond", said::add);

        assertThat(said).containsExactly("First item");
    }

    @ParameterizedTest
    @ValueSource(strings = {"word ", "clause, ", "x", "\ud83d\ude00", "\u4f60\u597d\uff0c"})
    void textWithoutAnEnd_isSpokenInPartsOfBoundedLength(String unit) {
        String text = unit.repeat(2000 / unit.length());
        var said = cut(text, 7);

        assertThat(said).hasSizeGreaterThan(5).allMatch(part -> part.length() <= 300);
        assertThat(String.join("", said).replace(" ", "")).isEqualTo(text.replace(" ", ""));
        assertThat(said).noneMatch(part -> Character.isLowSurrogate(part.charAt(0)));
    }

    @Test
    void randomText_losesNothingButBlanks() {
        var random = new Random(1);
        String alphabet = "aB. ,!?\n\u3002\"\u2026";
        for (int round = 0; round < 500; round++) {
            var text = new StringBuilder();
            for (int i = 0; i < 400; i++) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            var said = cut(text.toString(), 1 + random.nextInt(20));

            assertThat(String.join("", said).replaceAll("\\s", ""))
                    .isEqualTo(text.toString().replaceAll("\\s", ""));
            assertThat(said).noneMatch(String::isBlank);
        }
    }

    private static List<String> cut(String text, int pieceLength) {
        var cutter = new SentenceCutter();
        var said = new ArrayList<String>();
        for (int at = 0; at < text.length(); at += pieceLength) {
            cutter.add(text.substring(at, Math.min(text.length(), at + pieceLength)), said::add);
        }
        cutter.flush(said::add);
        return said;
    }
}
