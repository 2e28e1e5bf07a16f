package dev.baton.turn;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.turn.TurnAction.Abandon;
import dev.baton.turn.TurnAction.Commit;
import dev.baton.turn.TurnAction.ReplayAudio;
import dev.baton.turn.TurnAction.SendFinalize;
import dev.baton.turn.TurnConfig.FinalizeAt;
import org.junit.jupiter.api.Test;

class SettlementTest {
    private final Conversation call = new Conversation(TurnConfig.defaults());
    private final Conversation eager = Conversation.where(settings -> settings.finalizeAt(FinalizeAt.SPEECH_END));
    private final Conversation unasked = Conversation.where(settings -> settings.finalizes(false));

    @Test
    void turnEnd_asksShortlyBeforeTheQuietIsOver() {
        call.callerSpeaks(1000, 2000).until(9000);

        assertThat(call.timeOf(SendFinalize.class)).isEqualTo(2150);
    }

    @Test
    void longLead_asksNotBeforeTheEndOfSpeechIsDeclared() {
        var slow = Conversation.where(settings -> settings.finalizeLead(ofMillis(400)));
        slow.callerSpeaks(1000, 2000).until(9000);

        assertThat(slow.timeOf(SendFinalize.class)).isEqualTo(2000);
    }

    @Test
    void speechEnd_asksAtEachPause() {
        eager.callerSpeaks(1000, 2000).callerSpeaks(2200, 3000);

        assertThat(eager.timesOf(SendFinalize.class)).containsExactly(2000L, 3000L);
        assertThat(eager.all(SendFinalize.class)).containsExactly(new SendFinalize(1), new SendFinalize(2));
    }

    @Test
    void everyRequestOfTheTurn_isWaitedFor() {
        eager.callerSpeaks(1000, 2000)
                .callerSpeaks(2200, 3000)
                .answer(3100, "on")
                .until(3500);
        assertThat(eager.committedTexts()).isEmpty();

        eager.answer(3600, "wednesday");
        assertThat(eager.timeOf(Commit.class)).isEqualTo(3600);
        assertThat(eager.commitReasons()).containsExactly(CommitReason.SETTLED);
    }

    @Test
    void answerThatNeverComes_isWaitedForUntilTheDeadline() {
        call.callerStarts(1000).finalText(1500, "hello").callerStops(2000).until(9000);

        assertThat(call.timeOf(Commit.class)).isEqualTo(3150);
        assertThat(call.commitReasons()).containsExactly(CommitReason.TIMEOUT);
        assertThat(call.only(Commit.class).quietPassedNanos()).isEqualTo(2_300_000_000L);
    }

    @Test
    void openInterimAtTheDeadline_isTaken() {
        call.callerStarts(1000).finalText(1500, "on").interim(1800, "wednesday").callerStops(2000);

        call.until(9000);
        assertThat(call.committedTexts()).containsExactly("on wednesday");
        assertThat(call.timeOf(Commit.class)).isEqualTo(3150);
        assertThat(call.commitReasons()).containsExactly(CommitReason.TIMEOUT_INTERIM);
    }

    @Test
    void interimsNotTaken_areLeftOut() {
        var strict = Conversation.where(settings -> settings.promotesInterims(false));
        strict.callerStarts(1000)
                .finalText(1500, "on")
                .interim(1800, "wednesday")
                .callerStops(2000);
        strict.until(9000);

        assertThat(strict.committedTexts()).containsExactly("on");
        assertThat(strict.timeOf(Commit.class)).isEqualTo(3150);
        assertThat(strict.commitReasons()).containsExactly(CommitReason.TIMEOUT);
    }

    @Test
    void interimsNotTaken_makeNoTurnAlone() {
        var strict = Conversation.where(settings -> settings.promotesInterims(false));
        strict.callerStarts(1000).interim(1800, "wednesday").callerStops(2000).until(20_000);

        assertThat(strict.committedTexts()).isEmpty();
        assertThat(strict.only(Abandon.class)).isEqualTo(new Abandon(1, AbandonReason.ONLY_INTERIM));
    }

    @Test
    void emptyAnswer_leavesTheInterimOpen() {
        call.callerStarts(1000)
                .interim(1500, "hello")
                .callerStops(2000)
                .acknowledges(2200)
                .until(2500);
        assertThat(call.committedTexts()).isEmpty();

        call.finalText(2600, "hello");
        assertThat(call.timeOf(Commit.class)).isEqualTo(2600);
    }

    @Test
    void interimAfterTheAnswer_startsTheWaitAfresh() {
        call.callerSpeaks(1000, 2000)
                .answer(2200, "on")
                .interim(2250, "wednesday")
                .until(9000);

        assertThat(call.timeOf(Commit.class)).isEqualTo(3250);
        assertThat(call.committedTexts()).containsExactly("on wednesday");
    }

    @Test
    void interimWhileAnAnswerIsDue_startsNothingAfresh() {
        call.callerSpeaks(1000, 2000).interim(2500, "wednesday").until(9000);

        assertThat(call.timeOf(Commit.class)).isEqualTo(3150);
    }

    @Test
    void interimAfterTheDeadline_startsTheWaitAfresh() {
        call.callerSpeaks(1000, 2000)
                .interim(3500, "wednes")
                .interim(3600, "wednes")
                .until(9000);

        assertThat(call.timeOf(Commit.class)).isEqualTo(4500);
    }

    @Test
    void interimBeforeTheRecogniserIsAsked_startsNothing() {
        call.callerSpeaks(1000, 2000).interim(2050, "wednesday").until(2160).callerStarts(2170);
        call.until(20_000);

        assertThat(call.committedTexts()).isEmpty();
    }

