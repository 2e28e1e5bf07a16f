package dev.baton.turn;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.turn.TurnAction.Abandon;
import dev.baton.turn.TurnAction.Commit;
import dev.baton.turn.TurnAction.Greet;
import dev.baton.turn.TurnAction.PauseReply;
import dev.baton.turn.TurnAction.ResumeReply;
import dev.baton.turn.TurnAction.StartHandler;
import dev.baton.turn.TurnAction.StartReply;
import dev.baton.turn.TurnAction.StopReply;
import org.junit.jupiter.api.Test;

class AgentSideTest {
    private final Conversation call = new Conversation(TurnConfig.defaults());
    private final Conversation lenient = Conversation.where(settings -> settings.resumeFalseInterruption(true));
    private final Conversation deferring = Conversation.where(settings -> settings.defersDuringTools(true));

    @Test
    void callStarts_agentIsAskedToGreet() {
        call.greetingPlays();

        assertThat(call.actions()).containsExactly(new Greet(1), new StartReply(1));
    }

    @Test
    void utterance_isHandedToTheHandlerAndItsReplyPlayed() {
        call.callerSays(1000, 2000, "hello").agentAnswers(2800, 1);

        var utterance = call.only(Commit.class).utterance();
        assertThat(call.only(StartHandler.class)).isEqualTo(new StartHandler(1, utterance, false));
        assertThat(call.timeOf(StartReply.class)).isEqualTo(2800);
    }

    @Test
    void readyToldOfTwice_startsOnce() {
        call.callerSays(1000, 2000, "hello").replyIsReady(2800, 1).replyIsReady(2810, 1);

        assertThat(call.all(StartReply.class)).hasSize(1);
    }

    @Test
    void replyThatGoesOnAfterAPause_asksForLeaveAgain() {
        call.callerSays(1000, 2000, "hello")
                .agentAnswers(2800, 1)
                .fallsSilent(3500, 1)
                .callerStarts(3550);
        call.replyIsReady(3600, 1).until(3640);
        assertThat(call.all(StartReply.class)).hasSize(1);

        call.callerStops(3650).acknowledges(4200).until(9000);
        assertThat(call.all(StartReply.class)).hasSize(2);
        assertThat(call.stopped()).isEmpty(); // it had begun: it is not thinking any more
    }

    @Test
    void replyReadyWhileCallerSpeaks_waitsAndIsStaleAfterTheCommit() {
        call.callerSays(1000, 2000, "first").callerStarts(2600).agentAnswers(2700, 1);
        assertThat(call.all(StartReply.class)).isEmpty();

        call.callerStops(3600).answer(3800, "second").until(4000);

        assertThat(call.committedTexts()).containsExactly("first", "second");
        assertThat(call.all(StartReply.class)).isEmpty();
        assertThat(call.stopped()).containsExactly(new StopReply(1, StopReason.CALLER_SPOKE));
    }

    /** Leave is not taken back at once: whoever plays the reply has its first sound at hand when it asks. */
    @Test
    void speechBetweenLeaveAndTheFirstSound_cancelsTheReplyOnceItLasts() {
        call.callerSays(1000, 2000, "hello").replyIsReady(2800, 1).callerStarts(3000);
        assertThat(call.state().agentPhase()).isEqualTo(TurnState.AgentPhase.STARTING);

        call.until(3199);
        assertThat(call.stopped()).isEmpty();
        call.until(3200);
        assertThat(call.stopped()).containsExactly(new StopReply(1, StopReason.CALLER_SPOKE));
    }

    @Test
    void firstSoundOverTheCallerAllTheSame_isInterruptedLikeAnyOther() {
        call.callStarts().replyIsReady(10, 1).callerStarts(1000).plays(1150, 1).until(1199);
        assertThat(call.stopped()).isEmpty();

        call.until(1200);
        assertThat(call.stopped()).containsExactly(new StopReply(1, StopReason.INTERRUPTED));
    }

