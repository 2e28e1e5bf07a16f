package dev.baton.examples.endpointing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.examples.detection.Interval;
import dev.baton.examples.detection.SpeechTruth;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownWordTest {
    private static List<KnownWord> words(List<Interval> speech, List<Interval> turns, String... texts) {
        return KnownWord.in(new TurnTruth(new SpeechTruth(speech, turns), "", List.of(texts)));
    }

    private static Interval interval(long fromMillis, long toMillis) {
        return new Interval(fromMillis * 1000, toMillis * 1000);
    }

    @Test
    void text_isSpreadOverTheSpeechByItsLetters() {
        var words = words(
                List.of(interval(1000, 2000), interval(2500, 3500)), List.of(interval(1000, 3500)), "abc abc abc abc");
        assertThat(words)
                .containsExactly(
                        new KnownWord("abc", 1_000_000, 1_500_000),
                        new KnownWord("abc", 1_500_000, 2_000_000),
                        new KnownWord("abc", 2_500_000, 3_000_000),
                        new KnownWord("abc", 3_000_000, 3_500_000));
    }

    @Test
    void groupsOfDigits_fallOnTheirBursts() {
        var words = words(
                List.of(interval(0, 900), interval(1200, 2100), interval(2500, 3700)),
                List.of(interval(0, 3700)),
                "five five three three four one six zero three one");
        assertThat(words.get(2).toMicros()).isEqualTo(900_000);
        assertThat(words.get(5).toMicros()).isEqualTo(2_100_000);
        assertThat(words).hasSize(10);
        assertThat(words.get(9).toMicros()).isEqualTo(3_700_000);
    }

    @Test
    void turnWithoutText_hasNoWords() {
        var words = words(
                List.of(interval(0, 500), interval(1000, 1500)),
                List.of(interval(0, 500), interval(1000, 1500)),
                "",
                "hello");
        assertThat(words).containsExactly(new KnownWord("hello", 1_000_000, 1_500_000));
    }

    @Test
    void turnWithoutLabelledSpeech_isSpokenThroughout() {
        assertThat(words(List.of(), List.of(interval(0, 1000)), "hello there"))
                .extracting(KnownWord::text)
                .containsExactly("hello", "there");
    }
}
