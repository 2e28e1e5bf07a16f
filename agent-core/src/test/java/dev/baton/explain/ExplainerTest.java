package dev.baton.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.explain.Explanation.Outcome;
import dev.baton.turn.AudioSpan;
import dev.baton.turn.ExpectedAnswer;
import dev.baton.turn.GiveUpReason;
import dev.baton.turn.TurnAction;
import dev.baton.turn.TurnConfig;
import dev.baton.turn.TurnEvent;
import dev.baton.turn.TurnMachine;
import dev.baton.turn.TurnState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sentences about calls that the turn machine decides event by event; times are milliseconds of the call. */
class ExplainerTest {
    private TurnMachine machine = new TurnMachine(TurnConfig.defaults());
    private TurnState state = machine.initial();
    private Explainer explainer = new Explainer(TurnConfig.defaults());
    private final List<Explanation> told = new ArrayList<>();

    private void with(String name, String value) {
        var settings = TurnConfig.builder().set(name, value).build();
        machine = new TurnMachine(settings);
        state = machine.initial();
        explainer = new Explainer(settings);
    }

    private void withOwnEndpointer(long quietMillis) {
        machine = new TurnMachine(TurnConfig.defaults(), turn -> ms(quietMillis));
        state = machine.initial();
        explainer = new Explainer(TurnConfig.defaults(), "com.acme.Patient");
    }

    private void expects(ExpectedAnswer.Kind kind, int digits, long patienceMillis) {
        hear(new TurnEvent.AnswerExpected(ms(500), new ExpectedAnswer(kind, digits), ms(patienceMillis)));
    }

    private static Diagnosis cutOff(Explanation turn) {
        assertThat(turn.diagnoses()).extracting(Diagnosis::symptom).containsExactly(Symptom.CUT_OFF);
        return turn.diagnoses().get(0);
    }

    private static long ms(long millis) {
        return millis * 1_000_000;
    }

    /** Deadlines up to the event come first, as a driver's timer does it. */
    private List<TurnAction> hear(TurnEvent event) {
        pass(event.atNanos() - 1);
        return late(event);
    }

    private List<TurnAction> late(TurnEvent event) {
        var step = machine.next(state, event);
        state = step.state();
        told.addAll(explainer.hear(event, step.actions()));
        return step.actions();
    }

    private void pass(long untilNanos) {
        for (long due = machine.nextDeadlineNanos(state); due <= untilNanos; due = machine.nextDeadlineNanos(state)) {
            late(new TurnEvent.TimePassed(due));
        }
    }

    private void speaks(long fromMillis, long toMillis) {
        hear(new TurnEvent.SpeechStarted(ms(fromMillis + 100), ms(fromMillis)));
        hear(new TurnEvent.SpeechEnded(ms(toMillis + 200), ms(toMillis)));
    }

    private void answers(long atMillis, String text) {
        hear(new TurnEvent.FinalText(ms(atMillis), text, true, 0, AudioSpan.UNKNOWN));
    }

    /** The reply that was asked for last is heard so long. */
    private void agentSpeaks(long fromMillis) {
        int reply = state.repliesAsked();
        hear(new TurnEvent.HandlerReturned(ms(fromMillis), reply));
        hear(new TurnEvent.ReplyReady(ms(fromMillis), reply));
        hear(new TurnEvent.PlayoutStarted(ms(fromMillis), reply));
    }

    private Explanation turn(int number) {
        pass(ms(60_000));
        told.addAll(explainer.finish(ms(60_000)));
        return told.stream().filter(turn -> turn.turn() == number).findFirst().orElseThrow();
    }

    private static List<String> sentences(Explanation turn) {
        return turn.causes().stream()
                .map(cause -> cause.at().toMillis() + " " + cause.sentence())
                .toList();
    }

    @Test
    void plainTurn_isToldInOrderWithTimes() {
        speaks(1_000, 2_000);
        answers(2_393, "on friday");
        pass(ms(2_600));
        agentSpeaks(2_640);
        var turn = turn(1);

        assertThat(turn.outcome()).isEqualTo(Outcome.COMMITTED);
        assertThat(turn.delay()).contains(Duration.ofMillis(500));
        assertThat(turn.firstSound()).contains(Duration.ofMillis(2_640));
        assertThat(sentences(turn))
                .containsExactly(
                        "1000 The caller began to speak; the gate was sure 100 ms later.",
                        "2000 The last sound ended; the gate declared it 200 ms later.",
                        "2350 The recogniser was asked for the final text, 150 ms before the quiet was over, and answered after 43 ms.",
                        "2500 The quiet that the turn needed was over: 500 ms (turn.min-endpointing).",
                        "2500 The turn ended because the caller had been quiet for as long as a turn needs, and the text was final. That was 500 ms after the last sound. It waited last for the quiet.",
                        "2640 The answer began to be heard, 640 ms after the caller's last sound: the handler took 140 ms, the voice 0 ms.");
    }