    @Test
    void noiseWhileThinking_delaysTheReplyButDoesNotLoseIt() {
        call.callerSays(1000, 2000, "first")
                .callerStarts(2600)
                .agentAnswers(2700, 1)
                .callerStops(2750);

        call.until(20_000); // the noise has no words

        assertThat(call.all(StartReply.class)).containsExactly(new StartReply(1));
        assertThat(call.abandoned()).containsExactly(new Abandon(2, AbandonReason.NO_TEXT));
    }

    @Test
    void cancelledHandler_isStartedAgainWhenTheSpeechComesToNothing() {
        call.callerSays(1000, 2000, "first")
                .callerSpeaks(2600, 3600)
                .acknowledges(3800)
                .until(20_000);

        assertThat(call.stopped()).containsExactly(new StopReply(1, StopReason.CALLER_SPOKE));
        assertThat(call.timesOf(StartHandler.class)).containsExactly(2300L, 8600L);
        assertThat(call.all(StartHandler.class).get(1))
                .isEqualTo(new StartHandler(2, call.only(Commit.class).utterance(), false));
        call.agentAnswers(20_100, 1).agentAnswers(20_200, 2);
        assertThat(call.all(StartReply.class)).containsExactly(new StartReply(2));
    }

    @Test
    void cancelledHandler_isNotStartedAgainWhileKeysArePressed() {
        call.callerSays(1000, 2000, "first")
                .callerSpeaks(2600, 3600)
                .acknowledges(3800)
                .presses(8000, "1");

        call.until(9000);
        assertThat(call.abandoned()).hasSize(1);
        assertThat(call.all(StartHandler.class)).hasSize(1);
    }

    @Test
    void reportsOfAnOldReply_changeNothing() {
        call.callerSays(1000, 2000, "first")
                .agentAnswers(2500, 7)
                .agentFinishes(2600, 7)
                .agentAnswers(2700, 1);

        assertThat(call.all(StartReply.class)).containsExactly(new StartReply(1));
    }

    @Test
    void silenceOfAnotherReply_endsNothing() {
        call.greetingPlays().fallsSilent(500, 7).callerStarts(1000).until(1200);

        assertThat(call.stopped()).containsExactly(new StopReply(1, StopReason.INTERRUPTED));
    }

    @Test
    void soundOfAReplyThatNobodyAskedFor_isInterruptedToo() {
        call.plays(500, 7).callerStarts(1000).until(1200);

        assertThat(call.stopped()).containsExactly(new StopReply(7, StopReason.INTERRUPTED));
    }

    @Test
    void utteranceBeforeTheGreetingBegan_supersedesIt() {
        call.callStarts().callerSays(1000, 2000, "hello").replyIsReady(2400, 1);

        assertThat(call.stopped()).containsExactly(new StopReply(1, StopReason.SUPERSEDED));
        assertThat(call.all(StartReply.class)).isEmpty();
        assertThat(call.only(StartHandler.class).reply()).isEqualTo(2);
    }

    @Test
    void interruptedReply_isNotStoppedAgainAtTheCommit() {
        call.callerSays(1000, 2000, "hello").agentAnswers(2500, 1).callerSays(3000, 4000, "wait");

        assertThat(call.stopped()).containsExactly(new StopReply(1, StopReason.INTERRUPTED));
        assertThat(call.all(StartHandler.class)).hasSize(2);
    }

    @Test
    void nextReply_waitsUntilAShieldedOneIsOver() {
        call.greetingPlays()
                .replyIsShielded(20, 1)
                .types(1000, "hello")
                .replyIsReady(1100, 2)
                .until(1499);
        assertThat(call.stopped()).isEmpty();
        assertThat(call.all(StartReply.class)).containsExactly(new StartReply(1));

        call.agentFinishes(1500, 1);
        assertThat(call.all(StartReply.class)).containsExactly(new StartReply(1), new StartReply(2));
    }

