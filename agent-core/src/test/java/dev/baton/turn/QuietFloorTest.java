package dev.baton.turn;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.turn.TurnAction.Commit;
import dev.baton.turn.TurnAction.ReportEndpointing;
import dev.baton.turn.TurnAction.SendFinalize;
import dev.baton.turn.TurnConfig.Endpointing;
import dev.baton.turn.TurnConfig.FinalizeAt;
import dev.baton.turn.TurnConfig.TurnDetector;
import org.junit.jupiter.api.Test;

class QuietFloorTest {
    private static final long MILLI = 1_000_000;

    private final Conversation call = new Conversation(TurnConfig.defaults());
    private final Conversation judged = Conversation.where(
            settings -> settings.turnDetector(TurnDetector.MODEL).finalizeAt(FinalizeAt.SPEECH_END));
    private final Conversation learning = Conversation.where(settings -> settings.endpointing(Endpointing.DYNAMIC));

    @Test
    void quiet_countsFromTheAcousticEnd() {
        call.callerSpeaks(1000, 2000).answer(2200, "hello").until(9000);

        assertThat(call.timeOf(Commit.class)).isEqualTo(2300);
        assertThat(call.only(Commit.class).quietPassedNanos()).isEqualTo(2300 * MILLI);
        assertThat(call.commitReasons()).containsExactly(CommitReason.QUIET);
    }

    @Test
    void changedSettings_moveAFloorThatRuns() {
        call.callerSpeaks(1000, 2000).answer(2200, "hello");

        call.settingsChange(2250, settings -> settings.minEndpointing(ofMillis(900)))
                .until(9000);
        assertThat(call.timeOf(Commit.class)).isEqualTo(2700);
    }

    @Test
    void patience_holdsALongPauseAndFallsBackAfterTheCommit() {
        call.patienceIs(0, 1200);
        call.callerSpeaks(1000, 2000); // quiet from 1800
        call.callerSpeaks(2700, 3500); // after 800 ms; quiet from 3300
        call.answer(4400, "five five one two").until(4499);
        assertThat(call.all(Commit.class)).isEmpty();

        call.until(4500);
        assertThat(call.committedTexts()).containsExactly("five five one two");
        assertThat(call.commitReasons()).containsExactly(CommitReason.PATIENCE);
        assertThat(call.timeOf(SendFinalize.class)).isEqualTo(4350);

        call.callerSays(6000, 7000, "yes");
        assertThat(call.committedTexts()).containsExactly("five five one two", "yes");
    }

    @Test
    void sameAudioWithoutPatience_splits() {
        call.callerSays(1000, 2000, "five five");
        call.callerSpeaks(2700, 3500).answer(3700, "one two").until(4500);

        assertThat(call.committedTexts()).containsExactly("five five", "one two");
    }

    @Test
    void noPatienceAtAll_takesTheTurnAsSoonAsItIsSettled() {
        call.patienceIs(0, 0).callerSpeaks(1000, 2000).answer(2050, "yes");

        assertThat(call.timeOf(Commit.class)).isEqualTo(2050);
    }

    @Test
    void lateTextOfThePreviousTurn_leavesThePatienceOfTheOpenOne() {
        var unmarked = Conversation.where(settings -> settings.marksAnswers(false));
        unmarked.callerSpeaks(1000, 2000).finalText(2200, "on", 900, 1200).until(3400);
        assertThat(unmarked.committedTexts()).containsExactly("on");
        unmarked.patienceIs(3500, 1200);
        unmarked.callerStarts(4000).finalText(4100, "wednesday", 1350, 1790).callerStops(5000);
        unmarked.finalText(5200, "five five", 3900, 4790).until(5500);
        assertThat(unmarked.committedTexts()).containsExactly("on", "on wednesday");

        unmarked.until(6000);
        assertThat(unmarked.committedTexts()).containsExactly("on", "on wednesday", "five five");
        assertThat(unmarked.commitReasons().get(2)).isEqualTo(CommitReason.PATIENCE);
    }

    @Test
    void turnOfTextAlone_isOverWhenNoTextFollows() {
        call.finalText(1000, "on").finalText(1400, "wednesday").until(9000);

        assertThat(call.timeOf(Commit.class)).isEqualTo(1900);
        assertThat(call.committedTexts()).containsExactly("on wednesday");
        assertThat(call.commitReasons()).containsExactly(CommitReason.TRANSCRIPT);
    }

