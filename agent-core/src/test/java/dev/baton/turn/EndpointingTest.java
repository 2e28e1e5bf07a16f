package dev.baton.turn;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.turn.ExpectedAnswer.Kind;
import dev.baton.turn.TurnAction.Commit;
import dev.baton.turn.TurnAction.ReportEndpointerFailed;
import dev.baton.turn.TurnAction.SendFinalize;
import dev.baton.turn.TurnConfig.Endpointing;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the machine does with expected answers, and what it asks endpointers. */
class EndpointingTest {
    private static final long MILLI = 1_000_000;
    private static final ExpectedAnswer FOUR_DIGITS = new ExpectedAnswer(Kind.DIGITS, 4);

    private final Conversation call = new Conversation(TurnConfig.defaults());
    private final List<TurnSoFar> asked = new ArrayList<>();

    private Conversation asking(Endpointer endpointer) {
        return new Conversation(TurnConfig.defaults(), turn -> {
            asked.add(turn);
            return endpointer.quietNanos(turn);
        });
    }

    // Expected answers

    @Test
    void completeAnswer_isAskedForAndCommittedWithoutFurtherQuiet() {
        call.answerIs(0, FOUR_DIGITS, 1200).callerStarts(1000).interim(1900, "one two three four");
        call.callerStops(2000);
        assertThat(call.timesOf(SendFinalize.class)).containsExactly(2000L);

        call.answer(2150, "one two three four").until(2151);
        assertThat(call.timesOf(Commit.class)).containsExactly(2150L);
        assertThat(call.commitReasons()).containsExactly(CommitReason.ANSWER_COMPLETE);
    }

    @Test
    void answerThatCompletesInSilence_isCommittedThen() {
        call.answerIs(0, FOUR_DIGITS, 1200).callerStarts(1000).interim(1900, "one two three");
        call.callerStops(2000).until(2100);
        assertThat(call.all(SendFinalize.class)).isEmpty();

        call.interim(2120, "one two three four");
        assertThat(call.timesOf(SendFinalize.class)).containsExactly(2120L);
        call.answer(2270, "one two three four").until(2271);
        assertThat(call.timesOf(Commit.class)).containsExactly(2270L);
    }

    @Test
    void unfinishedAnswer_getsItsPatience() {
        call.answerIs(0, FOUR_DIGITS, 1200).callerStarts(1000).interim(1900, "one two three");
        call.callerStops(2000).answer(2900, "one two three").until(9000);

        assertThat(call.timesOf(SendFinalize.class)).containsExactly(1800L + 1200 - 150);
        assertThat(call.timesOf(Commit.class)).containsExactly(3000L);
        assertThat(call.commitReasons()).containsExactly(CommitReason.PATIENCE);
    }

    @Test
    void finalThatTakesADigitBack_makesTheAnswerUnfinishedAgain() {
        call.answerIs(0, FOUR_DIGITS, 1200).callerStarts(1000).interim(1900, "one two three four");
        call.callerStops(2000).answer(2150, "one two three for me").until(9000);

        assertThat(call.timesOf(SendFinalize.class)).containsExactly(2000L);
        assertThat(call.timesOf(Commit.class)).containsExactly(3000L);
    }

    @Test
    void callerWhoGoesOn_isHeardOutHoweverCompleteTheAnswerWas() {
        call.answerIs(0, FOUR_DIGITS, 1200).callerStarts(1000).interim(1900, "one two three four");
        call.callerStops(2000)
                .callerStarts(2100)
                .answer(2150, "one two three four")
                .until(2600);
        assertThat(call.all(Commit.class)).isEmpty();

        call.callerStops(3000).answer(3150, "no five").until(9000);
        assertThat(call.all(Commit.class)).hasSize(1);
        assertThat(call.all(Commit.class).get(0).utterance().text()).isEqualTo("one two three four no five");
    }

    @Test
    void recogniserThatHasSaidNothingYet_isAskedAtTheEndOfSpeech() {
        call.answerIs(0, FOUR_DIGITS, 1200).callerSpeaks(1000, 2000);
        assertThat(call.timesOf(SendFinalize.class)).containsExactly(2000L);

        call.answer(2150, "one two").callerSpeaks(2500, 3000);
        assertThat(call.timesOf(SendFinalize.class)).containsExactly(2000L, 3000L);
        call.answer(3150, "three four").until(3151);
        assertThat(call.timesOf(Commit.class)).containsExactly(3150L);
    }

    @Test
    void answerByKeys_leavesNothingToTheNextTurn() {
        call.answerIs(0, new ExpectedAnswer(Kind.YES_NO, 0), 300).presses(500, "1#");
        call.callerSpeaks(3000, 4000)
                .answer(4150, "right")
                .callerSpeaks(4250, 6000)
                .answer(6400, "i would like two")
                .until(9000);

        assertThat(call.all(Commit.class))
                .extracting(commit -> commit.utterance().text())
                .containsExactly("1#", "right i would like two");
    }