    @Test
    void handlerThatIsDoneWithoutAWord_isOwedNothing() {
        call.callerSays(1000, 2000, "hello")
                .agentFinishes(2500, 1)
                .callerStarts(2600)
                .until(4000);

        assertThat(call.stopped()).isEmpty();
    }

    // Pause and resume

    @Test
    void passedGate_pausesAndStopsOnlyAtTheCommit() {
        lenient.greetingPlays().callerStarts(1000).until(1200);
        assertThat(lenient.only(PauseReply.class)).isEqualTo(new PauseReply(1));

        lenient.callerStops(2000).answer(2200, "wait").until(2299);
        assertThat(lenient.stopped()).isEmpty();
        lenient.until(2300);
        assertThat(lenient.stopped()).containsExactly(new StopReply(1, StopReason.INTERRUPTED));
        assertThat(lenient.only(Commit.class).utterance().overlap()).isFalse();
        assertThat(lenient.all(ResumeReply.class)).isEmpty();
    }

    @Test
    void noText_resumesAfterTheTimeout() {
        lenient.greetingPlays().callerSpeaks(1000, 1500).until(3499);
        assertThat(lenient.all(ResumeReply.class)).isEmpty();

        lenient.until(3500);
        assertThat(lenient.only(ResumeReply.class)).isEqualTo(new ResumeReply(1));
        assertThat(lenient.stopped()).isEmpty();
    }

    @Test
    void shortTimeout_waitsForTheQuietAndTheAnswerAllTheSame() {
        var hasty = Conversation.where(
                settings -> settings.resumeFalseInterruption(true).falseInterruptionTimeout(ofMillis(100)));
        hasty.greetingPlays().callerSpeaks(1000, 1500).until(9000);
        assertThat(hasty.timeOf(ResumeReply.class)).isEqualTo(2650); // asked at 1650

        var answered = Conversation.where(
                settings -> settings.resumeFalseInterruption(true).falseInterruptionTimeout(ofMillis(100)));
        answered.greetingPlays().callerSpeaks(1000, 1500).acknowledges(1700).until(9000);
        assertThat(answered.timeOf(ResumeReply.class)).isEqualTo(1800);
    }

    @Test
    void turnThatIsAbandoned_resumesAtOnce() {
        var slow = Conversation.where(settings -> settings.resumeFalseInterruption(true)
                .falseInterruptionTimeout(ofSeconds(10))
                .noTranscriptTimeout(ofSeconds(2)));
        slow.greetingPlays().callerSpeaks(1000, 1500).acknowledges(1700).until(9000);

        assertThat(slow.timeOf(Abandon.class)).isEqualTo(3500);
        assertThat(slow.timeOf(ResumeReply.class)).isEqualTo(3500);
    }

    @Test
    void furtherSpeechWhilePaused_startsTheTimeoutAfresh() {
        lenient.greetingPlays().callerSpeaks(1000, 1500).callerStarts(2000).until(4000);
        assertThat(lenient.all(PauseReply.class)).hasSize(1);
        assertThat(lenient.all(ResumeReply.class)).isEmpty();

        lenient.callerStops(4100).until(9000);
        assertThat(lenient.timeOf(ResumeReply.class)).isEqualTo(6100);
    }

    @Test
    void interim_keepsTheReplyPaused() {
        lenient.greetingPlays()
                .callerStarts(1000)
                .interim(1300, "wait")
                .callerStops(1500)
                .until(2649);
        assertThat(lenient.all(ResumeReply.class)).isEmpty();

        lenient.until(9000);
        assertThat(lenient.committedTexts()).containsExactly("wait");
        assertThat(lenient.all(ResumeReply.class)).isEmpty();
    }

