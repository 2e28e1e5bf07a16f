package dev.baton.examples.appointment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.agent.CallInfo;
import dev.baton.examples.FakeReply;
import dev.baton.turn.CommitReason;
import dev.baton.turn.Utterance;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AppointmentHandlerTest {
    private final AppointmentHandler handler = new AppointmentHandler();
    private int turns;

    private FakeReply greeting() {
        var reply = new FakeReply();
        handler.onCallStarted(CallInfo.of("c1", "test"), reply);
        return reply;
    }

    private FakeReply hear(String text) {
        var reply = new FakeReply();
        var utterance = Utterance.spoken(++turns, text, CommitReason.QUIET, Duration.ZERO, Duration.ofSeconds(1));
        handler.onUtterance(utterance, reply);
        return reply;
    }

    private FakeReply hearAll(String... texts) {
        var last = new FakeReply();
        for (String text : texts) {
            last = hear(text);
        }
        return last;
    }

    @Test
    void callStarts_asksForDay() {
        assertThat(greeting().text()).isEqualTo("Good morning. Which day suits you?");
    }

    @Test
    void sampleDialogue_booksWhatWasCorrected() {
        greeting();
        assertThat(hear("hello wednesday november twenty fifth please").text())
                .isEqualTo("Wednesday November twenty fifth. At what time?");
        assertThat(hear("at nine thirty a m please").text()).isEqualTo("And your telephone number?");
        assertThat(hear("five five five one two three four").text())
                .isEqualTo("So that is 5 5 5 1 2 3 4. Is that right?");
        assertThat(hear("no no one three").text()).isEqualTo("So that is 5 5 5 1 2 1 3. Is that right?");
        assertThat(hear("this is correct").text())
                .isEqualTo("Booked: Wednesday November twenty fifth at nine thirty a m, number 5 5 5 1 2 1 3."
                        + " Anything else?");
        assertThat(hear("no thank you").text()).isEqualTo("Thank you for calling. Good bye.");
        assertThat(hear("thank you good bye").endsCall()).isTrue();
    }

    @Test
    void questionForNumber_isTheOnlyOneWithPatience() {
        assertThat(greeting().patience()).isNull();
        assertThat(hear("tomorrow").patience()).isNull();
        assertThat(hear("ten o'clock").patience()).isEqualTo(Duration.ofMillis(1200));
        assertThat(hear("five five five one two three four").patience()).isNull();
        assertThat(hear("no").patience()).isEqualTo(Duration.ofMillis(1200));
    }

    @Test
    void nothingUnderstood_asksSameQuestionAgain() {
        assertThat(hear("good bye").text()).isEqualTo("Sorry, I did not understand. Which day suits you?");
        hear("friday");
        assertThat(hear("please").text()).isEqualTo("Sorry, I did not understand. At what time?");
        hear("ten fifteen");
        var again = hear("please");
        assertThat(again.text()).isEqualTo("Sorry, I did not understand. And your telephone number?");
        assertThat(again.patience()).isEqualTo(Duration.ofMillis(1200));
        hear("one two three four five six seven");
        assertThat(hear("hello").text()).isEqualTo("Sorry, I did not understand. Is that right?");
    }

    @Test
    void numberComesInTwoTurns_isPutTogether() {
        var rest = hearAll("friday", "at ten", "five five five");
        assertThat(rest.text()).isEqualTo("And the rest?");
        assertThat(rest.patience()).isEqualTo(Duration.ofMillis(1200));
        assertThat(hear("one two oh four").text()).isEqualTo("So that is 5 5 5 1 2 0 4. Is that right?");
    }

    @Test
    void noWithoutDigits_asksForWholeNumber() {
        assertThat(hearAll("friday", "at ten", "one two three four five six seven", "no")
                        .text())
                .isEqualTo("And your telephone number?");
        assertThat(hear("seven six five four three two one").text())
                .isEqualTo("So that is 7 6 5 4 3 2 1. Is that right?");
    }

    @Test
    void moreDigitsThanTheNumberHas_replaceIt() {
        assertThat(hearAll(
                                "friday",
                                "at ten",
                                "one two three four five six seven",
                                "no nine eight seven six five four three two")
                        .text())
                .isEqualTo("So that is 9 8 7 6 5 4 3 2. Is that right?");
    }

    @ParameterizedTest
    @CsvSource({
        "monday please, Monday",
        "hello march third, March third",
        "'Wednesday, November 25th.', Wednesday November 25th",
        "sunday may thirty first please, Sunday May thirty first",
        "tomorrow please, Tomorrow"
    })
    void dayInAnyForm_isUnderstood(String said, String day) {
        assertThat(hear(said).text()).isEqualTo(day + ". At what time?");
    }

    @ParameterizedTest
    @CsvSource({
        "at eleven o'clock please, eleven o'clock",
        "twelve oh five p m, twelve oh five p m",
        "'At 9:30 a.m., please.', 9:30 a m",
        "seven forty five, seven forty five"
    })
    void timeInAnyForm_isBooked(String said, String time) {
        assertThat(hearAll("friday", said, "555-1234", "correct").text()).startsWith("Booked: Friday at " + time + ",");
    }
}
