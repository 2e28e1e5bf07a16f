package dev.baton.turn;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.turn.TurnAction.Commit;
import dev.baton.turn.TurnAction.StartHandler;
import dev.baton.turn.TurnAction.StartReply;
import dev.baton.turn.TurnAction.StopReply;
import dev.baton.turn.TurnConfig.TurnDetector;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpeculationTest {
    private static final StopReply IN_VAIN = new StopReply(1, StopReason.TEXT_CHANGED);

    private final Conversation call = Conversation.where(settings -> settings.speculates(true));
    private final Conversation advised =
            Conversation.where(settings -> settings.speculates(true).turnDetector(TurnDetector.STT));

    @Test
    void finalText_startsTheHandlerAheadOfTheCommit() {
        call.callerStarts(1000).callerStops(2000).finalText(2100, "hello");

        assertThat(call.only(StartHandler.class))
                .isEqualTo(new StartHandler(
                        1, Utterance.spoken(1, "hello", CommitReason.EXPECTED, ofMillis(900), ofMillis(1800)), true));
    }

    @Test
    void finalInMidSpeech_isExpectedToEndWhereItBeganAtLeast() {
        call.callerStarts(1000).finalText(1500, "hello");

        assertThat(call.only(StartHandler.class).utterance().audioEnd()).isEqualTo(ofMillis(900));
    }

    @Test
    void sameTextAtTheCommit_isConfirmedAndStartsNothingMore() {
        call.callerStarts(1000)
                .finalText(1500, "hello")
                .callerStops(2000)
                .acknowledges(2200)
                .until(2300);

        assertThat(call.only(Commit.class).reply()).isEqualTo(1);
        assertThat(call.only(Commit.class).speechEndNanos()).isEqualTo(1_800_000_000L);
        assertThat(call.only(Commit.class).quietPassedNanos()).isEqualTo(2_300_000_000L);
        assertThat(call.all(StartHandler.class)).hasSize(1);
        assertThat(call.stopped()).isEmpty();
        call.agentAnswers(2400, 1);
        assertThat(call.all(StartReply.class)).containsExactly(new StartReply(1));
    }

    @Test
    void replyThatIsReadyBefore_soundsAtTheCommit() {
        call.callerStarts(1000).finalText(1500, "hello").callerStops(2000).replyIsReady(2100, 1);
        call.acknowledges(2200).until(9000);

        assertThat(call.timeOf(StartReply.class)).isEqualTo(2300);
    }

    @Test
    void handlerThatIsDoneBefore_isOwedNothingAfterTheCommit() {
        call.callerStarts(1000).finalText(1500, "hello").callerStops(2000).agentFinishes(2100, 1);
        call.acknowledges(2200).until(2350).callerStarts(2600).until(3000);

        assertThat(call.only(Commit.class).reply()).isEqualTo(1);
        assertThat(call.stopped()).isEmpty(); // nothing is being thought about
    }

    @Test
    void readinessOfAnotherReply_isNotThatOfTheExpectedOne() {
        call.callerStarts(1000).finalText(1500, "hello").callerStops(2000).replyIsReady(2100, 7);
        call.agentFinishes(2110, 7).acknowledges(2200).until(9000);

        assertThat(call.all(StartReply.class)).isEmpty();
    }

    @Test
    void furtherFinal_makesTheWorkVainAndBeginsAnew() {
        call.callerStarts(1000).finalText(1500, "hello").finalText(1700, "you").callerStops(2000);
        call.acknowledges(2200).until(2300);

        assertThat(call.stopped()).containsExactly(IN_VAIN);
        assertThat(call.all(StartHandler.class)).extracting(StartHandler::reply).containsExactly(1, 2);
        assertThat(call.only(Commit.class).reply()).isEqualTo(2);
    }

    @Test
    void interimWithMoreWords_makesTheWorkVain() {
        call.callerStarts(1000).finalText(1500, "hello").interim(1700, "you");

        assertThat(call.stopped()).containsExactly(IN_VAIN);
        assertThat(call.all(StartHandler.class)).hasSize(1);
    }

    @Test
    void punctuation_makesNothingVain() {
        advised.callerStarts(1000).interim(1500, "hello").sttExpectsEnd(1600).finalText(1700, "Hello.");

        assertThat(advised.stopped()).isEmpty();
        assertThat(advised.all(StartHandler.class)).hasSize(1);
    }

    @Test
    void endThatTheRecogniserExpects_startsTheHandlerOnWhatIsThere() {
        advised.callerStarts(1000).interim(1500, "hello").sttExpectsEnd(1600).sttExpectsEnd(1700);

        assertThat(advised.only(StartHandler.class).utterance().text()).isEqualTo("hello");
        advised.finalText(1800, "hello").sttEndsTurn(1900);
        assertThat(advised.only(Commit.class).reply()).isEqualTo(1);
    }

    /** The same words come again, in a turn that has gone on: what was begun for them is stopped, and begun anew. */
    @Test
    void turnThatGoesOnAfterAll_stopsWhatWasBegun() {
        advised.callerStarts(1000).interim(1500, "hello").sttExpectsEnd(1600).sttHearsTurnGoOn(1700);

        assertThat(advised.stopped()).hasSize(1);
        advised.sttExpectsEnd(1800).finalText(1900, "hello").sttEndsTurn(1950);
        assertThat(advised.all(StartHandler.class)).hasSize(2);
        assertThat(advised.only(Commit.class).reply()).isEqualTo(2);
    }

    @Test
    void turnThatGoesOn_isTheDetectorsAffairAlone() {
        call.sttHearsTurnGoOn(900)
                .callerStarts(1000)
                .callerStops(1500)
                .finalText(1600, "hello")
                .sttHearsTurnGoOn(1650);

        assertThat(call.stopped()).isEmpty();
    }

    @Test
    void expectedEndWithoutText_startsNothing() {
        advised.sttExpectsEnd(900).callerStarts(1000).sttExpectsEnd(1600);

        assertThat(advised.all(StartHandler.class)).isEmpty();
    }

    @Test
    void expectedEndWhereTheRecogniserDoesNotDecide_startsNothing() {
        call.callerStarts(1000).interim(1500, "hello").sttExpectsEnd(1600);

        assertThat(call.all(StartHandler.class)).isEmpty();
    }

    @Test
    void notAskedFor_startsNothing() {
        var plain = new Conversation(TurnConfig.defaults());
        plain.callerStarts(1000).finalText(1500, "hello");

        assertThat(plain.all(StartHandler.class)).isEmpty();
    }

    @Test
    void whileTheAgentSpeaks_startsNothing() {
        call.greetingPlays().callerStarts(1000).finalText(1100, "hello");

        assertThat(call.all(StartHandler.class)).isEmpty();
    }

    @Test
    void whileTheAgentIsPaused_startsTheHandler() {
        var lenient = Conversation.where(settings -> settings.speculates(true).resumeFalseInterruption(true));
        lenient.greetingPlays().callerStarts(1000).finalText(1500, "hello");

        assertThat(lenient.only(StartHandler.class).speculative()).isTrue();
    }

    @Test
    void whileAToolIsSpared_startsNothing() {
        var deferring = Conversation.where(settings -> settings.speculates(true).defersDuringTools(true));
        deferring.toolStarts(900).callerStarts(1000).finalText(1500, "hello");
        assertThat(deferring.all(StartHandler.class)).isEmpty();

        deferring.toolEnds(1600).finalText(1700, "you");
        assertThat(deferring.all(StartHandler.class)).hasSize(1);
    }

    @Test
    void whileAToolIsNotSpared_startsTheHandler() {
        call.toolStarts(900).callerStarts(1000).finalText(1500, "hello");

        assertThat(call.all(StartHandler.class)).hasSize(1);
    }

    @Test
    void whereAWakePhraseIsNeeded_startsNothing() {
        var called = Conversation.where(settings -> settings.speculates(true).wakePhrases(List.of("hey baton")));
        called.callerStarts(1000).finalText(1500, "hey baton");

        assertThat(called.all(StartHandler.class)).isEmpty();
    }

    @Test
    void whileMuted_startsNothing() {
        call.isMuted(500).callerStarts(1000).finalText(1500, "hello");

        assertThat(call.all(StartHandler.class)).isEmpty();
    }

    @Test
    void onceTheHandlerHasEndedTheCall_startsNothing() {
        call.handlerEndsCall(500).callerStarts(1000).finalText(1500, "hello");

        assertThat(call.all(StartHandler.class)).isEmpty();
    }

    @Test
    void handlerEndsTheCallMeanwhile_workIsVain() {
        call.callerStarts(1000).finalText(1500, "hello").handlerEndsCall(1600).callerStops(2000);
        call.acknowledges(2200).until(2300);

        assertThat(call.stopped()).containsExactly(IN_VAIN);
        assertThat(call.only(Commit.class).reply()).isEqualTo(Commit.NO_REPLY);
    }

    @Test
    void turnThatIsDropped_makesTheWorkVain() {
        call.finalText(1000, "hello", 500, 900).happens(new TurnEvent.PlayoutStarted(1_100_000_000L, 7));
        call.settingsChange(1200, settings -> settings.speculates(true).wakePhrases(List.of("hey baton")));
        call.until(9000);

        assertThat(call.dropped()).hasSize(1);
        assertThat(call.stopped()).containsExactly(IN_VAIN);
    }

    @Test
    void confirmedAnswer_supersedesTheGreeting() {
        call.callStarts().callerStarts(1000).finalText(1500, "hello").callerStops(2000);
        call.acknowledges(2200).until(2300);

        assertThat(call.stopped()).containsExactly(new StopReply(1, StopReason.SUPERSEDED));
        assertThat(call.only(Commit.class).reply()).isEqualTo(2);
    }
}
