package dev.baton.turn;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.turn.TurnAction.ReportIdle;
import org.junit.jupiter.api.Test;

class IdleTest {
    private final Conversation call = Conversation.where(settings -> settings.userIdle(ofSeconds(3)));

    private Conversation greeted() {
        return call.greetingPlays().agentFinishes(1000, 1);
    }

    @Test
    void nobodyAnswersTheAgent_isReportedOnce() {
        greeted().until(3999);
        assertThat(call.all(ReportIdle.class)).isEmpty();

        call.until(60_000);
        assertThat(call.timeOf(ReportIdle.class)).isEqualTo(4000);
        assertThat(call.only(ReportIdle.class)).isEqualTo(new ReportIdle(2));
    }

    @Test
    void whatTheAgentThenSays_startsItAfresh() {
        greeted().until(4050).agentAnswers(4100, 2).agentFinishes(5000, 2).until(60_000);

        assertThat(call.timesOf(ReportIdle.class)).containsExactly(4000L, 8000L);
    }

    @Test
    void endOfTheSound_isWhatCounts() {
        call.greetingPlays().fallsSilent(800, 1).until(60_000);

        assertThat(call.timeOf(ReportIdle.class)).isEqualTo(3800);
    }

    @Test
    void whileTheAgentSpeaks_nothingCounts() {
        call.greetingPlays().until(60_000);

        assertThat(call.all(ReportIdle.class)).isEmpty();
    }

    @Test
    void nothingPlayedSoFar_nothingCounts() {
        call.callStarts()
                .agentFinishes(100, 1)
                .callerSpeaks(1000, 2000)
                .acknowledges(2200)
                .until(60_000);

        assertThat(call.abandoned()).hasSize(1);
        assertThat(call.all(ReportIdle.class)).isEmpty();
    }

    @Test
    void playoutThatWasCutOff_startsNothing() {
        call.greetingPlays().isCutOff(800, 1).until(60_000);

        assertThat(call.all(ReportIdle.class)).isEmpty();
    }

    @Test
    void openTurn_stopsItAndItsAbandonmentStartsItAfresh() {
        greeted().callerSpeaks(2000, 2500).acknowledges(2700).until(60_000);

        assertThat(call.timesOf(TurnAction.Abandon.class)).containsExactly(7500L);
        assertThat(call.timeOf(ReportIdle.class)).isEqualTo(10_500);
    }

    @Test
    void droppedTurn_startsItAfresh() {
        greeted().isMuted(1500).callerSpeaks(2000, 2500).answer(2700, "hello").until(60_000);

        assertThat(call.timesOf(TurnAction.DropSpeech.class)).containsExactly(2800L);
        assertThat(call.timeOf(ReportIdle.class)).isEqualTo(5800);
    }

    @Test
    void speechThatGoesOn_isNotIdle() {
        greeted().callerStarts(2000).until(60_000);

        assertThat(call.all(ReportIdle.class)).isEmpty();
    }

    @Test
    void answerThatIsOwed_isNotTheCallersFault() {
        greeted().callerSays(2000, 2500, "hello").until(60_000);

        assertThat(call.all(ReportIdle.class)).isEmpty();
    }

    @Test
    void answerWithoutASound_startsItAfresh() {
        greeted().callerSays(2000, 2500, "hello").agentFinishes(3000, 2).until(60_000);

        assertThat(call.timeOf(ReportIdle.class)).isEqualTo(6000);
    }

    @Test
    void answerThatWasCancelled_isOwedStill() {
        greeted()
                .callerSays(2000, 2500, "hello")
                .callerSpeaks(3000, 4000)
                .acknowledges(4700)
                .until(5000);
        call.until(60_000);

        assertThat(call.all(TurnAction.StartHandler.class)).hasSize(2);
        assertThat(call.all(ReportIdle.class)).isEmpty();
    }

    @Test
    void answerThatWaitsForATool_isOwedToo() {
        var deferring =
                Conversation.where(settings -> settings.userIdle(ofSeconds(3)).defersDuringTools(true));
        deferring
                .greetingPlays()
                .agentFinishes(1000, 1)
                .callerSays(1500, 2000, "first")
                .toolStarts(2400);
        deferring.callerSays(2600, 3600, "second").until(60_000);

        assertThat(deferring.all(ReportIdle.class)).isEmpty();
    }

    @Test
    void pressedKeys_stopIt() {
        greeted().presses(3500, "1").until(60_000);

        assertThat(call.all(ReportIdle.class)).isEmpty(); // they are committed at 5500, and an answer is owed
    }

    @Test
    void tool_stopsItAndItsEndStartsItAfresh() {
        greeted().toolStarts(2000).until(9000).toolEnds(10_000).until(60_000);

        assertThat(call.timeOf(ReportIdle.class)).isEqualTo(13_000);
    }

    @Test
    void newTimeout_startsItAfresh() {
        greeted()
                .settingsChange(3000, settings -> settings.userIdle(ofSeconds(2)))
                .until(60_000);

        assertThat(call.timeOf(ReportIdle.class)).isEqualTo(5000);
    }

    @Test
    void otherNewSettings_leaveItRunning() {
        greeted()
                .settingsChange(
                        3000, settings -> settings.userIdle(ofSeconds(3)).minEndpointing(ofMillis(400)))
                .until(60_000);

        assertThat(call.timeOf(ReportIdle.class)).isEqualTo(4000);
    }

    @Test
    void callThatIsEnding_isNotIdle() {
        greeted().handlerEndsCall(2000).until(9000);

        assertThat(call.all(ReportIdle.class)).isEmpty();
    }

    @Test
    void notAskedFor_reportsNothing() {
        var plain = new Conversation(TurnConfig.defaults());
        plain.greetingPlays().agentFinishes(1000, 1).until(600_000);

        assertThat(plain.all(ReportIdle.class)).isEmpty();
    }
}