    @Test
    void pauseThatPatienceCovers_saysWhoAskedForIt() {
        hear(new TurnEvent.PatienceSet(ms(500), ms(1_200)));
        speaks(1_000, 1_600);
        hear(new TurnEvent.InterimText(ms(1_700), "five", AudioSpan.UNKNOWN));
        speaks(2_400, 3_000);
        answers(4_100, "five six");
        pass(ms(4_200));
        agentSpeaks(4_210);
        var turn = turn(1);

        assertThat(sentences(turn))
                .contains(
                        "1600 Quiet for 800 ms, which did not end the turn: it takes 1,200 ms (the patience of the question).")
                .contains("4200 The quiet that the turn needed was over: 1,200 ms (the patience of the question).");
        assertThat(turn.reason()).map(Reason::label).contains("patience");
        assertThat(turn.diagnoses()).isEmpty();
    }

    @Test
    void pauseUnderAdaptive_takesWhatTheEndpointerAskedFor() {
        with("turn.endpointing", "adaptive");
        speaks(1_000, 2_000);
        speaks(2_700, 3_500);
        answers(4_450, "on friday at nine");

        assertThat(sentences(turn(1)))
                .contains(
                        "2000 Quiet for 700 ms, which did not end the turn: it takes 1,000 ms (turn.endpointing=adaptive).")
                .contains("4500 The quiet that the turn needed was over: 1,000 ms (turn.endpointing=adaptive).");
    }

    @Test
    void pauseAfterAWholeNumberUnderText_takesTheShortest() {
        with("turn.endpointing", "text");
        speaks(1_000, 2_000);
        hear(new TurnEvent.InterimText(ms(2_250), "five five five oh one two three four five six", AudioSpan.UNKNOWN));
        speaks(2_400, 3_000);
        answers(3_450, "five five five oh one two three four five six thanks");

        assertThat(sentences(turn(1)))
                .contains(
                        "2000 Quiet for 400 ms, which did not end the turn: it takes 500 ms (turn.endpointing=text). The recogniser had been asked in it, and is asked again.");
    }

    @Test
    void cutOffUnderAdaptive_namesTheEndpointerAndNoValue() {
        with("turn.endpointing", "adaptive");
        speaks(1_000, 2_000);
        answers(2_900, "i would like to order");
        speaks(3_200, 4_000);
        answers(4_900, "two margherita");
        var wrong = cutOff(turn(1));

        assertThat(wrong.change()).isEmpty();
        assertThat(wrong.evidence()).contains("turn.endpointing=adaptive");
        assertThat(wrong.remedy()).contains("turn.min-endpointing scales").doesNotContain("turn.min-endpointing=");
    }

    @Test
    void cutOffAfterACompleteAnswer_blamesTheExpectationAndNotThePatience() {
        expects(ExpectedAnswer.Kind.YES_NO, 0, 500);
        speaks(1_000, 2_000);
        answers(2_300, "yes");
        speaks(2_700, 3_500);
        answers(3_900, "that is right but not today");
        var turn = turn(1);
        var wrong = cutOff(turn);

        assertThat(turn.reason()).map(Reason::label).contains("answer_complete");
        assertThat(sentences(turn))
                .anyMatch(sentence ->
                        sentence.endsWith("A complete answer needs no quiet; it waited last for the final text."))
                .noneMatch(sentence -> sentence.contains("The quiet that the turn needed"));
        assertThat(wrong.change()).isEmpty();
        assertThat(wrong.remedy())
                .contains("do not expect this answer there, or expect more")
                .doesNotContain("reply.expect(");
    }

    @Test
    void cutOffAfterAPerhapsCompleteAnswer_asksForTheNumberOfDigits() {
        expects(ExpectedAnswer.Kind.DIGITS, 0, 900);
        speaks(1_000, 2_000);
        answers(2_300, "five five five oh one two three four five six");
        speaks(2_700, 3_500);
        answers(3_900, "seven eight");
        var turn = turn(1);
        var wrong = cutOff(turn);

        assertThat(sentences(turn))
                .contains(
                        "2500 The quiet that the turn needed was over: 500 ms (the shortest, as the answer was perhaps complete).");
        assertThat(wrong.change()).isEmpty();
        assertThat(wrong.remedy()).contains("reply.expect(Answer.digits(n))");
    }

