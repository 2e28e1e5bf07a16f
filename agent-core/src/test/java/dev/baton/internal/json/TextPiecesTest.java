package dev.baton.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextPiecesTest {
    @Test
    void sentences_areKeptWhole() {
        assertThat(TextPieces.of("One two. Three four. Five six.", 22))
                .containsExactly("One two. Three four. ", "Five six.");
    }

    @Test
    void sentenceThatIsTooLong_isCutBetweenWords() {
        assertThat(TextPieces.of("one two three four five", 12)).containsExactly("one two ", "three four ", "five");
    }

    @Test
    void wordThatIsTooLong_isCutBetweenCharacters() {
        assertThat(TextPieces.of("aaaaaaa", 3)).containsExactly("aaa", "aaa", "a");
        assertThat(TextPieces.of("\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00", 3))
                .allSatisfy(piece -> assertThat(piece.length() % 2).isZero());
    }

    @Test
    void shortText_isOnePiece() {
        assertThat(TextPieces.of("One.", 4)).containsExactly("One.");
        assertThat(TextPieces.of("", 4)).containsExactly("");
    }
}
