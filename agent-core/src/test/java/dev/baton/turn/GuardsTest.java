package dev.baton.turn;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.turn.TurnAction.EndCall;
import dev.baton.turn.TurnAction.ReportTurnLimit;
import dev.baton.turn.TurnAction.ReportUntranscribed;
import org.junit.jupiter.api.Test;

class GuardsTest {
    private static final long MILLI = 1_000_000;

    private final Conversation call = new Conversation(TurnConfig.defaults());
    private final Conversation attentive = Conversation.where(settings -> settings.transcriptionTimeout(ofMillis(900)));
    private final Conversation limited = Conversation.where(settings -> settings.maxUserTurnWords(3));
    private final Conversation hasty = Conversation.where(settings -> settings.stallHangUp(ofSeconds(5)));

    // Speech without text

    @Test
    void speechWithoutAFinal_isReportedOnce() {
        attentive.callerSpeaks(1000, 2000).until(2699);
        assertThat(attentive.all(ReportUntranscribed.class)).isEmpty();

        attentive.until(6000);
        assertThat(attentive.timeOf(ReportUntranscribed.class)).isEqualTo(2700);
        assertThat(attentive.only(ReportUntranscribed.class)).isEqualTo(new ReportUntranscribed(1, 900 * MILLI));
    }

    @Test
    void severalBursts_areReportedTogetherAfterTheLast() {
        attentive.callerSpeaks(1000, 2000).callerSpeaks(2100, 3000).until(6000);

        assertThat(attentive.timeOf(ReportUntranscribed.class)).isEqualTo(3700);
        assertThat(attentive.only(ReportUntranscribed.class).speechNanos()).isEqualTo(1700 * MILLI);
    }

    @Test
    void speechThatGotAFinal_isNotReported() {
        attentive.callerStarts(1000).finalText(1500, "on").callerStops(2000).until(6000);

        assertThat(attentive.all(ReportUntranscribed.class)).isEmpty();
    }

    @Test
    void speechAfterAFinal_isReportedAlone() {
        attentive.patienceIs(0, 5000).callerStarts(1000).finalText(1500, "on").callerStops(2000);
        attentive.callerSpeaks(2100, 3000).until(6000);

        assertThat(attentive.only(ReportUntranscribed.class).speechNanos()).isEqualTo(800 * MILLI);
    }

    @Test
    void finalAfterTheSpeech_leavesNothingToReport() {
        attentive.callerSpeaks(1000, 2000).finalText(2600, "hello").until(6000);

        assertThat(attentive.all(ReportUntranscribed.class)).isEmpty();
    }

    @Test
    void finalAfterAReport_letsTheNextSpeechBeReported() {
        attentive.patienceIs(0, 60_000).callerSpeaks(1000, 2000).until(3000).finalText(3100, "hello");
        attentive.callerSpeaks(4000, 5000).until(9000);

        assertThat(attentive.timesOf(ReportUntranscribed.class)).containsExactly(2700L, 5700L);
    }

    @Test
    void notAskedFor_reportsNothing() {
        call.callerSpeaks(1000, 2000).until(6000);

        assertThat(call.all(ReportUntranscribed.class)).isEmpty();
    }

    // Many words

    @Test
    void moreWordsThanTheLimit_areReportedOnce() {
        limited.finalText(1000, "one two three").until(1100);
        assertThat(limited.all(ReportTurnLimit.class)).isEmpty();

        limited.finalText(1200, "four").finalText(1300, "five");
        assertThat(limited.only(ReportTurnLimit.class)).isEqualTo(new ReportTurnLimit(1, 4));
    }

    @Test
    void wordsOfSeveralTurns_addUpUntilTheAgentSpeaks() {
        limited.callerSays(1000, 2000, "one two").callerSays(3000, 4000, "three four");
        assertThat(limited.only(ReportTurnLimit.class)).isEqualTo(new ReportTurnLimit(2, 4));

        limited.agentAnswers(4400, 2).agentFinishes(5000, 2).callerSays(6000, 7000, "five six seven");
        assertThat(limited.all(ReportTurnLimit.class)).hasSize(1);
        limited.callerSays(8000, 9000, "eight");
        assertThat(limited.all(ReportTurnLimit.class)).hasSize(2);
    }

    @Test
    void noLimit_reportsNothing() {
        call.finalText(1000, "one two three four five");

        assertThat(call.all(ReportTurnLimit.class)).isEmpty();
    }

    // Nobody speaks

    @Test
    void nobodySpeaksAndNothingWorks_endsTheCall() {
        hasty.greetingPlays().agentFinishes(2000, 1).until(6999);
        assertThat(hasty.all(EndCall.class)).isEmpty();

        hasty.until(7000);
        assertThat(hasty.only(EndCall.class)).isEqualTo(new EndCall(EndCause.STALL));
    }

    @Test
    void callWhereNothingEverHappens_endsToo() {
        hasty.until(9000);

        assertThat(hasty.timeOf(EndCall.class)).isEqualTo(5000);
    }

    @Test
    void textAlone_isSomebodySpeaking() {
        hasty.interim(4000, "...").finalText(4900, "hello").until(5300);

        assertThat(hasty.all(EndCall.class)).isEmpty();
    }

    @Test
    void speech_isSomebodySpeaking() {
        hasty.callerStarts(4000).until(20_000);

        assertThat(hasty.all(EndCall.class)).isEmpty();
    }

    @Test
    void handlerOrToolThatWorks_isNotNobody() {
        hasty.callerSays(1000, 2000, "hello").until(20_000);
        assertThat(hasty.all(EndCall.class)).isEmpty();

        hasty.toolStarts(20_100).agentFinishes(20_200, 1).until(40_000);
        assertThat(hasty.all(EndCall.class)).isEmpty();
        hasty.toolEnds(40_000).until(60_000);
        assertThat(hasty.timeOf(EndCall.class)).isEqualTo(45_000);
    }

    @Test
    void agentThatSpeaks_isNotNobody() {
        hasty.greetingPlays().until(20_000);

        assertThat(hasty.all(EndCall.class)).isEmpty();
    }

    @Test
    void handlerThatHasReturned_worksNoMore() {
        hasty.callerSays(1000, 2000, "hello")
                .handlerReturns(2500, 7)
                .handlerReturns(3000, 1)
                .until(20_000);

        assertThat(hasty.timeOf(EndCall.class)).isEqualTo(8000);
    }

    @Test
    void notAskedFor_callGoesOn() {
        call.until(600_000);

        assertThat(call.all(EndCall.class)).isEmpty();
    }

    @Test
    void callThatIsEnding_isNotEndedAgain() {
        hasty.until(3000).handlerEndsCall(3000).until(20_000);
        assertThat(hasty.all(EndCall.class)).isEmpty(); // the goodbye may take its time

        hasty.until(60_000);
        assertThat(hasty.only(EndCall.class)).isEqualTo(new EndCall(EndCause.HANDLER));
    }
}