    @Test
    void textAloneThatMayNotBeTaken_resumesAfterTheTimeout() {
        var strict = Conversation.where(settings ->
                settings.resumeFalseInterruption(true).minInterruptionWords(1).promotesInterims(false));
        strict.greetingPlays().interim(1000, "wait").until(9000);

        assertThat(strict.timeOf(PauseReply.class)).isEqualTo(1000);
        assertThat(strict.timeOf(ResumeReply.class)).isEqualTo(3000);
    }

    @Test
    void pausedReplyThatIsOver_isNotResumed() {
        lenient.greetingPlays()
                .callerStarts(1000)
                .until(1200)
                .isCutOff(1300, 1)
                .callerStops(1500)
                .until(9000);

        assertThat(lenient.all(ResumeReply.class)).isEmpty();
    }

    // Tools

    /** Reply 1 has a tool running, reply 2 is worked on beside it. */
    private Conversation bothAtWork() {
        return deferring.callerSays(1000, 2000, "first").toolStarts(2400).callerSays(2600, 3600, "second");
    }

    @Test
    void utteranceWhileAToolRuns_sparesTheHandlerAndStartsTheNext() {
        bothAtWork();

        assertThat(deferring.stopped()).isEmpty();
        assertThat(deferring.all(Commit.class).get(1).reply()).isEqualTo(2);
        assertThat(deferring.all(StartHandler.class).get(1))
                .isEqualTo(new StartHandler(2, deferring.utterances().get(1), false));
    }

    @Test
    void replyBesideASparedOne_soundsAfterIt() {
        bothAtWork().replyIsReady(4000, 2).until(4100);
        assertThat(deferring.all(StartReply.class)).isEmpty();

        deferring.agentAnswers(4500, 1).agentFinishes(5000, 1);
        assertThat(deferring.all(StartReply.class)).containsExactly(new StartReply(1), new StartReply(2));
        assertThat(deferring.timesOf(StartReply.class)).containsExactly(4500L, 5000L);
    }

    @Test
    void replyBesideASparedOne_mayBeReadyLater() {
        bothAtWork().agentFinishes(4000, 1).until(4100);
        assertThat(deferring.all(StartReply.class)).isEmpty();

        deferring.replyIsReady(4200, 2);
        assertThat(deferring.timeOf(StartReply.class)).isEqualTo(4200);
    }

    @Test
    void replyBesideASparedOne_mayHaveNothingToSay() {
        bothAtWork()
                .agentFinishes(4000, 2)
                .agentAnswers(4500, 1)
                .agentFinishes(5000, 1)
                .replyIsReady(5100, 2);

        assertThat(deferring.all(StartReply.class)).containsExactly(new StartReply(1));
        assertThat(deferring.stopped()).isEmpty();
    }

    @Test
    void replyBesideASparedOneThatSoundsAlready_isTheOneToInterrupt() {
        bothAtWork().plays(4000, 2).toolEnds(4100).callerSays(5000, 6000, "third");

        assertThat(deferring.stopped()).containsExactly(new StopReply(2, StopReason.INTERRUPTED));
    }

    @Test
    void thirdUtteranceWhileAToolRuns_takesThePlaceOfTheSecond() {
        bothAtWork().callerSays(4200, 5200, "third").toolEnds(6000);

        assertThat(deferring.stopped()).containsExactly(new StopReply(2, StopReason.SUPERSEDED));
        assertThat(deferring.all(StartHandler.class)).hasSize(3);
    }

    @Test
    void utteranceAfterTheTool_supersedesBoth() {
        bothAtWork().toolEnds(4000).types(4100, "third");

        assertThat(deferring.stopped())
                .containsExactlyInAnyOrder(
                        new StopReply(1, StopReason.CALLER_SPOKE), new StopReply(2, StopReason.CALLER_SPOKE));
    }