    @Test
    void completeAnswerWhereNoTextIsNeeded_isNotCommittedBeforeItIsFinal() {
        var hearing = Conversation.where(settings -> settings.requireTranscript(false));
        hearing.answerIs(0, FOUR_DIGITS, 1200).callerStarts(1000).interim(1900, "one two three four");
        hearing.callerStops(2000).answer(2150, "one two three four").until(9000);

        assertThat(hearing.all(Commit.class))
                .singleElement()
                .satisfies(commit -> assertThat(commit.utterance().text()).isEqualTo("one two three four"));
    }

    @Test
    void freeSpeech_isAskedForAtTheEndOfItsPatience() {
        call.answerIs(0, new ExpectedAnswer(Kind.FREE_SPEECH, 0), 800).callerSpeaks(1000, 2000);
        call.until(2400);
        assertThat(call.all(SendFinalize.class)).isEmpty();
        call.answer(2500, "yes").until(9000);
        assertThat(call.timesOf(Commit.class)).containsExactly(2600L);
        assertThat(call.commitReasons()).containsExactly(CommitReason.PATIENCE);
    }

    @Test
    void expectation_fallsBackWhenTheTurnIsCommitted() {
        call.answerIs(0, FOUR_DIGITS, 1200).callerStarts(1000).interim(1900, "one two three four");
        call.callerStops(2000).answer(2150, "one two three four").until(2200);

        call.callerStarts(4000).interim(4900, "one two three four");
        call.callerStops(5000).answer(5250, "one two three four").until(9000);
        assertThat(call.timesOf(Commit.class)).containsExactly(2150L, 5300L);
        assertThat(call.commitReasons()).containsExactly(CommitReason.ANSWER_COMPLETE, CommitReason.QUIET);
    }

    @Test
    void plausibleAnswer_getsTheOrdinaryQuiet() {
        call.answerIs(0, new ExpectedAnswer(Kind.DATE, 0), 800)
                .callerStarts(1000)
                .interim(1900, "tomorrow");
        call.callerStops(2000).answer(2250, "tomorrow").until(9000);

        assertThat(call.timesOf(Commit.class)).containsExactly(2300L);
        assertThat(call.commitReasons()).containsExactly(CommitReason.QUIET);
    }

    @Test
    void completeAnswer_needsNoDetectorsOpinion() {
        var judged = Conversation.where(settings -> settings.turnDetector(TurnConfig.TurnDetector.MODEL));
        judged.answerIs(0, FOUR_DIGITS, 1200).callerStarts(1000).interim(1900, "1234");
        judged.callerStops(2000).answer(2150, "1234").until(2151);

        assertThat(judged.timesOf(Commit.class)).containsExactly(2150L);
    }

    @Test
    void completeAnswerWhoseFinalNeverComes_isATimeout() {
        call.answerIs(0, FOUR_DIGITS, 1200).callerSpeaks(1000, 2000).finalText(2100, "1234");
        call.until(9000);

        assertThat(call.timesOf(Commit.class)).containsExactly(3000L);
        assertThat(call.commitReasons()).containsExactly(CommitReason.TIMEOUT);
    }

    @Test
    void textWithoutDetectedSpeech_isNotTakenForTheWholeAnswer() {
        call.answerIs(0, FOUR_DIGITS, 1200).finalText(1000, "1234").until(9000);

        assertThat(call.timesOf(Commit.class)).containsExactly(2200L);
        assertThat(call.commitReasons()).containsExactly(CommitReason.TRANSCRIPT);
    }

    @Test
    void dynamicQuiet_knowsExpectedAnswersToo() {
        var learning = Conversation.where(settings -> settings.endpointing(Endpointing.DYNAMIC));
        learning.answerIs(0, FOUR_DIGITS, 1200).callerStarts(1000).interim(1900, "one two");
        learning.callerStops(2000).callerStarts(2600).interim(2700, "one two three four");
        learning.callerStops(3000).answer(3150, "one two three four").until(3151);

        assertThat(learning.timesOf(Commit.class)).containsExactly(3150L);
    }

    // What endpointers are asked

    @Test
    void ownEndpointer_takesThePlaceOfTheSettings() {
        var own = asking(turn -> 700 * MILLI).callerSpeaks(1000, 2000).answer(2450, "hello");
        own.until(9000);

        assertThat(own.timesOf(SendFinalize.class)).containsExactly(1800L + 700 - 150);
        assertThat(own.timesOf(Commit.class)).containsExactly(2500L);
    }

    @Test
    void endpointer_seesTheTurnSoFar() {
        var own = asking(turn -> 700 * MILLI).answerIs(0, FOUR_DIGITS, 900);
        own.callerSpeaks(1000, 1400).answer(1450, "one").callerStarts(1600).interim(1650, "two");
        own.callerStops(2000).until(9000);

        var seen = asked.get(asked.size() - 1);
        assertThat(seen.bursts())
                .containsExactly(
                        new SpeechBurst(900 * MILLI, 1200 * MILLI), new SpeechBurst(1500 * MILLI, 1800 * MILLI));
        assertThat(seen.pauses().lengthsNanos()).containsExactly(300 * MILLI);
        assertThat(seen.finals()).isEqualTo("one");
        assertThat(seen.interim()).isEqualTo("two");
        assertThat(seen.text()).isEqualTo("one two");
        assertThat(seen.patienceNanos()).isEqualTo(900 * MILLI);
        assertThat(seen.expected()).isEqualTo(FOUR_DIGITS);
        assertThat(seen.progress()).isEqualTo(AnswerProgress.UNFINISHED);
    }