    @Test
    void pauseInAnUnfinishedNumber_takesThePatienceOfTheQuestion() {
        expects(ExpectedAnswer.Kind.DIGITS, 0, 900);
        speaks(1_000, 2_000);
        hear(new TurnEvent.InterimText(ms(2_250), "five five five", AudioSpan.UNKNOWN));
        speaks(2_700, 3_500);
        answers(4_300, "five five five one two");

        assertThat(sentences(turn(1)))
                .contains(
                        "2000 Quiet for 700 ms, which did not end the turn: it takes 900 ms (the patience of the question). The recogniser had been asked in it, and is asked again.");
    }

    @Test
    void ownEndpointer_isNamedByItsClass() {
        withOwnEndpointer(3_000);
        speaks(1_000, 2_000);
        hear(new TurnEvent.InterimText(ms(2_250), "on friday", AudioSpan.UNKNOWN));
        speaks(2_700, 3_500);
        answers(6_450, "on friday at nine");
        pass(ms(6_500));
        agentSpeaks(6_510);
        var turn = turn(1);

        assertThat(sentences(turn))
                .contains(
                        "2000 Quiet for 700 ms, which did not end the turn: the application's endpointer com.acme.Patient asked for more than that.")
                .contains(
                        "6500 The quiet that the turn needed was over: 3,000 ms (the application's endpointer com.acme.Patient).");
        assertThat(turn.diagnoses()).singleElement().satisfies(diagnosis -> {
            assertThat(diagnosis.symptom()).isEqualTo(Symptom.DEAD_AIR);
            assertThat(diagnosis.evidence()).contains("com.acme.Patient").doesNotContain("turn.min-endpointing");
            assertThat(diagnosis.change()).isEmpty();
        });
    }

    @Test
    void cutOffByAnOwnEndpointer_namesNoSetting() {
        withOwnEndpointer(300);
        hear(new TurnEvent.PatienceSet(ms(500), ms(900)));
        speaks(1_000, 2_000);
        answers(2_250, "five five five");
        speaks(2_700, 3_500);
        answers(3_750, "one two three four");
        var wrong = cutOff(turn(1));

        assertThat(wrong.change()).isEmpty();
        assertThat(wrong.remedy())
                .contains("com.acme.Patient asked for so much")
                .doesNotContain("patience");
    }

    @Test
    void ownEndpointerThatFails_leavesTheTurnToTheSettings() {
        machine = new TurnMachine(TurnConfig.defaults(), turn -> {
            throw new IllegalStateException("broken");
        });
        state = machine.initial();
        explainer = new Explainer(TurnConfig.defaults(), "com.acme.Patient");
        speaks(1_000, 2_000);
        answers(2_400, "on friday");

        assertThat(sentences(turn(1)))
                .anyMatch(sentence -> sentence.contains("The application's endpointer com.acme.Patient failed"))
                .contains("2500 The quiet that the turn needed was over: 500 ms (turn.min-endpointing).");
    }

    @Test
    void lateFinal_isWhatTheTurnWaitedFor() {
        speaks(1_000, 2_000);
        answers(2_900, "on friday");

        assertThat(sentences(turn(1)))
                .anyMatch(sentence -> sentence.endsWith("It waited last for the final text, 400 ms beyond the quiet."));
    }

    @Test
    void answerThatNeverComes_saysWhatWasWaitedFor() {
        speaks(1_000, 2_000);
        hear(new TurnEvent.InterimText(ms(2_100), "on friday", AudioSpan.UNKNOWN));
        var turn = turn(1);

        assertThat(turn.reason()).map(Reason::label).contains("timeout_interim");
        assertThat(sentences(turn))
                .anyMatch(sentence -> sentence.contains("had not answered when the turn ended, 1,000 ms later"))
                .anyMatch(sentence -> sentence.contains("turn.finalize-timeout allows 1,000 ms"));
    }