    @Test
    void interimWhileTheCallerSpeaks_startsNoWait() {
        eager.callerStarts(1000)
                .interim(1500, "on")
                .until(4000)
                .callerStops(4100)
                .until(9000);

        assertThat(eager.timeOf(Commit.class)).isEqualTo(5100);
    }

    @Test
    void requestThatMissedItsDeadline_holdsUpNothingAnyMore() {
        eager.callerSpeaks(1000, 2000); // asked at 2000, to be answered by 3000
        eager.interim(3500, "hello").finalText(3600, "hello").until(3700);

        assertThat(eager.committedTexts()).containsExactly("hello");
        assertThat(eager.timeOf(Commit.class)).isEqualTo(3600);
    }

    @Test
    void serviceThatIsNeverAsked_settlesByTheAudioThatItsFinalsReach() {
        unasked.callerSpeaks(1000, 2000).finalText(2050, "hello", 900, 1700).until(9000);

        assertThat(unasked.all(SendFinalize.class)).isEmpty();
        assertThat(unasked.timeOf(Commit.class)).isEqualTo(2300);
        assertThat(unasked.commitReasons()).containsExactly(CommitReason.QUIET);
    }

    @Test
    void finalThatFallsShort_waitsForTheDeadline() {
        unasked.callerSpeaks(1000, 2000).finalText(2050, "hello", 900, 1699).until(9000);

        assertThat(unasked.timeOf(Commit.class)).isEqualTo(3000);
        assertThat(unasked.commitReasons()).containsExactly(CommitReason.SETTLED);
    }

    @Test
    void finalWithoutTimes_waitsForTheDeadlineToo() {
        unasked.callerSpeaks(1000, 2000).finalText(2050, "hello").until(9000);

        assertThat(unasked.timeOf(Commit.class)).isEqualTo(3000);
    }

    @Test
    void lineThatIsDownWhenTheRecogniserShouldBeAsked_isWaitedForAsLongAsAnAnswer() {
        call.callerStarts(1000)
                .interim(1500, "hello")
                .linkIsLost(1600)
                .callerStops(2000)
                .until(9000);

        assertThat(call.all(SendFinalize.class)).isEmpty();
        assertThat(call.timeOf(Commit.class)).isEqualTo(3150);
        assertThat(call.commitReasons()).containsExactly(CommitReason.TIMEOUT_INTERIM);
    }

    @Test
    void lineThatComesBack_isAskedAtOnceWithANewWait() {
        call.callerStarts(1000).interim(1500, "hello").linkIsLost(1600).callerStops(2000);
        call.linkOpens(3000).until(9000);

        assertThat(call.only(ReplayAudio.class)).isEqualTo(new ReplayAudio(600_000_000));
        assertThat(call.timeOf(SendFinalize.class)).isEqualTo(3000);
        assertThat(call.timeOf(Commit.class)).isEqualTo(4000);
    }

    @Test
    void lineLostWhileAnAnswerIsDue_isAskedAgain() {
        call.callerSpeaks(1000, 2000).linkIsLost(2500).linkOpens(2700).answer(2900, "hello");

        assertThat(call.timesOf(SendFinalize.class)).containsExactly(2150L, 2700L);
        assertThat(call.timeOf(Commit.class)).isEqualTo(2900);
    }

    @Test
    void lineLostForLonger_isWaitedForNoLongerThanBefore() {
        call.callerStarts(1000)
                .interim(1500, "hello")
                .callerStops(2000)
                .linkIsLost(2500)
                .until(9000);

        assertThat(call.timeOf(Commit.class)).isEqualTo(3150);
    }

    @Test
    void lineLostAfterTheAnswer_isNotAskedAgain() {
        call.patienceIs(0, 2000).callerSpeaks(1000, 2000);
        call.answer(3700, "hello").linkIsLost(3720).linkOpens(3740).until(9000);

        assertThat(call.timesOf(SendFinalize.class)).containsExactly(3650L);
        assertThat(call.timeOf(Commit.class)).isEqualTo(3800);
    }

    @Test
    void lineLostInMidSpeech_isAskedAtTheEndOfTheSpeechOnly() {
        eager.callerSpeaks(1000, 2000).callerStarts(2100).linkIsLost(2200).linkOpens(2400);
        assertThat(eager.timesOf(SendFinalize.class)).containsExactly(2000L);

        eager.callerStops(3000).answer(3200, "hello").until(3400);
        assertThat(eager.timesOf(SendFinalize.class)).containsExactly(2000L, 3000L);
        assertThat(eager.committedTexts()).containsExactly("hello");
    }

    @Test
    void recogniserLostForGood_turnEndsWithWhatIsThereAndLaterSpeechIsAbandoned() {
        call.callerStarts(1000).interim(1500, "on wednes").callerStops(2000);
        call.linkFails(2100).until(2300);
        assertThat(call.committedTexts()).containsExactly("on wednes");

        call.callerSpeaks(4000, 5000).until(20_000);
        assertThat(call.abandoned()).containsExactly(new Abandon(2, AbandonReason.NO_TEXT));
        assertThat(call.all(SendFinalize.class)).isEmpty();
    }

    @Test
    void recogniserLostForGoodInMidSpeech_isNotAskedAtTheEndOfIt() {
        call.callerStarts(1000)
                .interim(1500, "on wednes")
                .linkFails(1600)
                .callerStops(2000)
                .until(9000);

        assertThat(call.all(SendFinalize.class)).isEmpty();
        assertThat(call.timeOf(Commit.class)).isEqualTo(2300);
    }

    @Test
    void recogniserLostForGoodWhileItOwesAnAnswer_owesItNoMore() {
        call.callerStarts(1000)
                .finalText(1500, "hello")
                .callerStops(2000)
                .until(2200)
                .linkFails(2500);

        assertThat(call.timeOf(Commit.class)).isEqualTo(2500);
    }
}
