package dev.baton.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.agent.PlayedText.Part;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlayedTextTest {
    private static Part part(String text, int ms) {
        return new Part(text, Duration.ofMillis(ms));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0 | ''", "1 | One", "400 | One", "401 | One moment", "9000 | One moment please"})
    void wordThatBegan_wasHeard(int ms, String heard) {
        var text = PlayedText.ofWords(
                "One moment please", List.of(part("One", 0), part("moment", 400), part("please", 800)));

        assertThat(text.heardWithin(Duration.ofMillis(ms))).isEqualTo(heard.replace("'", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0    | ''",
                "333  | ''", // "We" may be the beginning of a longer word
                "334  | We",
                "999  | We",
                "1000 | We close",
                "2285 | We close",
                "2286 | We close at",
                "3999 | We close at",
                "4000 | We close at six.",
                "9000 | We close at six."
            })
    void chunkThatPlays_isCreditedByItsShareInWholeWords(int ms, String heard) {
        var text = PlayedText.ofChunks("We close at six.", List.of(part("We close ", 1000), part("at six.", 3000)));

        assertThat(text.heardWithin(Duration.ofMillis(ms))).isEqualTo(heard.replace("'", ""));
    }

    @Test
    void textWithoutTimes_creditsNothing() {
        assertThat(PlayedText.unknown("Good day").heardWithin(Duration.ofDays(1)))
                .isEmpty();
    }

    @Test
    void length_isKnownOfChunksOnly() {
        assertThat(PlayedText.ofChunks("a b", List.of(part("a ", 10), part("b", 20)))
                        .lengthNanos())
                .hasValue(30_000_000);
        assertThat(PlayedText.ofWords("a", List.of(part("a", 10))).lengthNanos())
                .isEmpty();
    }
}
