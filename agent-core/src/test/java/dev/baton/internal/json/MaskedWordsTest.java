package dev.baton.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

class MaskedWordsTest {
    private final MaskedWords masked = new MaskedWords();

    @Test
    void sameWord_isTheSameAgainWhateverStandsAroundIt() {
        var parts = masked.of("stop, please stop").split(" ", -1);

        assertThat(parts[0]).isEqualTo(parts[2] + ",").doesNotContain("stop");
        assertThat(parts[1]).isNotEqualTo(parts[2]).doesNotContain("please");
    }

    @Test
    void anotherForm_isTheSameWordAndAnotherText() {
        String small = masked.of("hello");
        String large = masked.of("Hello");
        String loud = masked.of("HELLO");

        assertThat(new HashSet<>(java.util.List.of(small, large, loud))).hasSize(3);
        assertThat(large).isEqualToIgnoringCase(small);
        assertThat(loud).isEqualToIgnoringCase(small);
        assertThat(masked.of("hello Hello HELLO")).isEqualTo(small + " " + large + " " + loud);
    }

    @Test
    void differentWords_stayDifferent() {
        var seen = new HashSet<String>();
        for (int i = 0; i < 5_000; i++) {
            seen.add(masked.of("w" + i + "x").toLowerCase(java.util.Locale.ROOT));
        }
        assertThat(seen).hasSize(5_000).noneMatch(each -> each.chars().anyMatch(Character::isDigit));
    }

    @Test
    void digits_areZeros() {
        assertThat(masked.of("+49 (555) 0199-7")).isEqualTo("-00 (000) 0000-0");
        assertThat(masked.of("\u0663\u0664")).isEqualTo("00");
    }

    @Test
    void marksAndSymbols_leaveNothing() {
        assertThat(masked.of("\u0928\u0947 \u20ac\u2460 \ud83d\ude42"))
                .doesNotContain("\u0947", "\u20ac", "\u2460", "\ud83d");
    }

    @Test
    void wordsWithoutEnd_takeBoundedMemory() {
        for (int i = 0; i < 60_000; i++) {
            masked.of("v" + i);
        }
        assertThat(masked.of("v59999 v59998 another")).isEqualTo("x x x");
    }

    @Test
    void keys_areZerosAndSignsStay() {
        assertThat(MaskedWords.keys("19#*AD")).isEqualTo("00#*00");
        assertThat(MaskedWords.areKeys("19#*AD")).isTrue();
        assertThat(MaskedWords.areKeys("my 19")).isFalse();
    }
}