    @Test
    void endpointer_isNotAskedTheSameTwice() {
        asking(turn -> 700 * MILLI)
                .callerSpeaks(1000, 2000)
                .answer(2200, "hello")
                .until(9000);

        assertThat(asked).doesNotHaveDuplicates();
    }

    @Test
    void quietWithoutEnd_isBounded() {
        var own = asking(turn -> Long.MAX_VALUE).callerSpeaks(1000, 2000).answer(61_700, "hello");
        own.until(90_000);
        assertThat(own.timesOf(Commit.class)).containsExactly(61_800L);

        var hasty = asking(turn -> -5).callerSpeaks(1000, 2000).answer(2000, "hello");
        assertThat(hasty.timesOf(Commit.class)).containsExactly(2000L);
    }

    @Test
    void endpointerThatThrows_isReportedAndTheSettingCounts() {
        var own = asking(turn -> {
            throw new IllegalStateException("no idea");
        });
        own.callerSpeaks(1000, 2000).answer(2200, "hello").until(9000);

        assertThat(own.all(ReportEndpointerFailed.class))
                .containsExactly(new ReportEndpointerFailed(1, "java.lang.IllegalStateException"));
        assertThat(own.timesOf(Commit.class)).containsExactly(2300L);
    }

    @Test
    void changedSettings_chooseAnotherEndpointer() {
        call.callerSpeaks(1000, 2000);
        call.settingsChange(2050, settings -> settings.endpointing(Endpointing.ADAPTIVE));
        call.answer(2700, "hello").until(9000);

        assertThat(call.timesOf(Commit.class)).containsExactly(2800L);
    }

    // The caller's pauses

    @Test
    void pauseWhileTheAgentIsHeard_doesNotCount() {
        var own = asking(turn -> 1200 * MILLI).greetingPlays().replyIsShielded(20, 1);
        own.callerSpeaks(1000, 2000).agentFinishes(2100, 1).callerSpeaks(2500, 3000);
        assertThat(asked.get(asked.size() - 1).pauses().count()).isZero();

        own.callerSpeaks(3300, 4000);
        assertThat(asked.get(asked.size() - 1).pauses().lengthsNanos()).containsExactly(400 * MILLI);
    }

    @Test
    void turnThatOnlyWaitsForItsText_hasNoPause() {
        asking(turn -> 500 * MILLI).callerSpeaks(1000, 2000).callerSpeaks(3000, 4000);

        assertThat(asked.get(asked.size() - 1).pauses().count()).isZero();
    }

    @Test
    void callerWhoGoesOnAtOnce_hadPaused() {
        var own = asking(turn -> 500 * MILLI).callerSays(1000, 2000, "my name is");
        own.callerSpeaks(2480, 3000); // from 2380 on; the turn was over at 2300

        assertThat(asked.get(asked.size() - 1).pauses().lengthsNanos()).containsExactly(580 * MILLI);
    }

    @Test
    void callerWhoGoesOnOverTheAnswer_hasNot() {
        var own = asking(turn -> 500 * MILLI).callStarts().callerSays(1000, 2000, "my name is");
        own.agentAnswers(2310, 2).callerSpeaks(2480, 3000);

        assertThat(own.all(TurnAction.StartReply.class)).hasSize(1);
        assertThat(asked.get(asked.size() - 1).pauses().count()).isZero();
    }

    @Test
    void callerWhoTakesTheirTime_hasNot() {
        var own = asking(turn -> 500 * MILLI).callerSays(1000, 2000, "my name is");
        own.callerSpeaks(2510, 3000);

        assertThat(asked.get(asked.size() - 1).pauses().count()).isZero();
    }

    @Test
    void ofManyPauses_theLatestCount() {
        var pauses = CallerPauses.NONE;
        for (int i = 1; i <= 20; i++) {
            pauses = pauses.and(i == 2 ? 999 : i);
        }
        assertThat(pauses.count()).isEqualTo(16);
        assertThat(pauses.lengthsNanos()).startsWith(5L).endsWith(20L);
        assertThat(pauses.longestNanos()).isEqualTo(20);
        assertThat(CallerPauses.NONE.longestNanos()).isZero();
    }

    @Test
    void adaptiveQuiet_isUsedByTheMachine() {
        var adaptive = Conversation.where(
                settings -> settings.endpointing(Endpointing.ADAPTIVE).minEndpointing(ofMillis(400)));
        adaptive.callerSpeaks(1000, 2000).answer(2500, "hello").until(9000);

        assertThat(adaptive.timesOf(Commit.class)).containsExactly(2600L);
    }
}