    @Test
    void callerWhoGoesOnWhileATimerIsLate_opensTheNextTurn() {
        speaks(1_000, 2_000);
        answers(2_400, "on friday");
        late(new TurnEvent.SpeechStarted(ms(2_700), ms(2_600))); // the commit was due at 2,500
        hear(new TurnEvent.SpeechEnded(ms(3_400), ms(3_200)));
        answers(3_600, "at nine");

        assertThat(turn(1).causes()).noneMatch(cause -> cause.kind() == Cause.Kind.PAUSE);
        assertThat(told.get(1).from()).isEqualTo(Duration.ofMillis(2_600));
        assertThat(told.get(0).diagnoses()).singleElement().satisfies(diagnosis -> {
            assertThat(diagnosis.symptom()).isEqualTo(Symptom.CUT_OFF);
            assertThat(diagnosis.change()).isEqualTo("turn.min-endpointing=650ms");
        });
    }

    @Test
    void callerWhoReactsToTheAnswer_isNotCutOff() {
        speaks(1_000, 2_000);
        answers(2_400, "on friday");
        pass(ms(2_500));
        agentSpeaks(2_510);
        speaks(3_250, 4_000); // 740 ms into the answer
        answers(4_400, "no monday");

        assertThat(turn(1).diagnoses()).isEmpty();
        assertThat(sentences(told.get(1)))
                .contains(
                        "3550 The caller took the floor from the answer to turn 1: the speech had lasted 300 ms, and turn.min-interruption asks for 300 ms.");
        assertThat(sentences(told.get(0)))
                .contains("3550 The answer ended after 1.0 s because the caller talked over it.");
    }

    @Test
    void noiseAfterATurn_isNoCallerWhoGoesOn() {
        speaks(1_000, 2_000);
        answers(2_400, "on friday");
        speaks(2_800, 2_900);

        assertThat(turn(1).diagnoses()).extracting(Diagnosis::symptom).doesNotContain(Symptom.CUT_OFF);
    }

    @Test
    void lostConnection_isPartOfTheTurnThatItTouched() {
        hear(new TurnEvent.SpeechStarted(ms(1_100), ms(1_000)));
        hear(new TurnEvent.SttLost(ms(1_500)));
        hear(new TurnEvent.SttOpened(ms(1_700)));
        hear(new TurnEvent.SpeechEnded(ms(2_200), ms(2_000)));
        answers(2_400, "on friday");

        assertThat(sentences(turn(1)))
                .containsSubsequence(
                        "1500 The connection to the recogniser was lost; it was made anew, and the audio was kept.",
                        "1700 The recogniser was connected again.");
    }

    @Test
    void recogniserGivenUp_hasItsReason() {
        hear(new TurnEvent.SpeechStarted(ms(1_100), ms(1_000)));
        hear(new TurnEvent.SttFailed(ms(1_500), GiveUpReason.REFUSED));

        assertThat(turn(1).causes())
                .anySatisfy(
                        cause -> assertThat(cause.reason()).map(Reason::label).contains("refused"));
    }

    @Test
    void lateTextBeforeTheAnswer_revisesTheTurn() {
        with("turn.marks-answers", "false");
        speaks(1_000, 2_000);
        hear(new TurnEvent.FinalText(ms(2_400), "on", false, 0, new AudioSpan(ms(1_000), ms(1_900))));
        pass(ms(2_510));
        hear(new TurnEvent.FinalText(ms(2_520), "friday", false, 0, new AudioSpan(ms(1_905), ms(2_060))));
        var turn = turn(1);

        assertThat(turn.text()).isIn("on friday", "on");
        assertThat(turn.causes())
                .anyMatch(cause -> cause.kind() == Cause.Kind.REVISED || cause.kind() == Cause.Kind.DROPPED);
    }

    @Test
    void keys_areATurnOfTheirOwn() {
        hear(new TurnEvent.KeyPressed(ms(1_000), '4'));
        hear(new TurnEvent.KeyPressed(ms(1_200), '#'));
        var turn = turn(1);

        assertThat(turn.text()).isEqualTo("4#");
        assertThat(sentences(turn))
                .containsExactly(
                        "1000 The caller pressed the first key.",
                        "1200 The turn ended because the caller pressed the key that ends the input.");
    }

    @Test
    void agentThatPausesForANoise_goesOnAndNobodyComplains() {
        with("turn.resume-false-interruption", "true");
        speaks(1_000, 2_000);
        answers(2_400, "on friday");
        pass(ms(2_500));
        agentSpeaks(2_510);
        speaks(4_000, 4_500);
        var turn = turn(2);

        assertThat(turn.outcome()).isEqualTo(Outcome.ABANDONED);
        assertThat(sentences(turn))
                .anyMatch(sentence ->
                        sentence.startsWith("4300 The agent fell silent, in the middle of the answer to turn 1"))
                .anyMatch(
                        sentence -> sentence.endsWith("The agent went on where it was: the caller had said nothing."));
        assertThat(turn.diagnoses()).isEmpty();
    }