    @Test
    void openInterimOfATurnOfTextAlone_isTakenAfterTheLongerOfBothWaits() {
        call.finalText(1000, "on").interim(1200, "wednesday").until(9000);
        assertThat(call.timeOf(Commit.class)).isEqualTo(2200);
        assertThat(call.committedTexts()).containsExactly("on wednesday");
        assertThat(call.commitReasons()).containsExactly(CommitReason.TIMEOUT_INTERIM);

        var slow = Conversation.where(settings -> settings.minEndpointing(ofMillis(1500)));
        slow.interim(1200, "wednesday").until(9000);
        assertThat(slow.timeOf(Commit.class)).isEqualTo(2700);
    }

    @Test
    void noVerdict_waitsForTheMaximum() {
        judged.callerSpeaks(1000, 2000).answer(2200, "hello").until(9000);

        assertThat(judged.timeOf(Commit.class)).isEqualTo(4800);
        assertThat(judged.commitReasons()).containsExactly(CommitReason.QUIET);
    }

    @Test
    void completeVerdict_needsTheMinimumOnly() {
        judged.callerSpeaks(1000, 2000)
                .answer(2100, "hello")
                .verdict(2200, 2000, true)
                .until(9000);

        assertThat(judged.timeOf(Commit.class)).isEqualTo(2300);
        assertThat(judged.commitReasons()).containsExactly(CommitReason.VERDICT);
    }

    @Test
    void completeVerdictAfterTheMinimum_takesTheTurnAtOnce() {
        judged.callerSpeaks(1000, 2000).answer(2100, "hello").verdict(3000, 2900, true);

        assertThat(judged.timeOf(Commit.class)).isEqualTo(3000);
        assertThat(judged.commitReasons()).containsExactly(CommitReason.VERDICT);
    }

    @Test
    void textThatArrivesAfterAVerdict_isWhatTheTurnWaitedFor() {
        judged.callerSpeaks(1000, 2000).verdict(2200, 2000, true).answer(2600, "hello");

        assertThat(judged.timeOf(Commit.class)).isEqualTo(2600);
        assertThat(judged.commitReasons()).containsExactly(CommitReason.SETTLED);
    }

    @Test
    void verdictThatTheCallerHasNotFinished_takesAnEarlierOneBack() {
        judged.callerSpeaks(1000, 2000).answer(2100, "hello");
        judged.verdict(2150, 2000, true).verdict(2250, 2200, false).until(9000);

        assertThat(judged.timeOf(Commit.class)).isEqualTo(4800);
    }

    @Test
    void verdictAboutAnEarlierPause_doesNotCount() {
        judged.callerSpeaks(1000, 2000)
                .answer(2100, "hello")
                .verdict(2200, 1799, true)
                .until(4000);
        assertThat(judged.committedTexts()).isEmpty();

        var sharp = Conversation.where(
                settings -> settings.turnDetector(TurnDetector.MODEL).finalizeAt(FinalizeAt.SPEECH_END));
        sharp.callerSpeaks(1000, 2000)
                .answer(2100, "hello")
                .verdict(2200, 1800, true)
                .until(4000);
        assertThat(sharp.timeOf(Commit.class)).isEqualTo(2300);
    }

    @Test
    void verdictWhileTheCallerSpeaks_doesNotCount() {
        judged.callerStarts(1000).verdict(1500, 1400, true).callerStops(2000).answer(2100, "hello");

        judged.until(4000);
        assertThat(judged.committedTexts()).isEmpty();
    }

    @Test
    void newSpeech_takesTheVerdictBack() {
        judged.callerSpeaks(1000, 2000).verdict(2100, 2000, true).callerSpeaks(2200, 3000);

        judged.answer(3050, "hello").answer(3100, "you").until(5000);
        assertThat(judged.committedTexts()).isEmpty();
    }

    @Test
    void verdictThatNobodyAskedFor_decidesNothing() {
        call.patienceIs(0, 1000).callerSpeaks(1000, 2000).verdict(2100, 2000, true);

        call.until(2650).answer(2700, "hello").until(2800);
        assertThat(call.commitReasons()).containsExactly(CommitReason.PATIENCE);
        judged.verdict(500, 400, true).verdict(600, 500, true);
        assertThat(judged.actions()).isEmpty();
    }

    @Test
    void pauseInsideATurn_movesTheQuietHalfway() {
        learning.patienceIs(0, 2000).callerSpeaks(1000, 2000).callerStarts(3100); // quiet for 1200

        assertThat(learning.all(ReportEndpointing.class)).containsExactly(new ReportEndpointing(850 * MILLI));

        learning.callerStops(4000).answer(5700, "one").until(5800);
        learning.callerSpeaks(7000, 8000).answer(8600, "two").until(9999);
        assertThat(learning.timesOf(Commit.class)).containsExactly(5800L, 8650L);
    }