    @Test
    void speechAfterTheToolThatComesToNothing_asksOnlyTheLatestAgain() {
        bothAtWork().toolEnds(4000).callerStarts(4200).callerStops(4900).until(15_000);

        assertThat(deferring.stopped())
                .containsExactly(new StopReply(1, StopReason.CALLER_SPOKE), new StopReply(2, StopReason.CALLER_SPOKE));
        assertThat(deferring.all(StartHandler.class))
                .extracting(asked -> asked.utterance().text())
                .containsExactly("first", "second", "second");
    }

    @Test
    void speechAfterTheToolWhereTheNextHadNothingToSay_asksNobodyAgain() {
        bothAtWork()
                .agentFinishes(3900, 2)
                .toolEnds(4000)
                .callerStarts(4200)
                .callerStops(4900)
                .until(15_000);

        assertThat(deferring.stopped()).containsExactly(new StopReply(1, StopReason.CALLER_SPOKE));
        assertThat(deferring.all(StartHandler.class)).hasSize(2);
    }

    @Test
    void revisionWhileAToolRuns_cancelsTheHandlerOfTheOldText() {
        deferring.callerSays(1000, 2000, "first").toolStarts(2510).finalText(2600, "and more");

        assertThat(deferring.stopped()).containsExactly(new StopReply(1, StopReason.REVISED));
        assertThat(deferring.committedTexts()).containsExactly("first", "first and more");
    }

    @Test
    void typedLineOverASparedReply_dropsTheOneBehindItToo() {
        bothAtWork().replyIsReady(4000, 2).agentAnswers(4500, 1).types(4800, "stop");

        assertThat(deferring.stopped())
                .containsExactly(new StopReply(1, StopReason.INTERRUPTED), new StopReply(2, StopReason.SUPERSEDED));
        assertThat(deferring.all(StartReply.class)).containsExactly(new StartReply(1));
    }

    @Test
    void hangUpWhileBothAreAtWork_stopsBoth() {
        bothAtWork().hangsUp(5000);

        assertThat(deferring.stopped())
                .containsExactlyInAnyOrder(
                        new StopReply(1, StopReason.CALL_END), new StopReply(2, StopReason.CALL_END));
    }

    @Test
    void overlappingTools_areAllSpared() {
        deferring
                .callerSays(1000, 2000, "first")
                .toolStarts(2400)
                .toolStarts(2410)
                .toolEnds(2420);
        deferring.callerSays(2600, 3600, "second");
        assertThat(deferring.stopped()).isEmpty();

        deferring.toolEnds(4000).toolEnds(4100).toolStarts(4200).toolEnds(4300);
        deferring.callerStarts(5000).until(6000);
        assertThat(deferring.stopped())
                .containsExactly(new StopReply(1, StopReason.CALLER_SPOKE), new StopReply(2, StopReason.CALLER_SPOKE));
    }

    @Test
    void toolThatIsNotToBeSpared_isCancelledWithItsHandler() {
        call.callerSays(1000, 2000, "first").toolStarts(2400).callerSays(2600, 3600, "second");

        assertThat(call.stopped()).containsExactly(new StopReply(1, StopReason.CALLER_SPOKE));
        assertThat(call.all(StartHandler.class)).hasSize(2);
    }

    @Test
    void noToolRuns_nothingIsSpared() {
        deferring
                .callerSays(1000, 2000, "first")
                .toolStarts(2400)
                .toolEnds(2450)
                .callerSays(2600, 3600, "second");

        assertThat(deferring.stopped()).containsExactly(new StopReply(1, StopReason.CALLER_SPOKE));
        assertThat(deferring.all(StartHandler.class)).hasSize(2);
    }

    @Test
    void toolOfAHandlerWhoseReplySounds_delaysNothing() {
        deferring.callerSays(1000, 2000, "first").agentAnswers(2350, 1).toolStarts(2400);
        deferring.callerSays(2600, 3600, "second");

        assertThat(deferring.stopped()).containsExactly(new StopReply(1, StopReason.INTERRUPTED));
        assertThat(deferring.all(StartHandler.class)).hasSize(2);
    }
}