    @Test
    void handlerThatSaysNothing_isNoDeadAir() {
        speaks(1_000, 2_000);
        answers(2_400, "on friday");
        pass(ms(2_500));
        hear(new TurnEvent.ReplyFinished(ms(2_520), state.repliesAsked()));
        speaks(9_000, 9_500);
        answers(9_900, "hello");

        assertThat(turn(1).diagnoses()).isEmpty();
        assertThat(sentences(told.get(0))).contains("2520 The handler was done without anything to be heard.");
    }

    @Test
    void callThatEndsWhileTheHandlerThinks_isDeadAir() {
        speaks(1_000, 2_000);
        answers(2_400, "on friday");
        hear(new TurnEvent.HungUp(ms(7_000)));
        hear(new TurnEvent.SttClosed(ms(7_100)));

        assertThat(turn(1).diagnoses()).singleElement().satisfies(diagnosis -> {
            assertThat(diagnosis.symptom()).isEqualTo(Symptom.DEAD_AIR);
            assertThat(diagnosis.evidence()).contains("Nothing was heard for 5.1 s", "The handler took 4.6 s");
        });
    }

    @Test
    void noiseThatKeepsTheTurnOpen_isToldFromSlowQuiet() {
        hear(new TurnEvent.SpeechStarted(ms(1_100), ms(1_000)));
        hear(new TurnEvent.FinalText(ms(2_300), "on friday", false, 0, new AudioSpan(ms(1_050), ms(2_000))));
        hear(new TurnEvent.SpeechEnded(ms(5_200), ms(5_000)));
        hear(new TurnEvent.FinalizeAcknowledged(ms(5_400), 0));
        pass(ms(5_500));
        agentSpeaks(5_510);

        assertThat(turn(1).diagnoses()).singleElement().satisfies(diagnosis -> {
            assertThat(diagnosis.change()).isEqualTo("speech-gate=noisy_street");
            assertThat(diagnosis.evidence())
                    .contains("3.5 s after the caller's last word", "For 3.0 s of that, sound without words");
        });
    }

    private void greetingThenSilenceOf15Seconds() {
        hear(new TurnEvent.CallStarted(0));
        agentSpeaks(100);
        hear(new TurnEvent.ReplyFinished(ms(2_000), state.repliesAsked()));
        speaks(17_000, 18_000);
        answers(18_400, "hello");
    }

    @Test
    void silenceThatNobodyIsToldOf_isACauseForComplaint() {
        greetingThenSilenceOf15Seconds();

        assertThat(explainer.silences()).singleElement().satisfies(diagnosis -> {
            assertThat(diagnosis.change()).isEqualTo("turn.user-idle=5s");
            assertThat(diagnosis.evidence()).contains("15.0 s");
        });
    }

    @Test
    void silenceThatTheHandlerAskedToBeToldOf_isItsOwnWish() {
        with("turn.user-idle", "20s");
        greetingThenSilenceOf15Seconds();

        assertThat(explainer.silences()).isEmpty();
    }

    @Test
    void veryLongCall_keepsLittle() {
        for (int i = 0; i < 2_000; i++) {
            long from = 1_000 + i * 4_000L;
            speaks(from, from + 1_000);
            answers(from + 1_400, "yes");
            pass(ms(from + 1_500));
            agentSpeaks(from + 1_510);
            hear(new TurnEvent.ReplyFinished(ms(from + 2_000), state.repliesAsked()));
        }

        assertThat(told).hasSize(2_000 - 4);
        assertThat(explainer.besides()).hasSizeLessThan(300);
        assertThat(told).allSatisfy(turn -> assertThat(turn.diagnoses()).isEmpty());
    }

    @Test
    void latest_isTheTurnThatEndedLastWhileTheNextIsOpen() {
        assertThat(explainer.latest()).isEmpty();
        speaks(1_000, 2_000);
        answers(2_400, "on friday");
        pass(ms(2_510));
        hear(new TurnEvent.SpeechStarted(ms(4_000), ms(3_900)));

        assertThat(explainer.latest()).map(Explanation::turn).contains(1);
    }
}
