package dev.baton.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.turn.TurnAction.StartReply;
import dev.baton.turn.TurnAction.StopReply;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AgentSideTest {
    private final Conversation call = new Conversation(TurnConfig.defaults());

    private Conversation greetingPlays() {
        return call.happens(new TurnEvent.CallStarted(0)).agentAnswers(10, 1);
    }

    @Test
    void callStarts_agentIsAskedToGreet() {
        greetingPlays();

        assertThat(call.actions()).containsExactly(new TurnAction.Greet(1), new StartReply(1));
    }

    @Test
    void speechOutlastsTheGateWhileReplyPlays_stopsIt() {
        greetingPlays().callerStarts(1000).until(1199);
        assertThat(call.all(StopReply.class)).isEmpty();

        call.until(1200); // onset 900 + 300
        assertThat(call.all(StopReply.class)).containsExactly(new StopReply(1, StopReason.INTERRUPTED));
    }

    @Test
    void speechEndsBeforeTheGate_replyGoesOnAndWordsAreReportedAsDropped() {
        var patient = new Conversation(
                Conversation.settings().minInterruption(Duration.ofMillis(600)).build());
        patient.happens(new TurnEvent.CallStarted(0)).agentAnswers(10, 1);

        patient.callerStarts(1000).callerStops(1400).answer(1600, "mhm").until(9000);

        assertThat(patient.all(StopReply.class)).isEmpty();
        assertThat(patient.committedTexts()).isEmpty();
        assertThat(patient.all(TurnAction.DropSpeech.class))
                .containsExactly(new TurnAction.DropSpeech(1, "mhm", DropReason.BELOW_INTERRUPTION));
    }

    @Test
    void interruption_isCommittedAsATurn() {
        greetingPlays()
                .callerStarts(1000)
                .callerStops(2000)
                .answer(2200, "no wait")
                .until(3000);

        assertThat(call.committedTexts()).containsExactly("no wait");
        assertThat(call.all(StopReply.class)).hasSize(1);
    }

    @Test
    void replyReadyWhileCallerSpeaks_waitsAndIsStaleAfterTheCommit() {
        call.callerStarts(1000).callerStops(2000).answer(2200, "first").until(2400);
        call.callerStarts(2600).agentAnswers(2700, 1);
        assertThat(call.all(StartReply.class)).isEmpty();

        call.callerStops(3600).answer(3800, "second").until(4000);

        assertThat(call.committedTexts()).containsExactly("first", "second");
        assertThat(call.all(StartReply.class)).isEmpty();
        assertThat(call.all(StopReply.class)).containsExactly(new StopReply(1, StopReason.CALLER_SPOKE));
    }

    @Test
    void noiseWhileThinking_delaysTheReplyButDoesNotLoseIt() {
        call.callerStarts(1000).callerStops(2000).answer(2200, "first").until(2400);
        call.callerStarts(2600).agentAnswers(2700, 1).callerStops(2750);

        call.until(20_000); // the noise has no words

        assertThat(call.all(StartReply.class)).containsExactly(new StartReply(1));
        assertThat(call.all(TurnAction.Abandon.class))
                .containsExactly(new TurnAction.Abandon(2, AbandonReason.NO_TEXT));
    }

    @Test
    void speechThatOutlastsThePlayout_isATurn() {
        var patient = new Conversation(
                Conversation.settings().minInterruption(Duration.ofSeconds(5)).build());
        patient.happens(new TurnEvent.CallStarted(0)).agentAnswers(10, 1);

        patient.callerStarts(1000)
                .agentFinishes(1200, 1)
                .callerStops(2000)
                .answer(2200, "good morning")
                .until(3000);

        assertThat(patient.committedTexts()).containsExactly("good morning");
    }

    @Test
    void reportsOfAnOldReply_changeNothing() {
        call.callerStarts(1000).callerStops(2000).answer(2200, "first").until(2400);

        call.agentAnswers(2500, 7).agentFinishes(2600, 7).agentAnswers(2700, 1);

        assertThat(call.all(StartReply.class)).containsExactly(new StartReply(1));
    }
}
