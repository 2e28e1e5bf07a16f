package dev.baton.turn;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.turn.ExpectedAnswer.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How much quiet the shipped endpointers ask for, with 500 ms as the shortest and 3 s as the longest. */
class EndpointerTest {
    private static final long MILLI = 1_000_000;
    private static final int NOTHING_ASKED = -1;

    private String text = "";
    private String interim = "";
    private List<SpeechBurst> bursts = List.of();
    private CallerPauses pauses = CallerPauses.NONE;
    private TurnConfig settings = TurnConfig.defaults();
    private long patience = NOTHING_ASKED;
    private @Nullable ExpectedAnswer expected;

    private long quiet(Endpointer endpointer) {
        var turn = new TurnSoFar(
                text, interim, false, bursts, pauses, settings, patience < 0 ? -1 : patience * MILLI, expected);
        return endpointer.quietNanos(turn) / MILLI;
    }

    private long fixed() {
        return quiet(new FixedEndpointer());
    }

    private long adaptive() {
        return quiet(new AdaptiveEndpointer());
    }

    private long text(String said) {
        text = said;
        return quiet(new TextEndpointer());
    }

    private void paused(int... millis) {
        for (int each : millis) {
            pauses = pauses.and(each * MILLI);
        }
    }

    private EndpointerTest spokeFor(int... millis) {
        var spoken = new ArrayList<SpeechBurst>();
        long at = 0;
        for (int length : millis) {
            spoken.add(new SpeechBurst(at, at + length * MILLI));
            at += (length + 400) * MILLI;
        }
        bursts = spoken;
        return this;
    }

    // What the question allows

    @Test
    void patience_isWhatAllOfThemKeepTo() {
        patience = 1200;
        assertThat(fixed()).isEqualTo(1200);
        assertThat(adaptive()).isEqualTo(1200);
        assertThat(text("Done.")).isEqualTo(1200);
    }

    @Test
    void withoutAQuestion_fixedIsTheSetting() {
        paused(900, 900, 900);
        assertThat(fixed()).isEqualTo(500);
    }

    @Test
    void plausibleAnswer_needsNoPatience() {
        patience = 900;
        expected = new ExpectedAnswer(Kind.DIGITS, 0);
        text = "one two three four five six seven eight nine";
        assertThat(fixed()).isEqualTo(900);
        text += " zero";
        assertThat(fixed()).isEqualTo(500);
        assertThat(adaptive()).isEqualTo(500);
    }

    @Test
    void patienceBelowTheSetting_isNotRaisedByAPlausibleAnswer() {
        patience = 300;
        expected = new ExpectedAnswer(Kind.DATE, 0);
        text = "tomorrow";
        assertThat(fixed()).isEqualTo(300);
    }

    // By ear

    @Test
    void unknownCaller_getsTwiceTheShortest() {
        assertThat(adaptive()).isEqualTo(1000);
        settings = TurnConfig.builder().minEndpointing(ofMillis(300)).build();
        assertThat(adaptive()).isEqualTo(600);
        settings = TurnConfig.builder()
                .minEndpointing(ofMillis(800))
                .maxEndpointing(ofMillis(900))
                .build();
        assertThat(adaptive()).isEqualTo(900);
    }

    @Test
    void fewShortPauses_proveLittle() {
        paused(300, 300, 300);
        assertThat(adaptive()).isEqualTo(1000);
    }

    @Test
    void manyShortPauses_shortenTheQuietTowardsThem() {
        paused(400, 500, 450, 300, 350, 400, 420, 480, 460, 440);
        // 500 ms, ten seen: times 0.02 to the power of -1/10
        assertThat(adaptive()).isEqualTo(739);
        paused(100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100);
        assertThat(adaptive()).as("never below the setting").isEqualTo(500);
    }

    @Test
    void longPauses_areBelievedWhenThereAreTwo() {
        paused(400, 400, 400, 400, 1150);
        assertThat(adaptive()).isEqualTo(1000);
        paused(1050);
        assertThat(adaptive()).isEqualTo(1150);
        paused(2950, 2950);
        assertThat(adaptive()).as("never above the setting").isEqualTo(3000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"900 850 1250", "1500 1400 2100", "1900 1700 2000 2100", "700 700 700 700"})
    void rhythmOfAWholeNumber_needsTheShortest(String lengths) {
        spokeFor(
                List.of(lengths.split(" ")).stream().mapToInt(Integer::parseInt).toArray());
        assertThat(adaptive()).isEqualTo(500);
    }

    @ParameterizedTest
    @CsvSource({
        "900 1250, two bursts",
        "900 850 880, an even third",
        "900 850 1800, twice as long may be anything",
        "900 500 1000, uneven before it",
        "2600 2500 3400, too long for groups of digits",
        "2200 2300 2900, the last too long for one",
        "700 700 700 700 700, five even ones",
        "700 700 700 1900, much longer",
    })
    void otherRhythms_areThoseOfSpeech(String lengths, String why) {
        spokeFor(
                List.of(lengths.split(" ")).stream().mapToInt(Integer::parseInt).toArray());
        assertThat(adaptive()).as(why).isEqualTo(1000);
    }

    // By what was said

    @Test
    void noText_isLeftToTheEar() {
        assertThat(spokeFor(900, 850, 1250).text("")).isEqualTo(500);
        assertThat(spokeFor(900).text("")).isEqualTo(1000);
    }

    @Test
    void numberInProgress_getsTheCallersQuiet() {
        assertThat(text("five five five.")).isEqualTo(1000);
        assertThat(spokeFor(550, 550, 1300).text("my date is one two one one nineteen eighty"))
                .as("twice as long, and digits")
                .isEqualTo(500);
        assertThat(spokeFor(900).text("one two three four five six seven eight nine zero"))
                .isEqualTo(500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"I would like to", "I want an appointment and", "um", "five double", "Well, because."})
    void unfinishedSentence_getsHalfAsMuchAgain(String said) {
        assertThat(text(said)).isEqualTo(1500);
    }

    @Test
    void unfinishedSentence_neverGetsMoreThanTheLongest() {
        settings = TurnConfig.builder().maxEndpointing(ofMillis(1200)).build();
        assertThat(text("I would like to")).isEqualTo(1200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"I would like an appointment.", "Is that so?", "yes please", "no"})
    void wholeSentence_needsTheShortest(String said) {
        assertThat(text(said)).isEqualTo(500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"I would like an appointment", "I would like..", "yes tomorrow"})
    void openSentence_getsTheCallersQuiet(String said) {
        assertThat(text(said)).isEqualTo(1000);
    }

    @Test
    void openInterim_isPartOfTheText() {
        interim = "and then";
        assertThat(text("I went home.")).as("the full stop is not the last").isEqualTo(1000);
        interim = "and";
        assertThat(text("I went home.")).isEqualTo(1500);
    }

    @Test
    void expectedNumberOfUnknownLength_mayEndByItsRhythm() {
        patience = 900;
        expected = new ExpectedAnswer(Kind.DIGITS, 0);
        assertThat(spokeFor(550, 550, 1300).text("one two one one nineteen eighty"))
                .isEqualTo(500);
        expected = new ExpectedAnswer(Kind.DIGITS, 12);
        assertThat(text("one two one one nineteen eighty")).isEqualTo(900);
    }
}
