package dev.baton.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.turn.TurnAction.Commit;
import dev.baton.turn.TurnAction.DropSpeech;
import dev.baton.turn.TurnAction.FinalizeAnswered;
import dev.baton.turn.TurnAction.SendFinalize;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CallerSideTest {
    private static final long SECOND = 1_000_000_000L;

    private final Conversation marked = new Conversation(TurnConfig.defaults());
    private final Conversation unmarked =
            new Conversation(Conversation.settings().marksAnswers(false).build());

    @Test
    void patience_holdsALongPauseAndFallsBackAfterTheCommit() {
        marked.happens(new TurnEvent.PatienceSet(0, 1200 * 1_000_000));
        marked.callerStarts(1000).callerStops(2000); // quiet from 1800
        marked.callerStarts(2700).callerStops(3500); // after 800 ms; quiet from 3300
        marked.answer(4400, "five five one two").until(4499);
        assertThat(marked.all(Commit.class)).isEmpty();

        marked.until(4500);
        assertThat(marked.committedTexts()).containsExactly("five five one two");
        assertThat(marked.all(Commit.class).get(0).utterance().reason()).isEqualTo(CommitReason.PATIENCE);
        assertThat(marked.timeOf(SendFinalize.class)).isEqualTo(4350);

        marked.callerStarts(6000).callerStops(7000).answer(7200, "yes").until(7300);
        assertThat(marked.committedTexts()).containsExactly("five five one two", "yes");
    }

    @Test
    void sameAudioWithoutPatience_splits() {
        marked.callerStarts(1000).callerStops(2000).answer(2250, "five five").until(2300);
        marked.callerStarts(2700).callerStops(3500).answer(3700, "one two").until(4500);

        assertThat(marked.committedTexts()).containsExactly("five five", "one two");
    }

    @Test
    void unmarkedFinalThatReachesTheEndOfSpeech_answers() {
        unmarked.callerStarts(1000).callerStops(2000).finalText(2250, "on wednesday", 900, 1700);
        assertThat(unmarked.timeOf(FinalizeAnswered.class)).isEqualTo(2250);

        unmarked.until(2300);
        assertThat(unmarked.committedTexts()).containsExactly("on wednesday");
    }

    @Test
    void unmarkedFinalThatFallsShort_isNotTheAnswer() {
        unmarked.callerStarts(1000).callerStops(2000).finalText(2160, "on", 900, 1100);
        unmarked.until(2400);
        assertThat(unmarked.committedTexts()).isEmpty();

        unmarked.finalText(2450, "wednesday", 1150, 1790);
        assertThat(unmarked.committedTexts()).containsExactly("on wednesday");
    }

    @Test
    void automaticFinalJustBeforeTheFinalize_leavesNothingToWaitFor() {
        unmarked.callerStarts(1000).callerStops(2000).finalText(2100, "on wednesday", 900, 1790);

        unmarked.until(2300);

        assertThat(unmarked.all(SendFinalize.class)).hasSize(1);
        assertThat(unmarked.committedTexts()).containsExactly("on wednesday");
    }

    @Test
    void unmarkedFinalWithoutTimes_answersAfterEightyMillisecondsOfQuiet() {
        unmarked.callerStarts(1000).callerStops(2000).finalText(2260, "on wednesday");
        unmarked.until(2339);
        assertThat(unmarked.all(FinalizeAnswered.class)).isEmpty();

        unmarked.until(2340);
        assertThat(unmarked.committedTexts()).containsExactly("on wednesday");
    }

    @Test
    void interimAfterAnUnmarkedFinal_saysThatMoreComes() {
        unmarked.callerStarts(1000)
                .callerStops(2000)
                .finalText(2200, "on")
                .interim(2250, "wednes")
                .until(2600);
        assertThat(unmarked.committedTexts()).isEmpty();

        unmarked.finalText(2700, "wednesday").until(2800);
        assertThat(unmarked.committedTexts()).containsExactly("on wednesday");
    }

    @Test
    void emptyFinal_answersWithoutText() {
        unmarked.callerStarts(1000).callerStops(2000).finalText(2200, "").until(9000);

        assertThat(unmarked.timeOf(FinalizeAnswered.class)).isEqualTo(2280);
        assertThat(unmarked.all(TurnAction.Abandon.class)).hasSize(1);
    }

    @Test
    void emptyFinalBeforeTheRealAnswer_answersNothing() {
        unmarked.callerStarts(1000).callerStops(2000).finalText(2100, "on", 900, 1100);
        unmarked.finalText(2200, "").finalText(2250, "wednesday", 1150, 1790).until(2300);

        assertThat(unmarked.committedTexts()).containsExactly("on wednesday");
    }

    @Test
    void repeatedAudioAfterTheCommit_isReportedAsDropped() {
        unmarked.callerStarts(1000).callerStops(2000).finalText(2200, "on wednesday", 900, 1790);
        unmarked.until(2300).finalText(2600, "wednesday", 1200, 1790).until(9000);

        assertThat(unmarked.committedTexts()).containsExactly("on wednesday");
        assertThat(unmarked.all(DropSpeech.class))
                .containsExactly(new DropSpeech(1, "wednesday", DropReason.DUPLICATE_AUDIO));
    }

    @Test
    void finalOfAPromotedInterim_isNotATurn() {
        marked.callerStarts(1000).interim(1500, "hello").callerStops(2000).until(3200);
        assertThat(marked.all(Commit.class).get(0).utterance().reason()).isEqualTo(CommitReason.TIMEOUT_INTERIM);

        marked.answer(3500, "hello").until(9000);

        assertThat(marked.committedTexts()).containsExactly("hello");
        assertThat(marked.all(DropSpeech.class)).hasSize(1);
    }

    @Test
    void lateFinalWithNewWords_becomesATurnRatherThanNothing() {
        unmarked.callerStarts(1000).callerStops(2000).finalText(2200, "on wednesday", 900, 1700);
        unmarked.until(2300).finalText(2600, "at nine", 3000, 3500).until(9000);

        assertThat(unmarked.committedTexts()).containsExactly("on wednesday", "at nine");
    }

    @Test
    void recogniserLost_turnEndsWithWhatIsThereAndLaterSpeechIsAbandoned() {
        marked.callerStarts(1000).interim(1500, "on wednes").callerStops(2000);
        marked.happens(new TurnEvent.SttFailed(2100 * 1_000_000L)).until(2300);
        assertThat(marked.committedTexts()).containsExactly("on wednes");

        marked.callerStarts(4000).callerStops(5000).until(20_000);
        assertThat(marked.all(TurnAction.Abandon.class))
                .containsExactly(new TurnAction.Abandon(2, AbandonReason.NO_TEXT));
        assertThat(marked.all(SendFinalize.class)).isEmpty();
    }

    @Test
    void eventsFromThePast_countAsNow() {
        marked.until(5000);
        marked.happens(new TurnEvent.SpeechStarted(1000, 500));

        marked.happens(new TurnEvent.SpeechEnded(2000, 1500)).answer(5100, "hi").until(6000);

        assertThat(marked.committedTexts()).containsExactly("hi");
    }

    @Test
    void speechEndsEachPause_finalizeIsSentAtEach() {
        var eager = new Conversation(Conversation.settings()
                .finalizeAt(TurnConfig.FinalizeAt.SPEECH_END)
                .build());
        eager.callerStarts(1000).callerStops(2000).callerStarts(2200).callerStops(3000);

        assertThat(eager.all(SendFinalize.class)).hasSize(2);
    }

    @Test
    void lateTimer_doesNotChangeWhatIsDecided() {
        // One event far in the future instead of timers on time: the same turn, committed before the new speech.
        var machine = new TurnMachine(TurnConfig.defaults());
        var state = machine.initial();
        for (var event : new TurnEvent[] {
            new TurnEvent.SpeechStarted(SECOND, SECOND),
            new TurnEvent.SpeechEnded(2 * SECOND, 2 * SECOND - 200_000_000),
            new TurnEvent.FinalText(2 * SECOND + 1, "hello", false, 0, AudioSpan.UNKNOWN),
            new TurnEvent.FinalText(2 * SECOND + 160_000_000, "you", true, 0, AudioSpan.UNKNOWN)
        }) {
            state = machine.next(state, event).state();
        }

        var step = machine.next(state, new TurnEvent.SpeechStarted(3 * SECOND, 3 * SECOND));

        assertThat(step.actions()).hasSize(3);
        assertThat(step.actions().get(0)).isInstanceOf(Commit.class);
        assertThat(((Commit) step.actions().get(0)).utterance().audioEnd()).isEqualTo(Duration.ofMillis(1800));
        assertThat(step.actions().get(2)).isEqualTo(new TurnAction.TurnStarted(2));
    }

    @Test
    void requestThatMissedItsDeadline_holdsUpNothingAnyMore() {
        var eager = new Conversation(Conversation.settings()
                .finalizeAt(TurnConfig.FinalizeAt.SPEECH_END)
                .build());
        eager.callerStarts(1000).callerStops(2000); // asked at 2000, to be answered by 3000
        eager.interim(3500, "hello").finalText(3600, "hello").until(3700);

        assertThat(eager.committedTexts()).containsExactly("hello");
        assertThat(eager.timeOf(Commit.class)).isEqualTo(3600);
    }

    @Test
    void textAfterTheFinalOfAPromotedInterim_isNew() {
        marked.callerStarts(1000).interim(1500, "hello").callerStops(2000).until(3200);
        marked.answer(3500, "hello").finalText(4500, "yes please").until(9000);

        assertThat(marked.committedTexts()).containsExactly("hello", "yes please");
    }

    @Test
    void answerLongAfterItWasGivenUp_isNew() {
        marked.callerStarts(1000).interim(1500, "hello").callerStops(2000).until(2900);
        marked.answer(20_000, "yes please").until(30_000);

        assertThat(marked.committedTexts()).containsExactly("hello", "yes please");
    }

    @Test
    void lateTextOfThePreviousTurn_leavesThePatienceOfTheOpenOne() {
        unmarked.callerStarts(1000)
                .callerStops(2000)
                .finalText(2200, "on", 900, 1200)
                .until(3400);
        assertThat(unmarked.committedTexts()).containsExactly("on");
        unmarked.happens(new TurnEvent.PatienceSet(3500 * 1_000_000L, 1200 * 1_000_000));
        unmarked.callerStarts(4000).finalText(4100, "wednesday", 1350, 1790).callerStops(5000);
        unmarked.finalText(5200, "five five", 3900, 4790).until(5500);
        assertThat(unmarked.committedTexts()).containsExactly("on", "on wednesday");

        unmarked.until(6000);
        assertThat(unmarked.committedTexts()).containsExactly("on", "on wednesday", "five five");
        assertThat(unmarked.all(Commit.class).get(2).utterance().reason()).isEqualTo(CommitReason.PATIENCE);
    }
}