    @Test
    void weightOfTheLatestPause_isASetting() {
        var slow = Conversation.where(
                settings -> settings.endpointing(Endpointing.DYNAMIC).endpointingAlpha(0.25));
        slow.patienceIs(0, 2000).callerSpeaks(1000, 2000).callerStarts(3100);

        assertThat(slow.all(ReportEndpointing.class)).containsExactly(new ReportEndpointing(675 * MILLI));
    }

    @Test
    void furtherPauses_moveItFromWhereItIs() {
        learning.patienceIs(0, 2000).callerSpeaks(1000, 2000).callerSpeaks(3100, 4000);
        learning.callerStarts(4350); // quiet for 450: halfway from 850

        assertThat(learning.all(ReportEndpointing.class))
                .containsExactly(new ReportEndpointing(850 * MILLI), new ReportEndpointing(650 * MILLI));
    }

    @Test
    void shortPause_shortensTheQuiet() {
        learning.callerSpeaks(1000, 2000).callerSpeaks(2100, 3000); // quiet for 200
        assertThat(learning.all(ReportEndpointing.class)).containsExactly(new ReportEndpointing(350 * MILLI));

        learning.answer(3100, "hello").until(9000);
        assertThat(learning.timeOf(Commit.class)).isEqualTo(3150);
    }

    @Test
    void shortPause_neverGoesBelowHalfOfTheSetting() {
        var eager = Conversation.where(
                settings -> settings.endpointing(Endpointing.DYNAMIC).endpointingAlpha(1));
        eager.callerSpeaks(1000, 2000).callerStarts(2100);

        assertThat(eager.all(ReportEndpointing.class)).containsExactly(new ReportEndpointing(250 * MILLI));
    }

    @Test
    void pauseAsLongAsTheQuiet_isNoNews() {
        learning.patienceIs(0, 2000).callerSpeaks(1000, 2000).callerStarts(2400);

        assertThat(learning.all(ReportEndpointing.class)).isEmpty();
    }

    @Test
    void longPause_neverGoesAboveTheMaximum() {
        var eager = Conversation.where(settings ->
                settings.endpointing(Endpointing.DYNAMIC).endpointingAlpha(1).maxEndpointing(ofSeconds(1)));
        eager.patienceIs(0, 2000).callerSpeaks(1000, 2000).callerStarts(3100);

        assertThat(eager.all(ReportEndpointing.class)).containsExactly(new ReportEndpointing(1000 * MILLI));
    }

    @Test
    void pauseWhileTheAgentSpeaks_teachesNothing() {
        learning.greetingPlays().replyIsShielded(20, 1).patienceIs(30, 2000);
        learning.callerSpeaks(1000, 2000).agentFinishes(2100, 1).callerStarts(3100);

        assertThat(learning.all(ReportEndpointing.class)).isEmpty();
    }

    @Test
    void fixedQuiet_learnsNothing() {
        call.patienceIs(0, 2000).callerSpeaks(1000, 2000).callerStarts(3100);

        assertThat(call.all(ReportEndpointing.class)).isEmpty();
    }

    @Test
    void newMinimum_forgetsWhatWasLearned() {
        learning.patienceIs(0, 2000).callerSpeaks(1000, 2000).callerSpeaks(3100, 4000);
        learning.answer(5700, "one").until(5800);
        learning.settingsChange(
                6000, settings -> settings.endpointing(Endpointing.DYNAMIC).minEndpointing(ofMillis(400)));

        learning.callerSpeaks(7000, 8000).answer(8150, "two").until(9999);
        assertThat(learning.timesOf(Commit.class)).containsExactly(5800L, 8200L);
    }

    @Test
    void otherNewSettings_keepWhatWasLearned() {
        learning.patienceIs(0, 2000).callerSpeaks(1000, 2000).callerSpeaks(3100, 4000);
        learning.answer(5700, "one").until(5800);
        learning.settingsChange(
                6000, settings -> settings.endpointing(Endpointing.DYNAMIC).userIdle(ofSeconds(9)));

        learning.callerSpeaks(7000, 8000).answer(8600, "two").until(9999);
        assertThat(learning.timesOf(Commit.class)).containsExactly(5800L, 8650L);
    }

    @Test
    void learnedQuiet_countsOnlyWhileItIsDynamic() {
        learning.patienceIs(0, 2000).callerSpeaks(1000, 2000).callerSpeaks(3100, 4000);
        learning.answer(5700, "one").until(5800);
        learning.settingsChange(6000, settings -> settings);

        learning.callerSpeaks(7000, 8000).answer(8200, "two").until(9999);
        assertThat(learning.timesOf(Commit.class)).containsExactly(5800L, 8300L);
    }
}
