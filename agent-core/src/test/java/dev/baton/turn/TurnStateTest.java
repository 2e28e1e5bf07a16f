package dev.baton.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.turn.TurnState.AgentPhase;
import dev.baton.turn.TurnState.CallPhase;
import dev.baton.turn.TurnState.CallerPhase;
import dev.baton.turn.TurnState.LinkPhase;
import org.junit.jupiter.api.Test;

/** Where a call stands, as people and tests read it. */
class TurnStateTest {
    private final Conversation call = new Conversation(TurnConfig.defaults());

    private CallerPhase caller() {
        return call.state().callerPhase();
    }

    private AgentPhase agent() {
        return call.state().agentPhase();
    }

    @Test
    void caller_isFollowedThroughATurn() {
        assertThat(caller()).isEqualTo(CallerPhase.QUIET);
        call.callerStarts(1000);
        assertThat(caller()).isEqualTo(CallerPhase.SPEAKING);
        call.callerStops(2000);
        assertThat(caller()).isEqualTo(CallerPhase.UNSETTLED);
        call.answer(2200, "hello");
        assertThat(caller()).isEqualTo(CallerPhase.SETTLED);
        call.until(2300).interim(4000, "you");
        assertThat(caller()).isEqualTo(CallerPhase.UNSEEN);
        call.callerSpeaks(4100, 5000)
                .until(6200)
                .callerSpeaks(7000, 8000)
                .until(8160)
                .acknowledges(8200, 3);
        assertThat(caller()).isEqualTo(CallerPhase.WORDLESS);
    }

    @Test
    void agent_isFollowedThroughAReply() {
        assertThat(agent()).isEqualTo(AgentPhase.IDLE);
        call.callStarts();
        assertThat(agent()).isEqualTo(AgentPhase.THINKING);
        call.callerStarts(100).replyIsReady(110, 1);
        assertThat(agent()).isEqualTo(AgentPhase.READY);
        call.callerStops(150).until(4000);
        assertThat(agent()).isEqualTo(AgentPhase.STARTING);
        call.plays(4100, 1);
        assertThat(agent()).isEqualTo(AgentPhase.SPEAKING);
        call.fallsSilent(4200, 1);
        assertThat(agent()).isEqualTo(AgentPhase.THINKING);
        call.agentFinishes(4300, 1);
        assertThat(agent()).isEqualTo(AgentPhase.IDLE);
    }

    @Test
    void agent_isPausedOrCancelledByTheCaller() {
        var lenient = Conversation.where(settings -> settings.resumeFalseInterruption(true));
        lenient.greetingPlays().callerStarts(1000).until(1200);
        assertThat(lenient.state().agentPhase()).isEqualTo(AgentPhase.PAUSED);

        call.callerSays(1000, 2000, "hello").callerStarts(2600).until(2800);
        assertThat(agent()).isEqualTo(AgentPhase.CANCELLED);
    }

    @Test
    void call_isFollowedToItsEnd() {
        assertThat(call.state().callPhase()).isEqualTo(CallPhase.TALKING);
        call.callStarts().handlerEndsCall(1000);
        assertThat(call.state().callPhase()).isEqualTo(CallPhase.GOODBYE);
        call.hangsUp(2000);
        assertThat(call.state().callPhase()).isEqualTo(CallPhase.DRAINING);
        call.linkCloses(2100);
        assertThat(call.state().callPhase()).isEqualTo(CallPhase.OVER);
    }

    @Test
    void line_isFollowedThroughLossAndReturn() {
        assertThat(call.linkIsPending(0).state().linkPhase()).isEqualTo(LinkPhase.PENDING);
        assertThat(call.linkOpens(500).state().linkPhase()).isEqualTo(LinkPhase.OPEN);
        assertThat(call.linkIsLost(6000).state().linkPhase()).isEqualTo(LinkPhase.LOST);
        assertThat(call.linkIsLost(6100).state().linkPhase()).isEqualTo(LinkPhase.LOST);
        assertThat(call.linkFails(6200).state().linkPhase()).isEqualTo(LinkPhase.GONE);
    }
}
