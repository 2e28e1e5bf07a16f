package dev.baton.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.turn.TurnAction.Commit;
import dev.baton.turn.TurnAction.ConnectStt;
import dev.baton.turn.TurnAction.EndCall;
import dev.baton.turn.TurnAction.SendCloseStream;
import dev.baton.turn.TurnAction.SendFinalize;
import dev.baton.turn.TurnAction.StopReply;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CallEndingTest {
    private static final long MILLI = 1_000_000;

    private final Conversation call = new Conversation(TurnConfig.defaults());

    @Test
    void hangUpInMidSpeech_finalizesClosesAndCommitsTheLastWords() {
        call.callerStarts(1000).happens(new TurnEvent.HungUp(2000 * MILLI)).answer(2300, "good bye");
        call.happens(new TurnEvent.SttClosed(2400 * MILLI));

        assertThat(call.actions().stream().map(action -> action.getClass().getSimpleName()))
                .containsExactly(
                        "TurnStarted",
                        "SendFinalize",
                        "SendCloseStream",
                        "FinalizeAnswered",
                        "Commit",
                        "StartHandler",
                        "EndCall");
        assertThat(call.all(Commit.class).get(0).utterance().reason()).isEqualTo(CommitReason.CALL_END);
    }

    /** A recogniser that is not there yet has the last words before it all the same, and is asked as soon as it is. */
    @Test
    void hangUpBeforeTheLineStands_lastWordsAreAskedForAllTheSame() {
        call.linkIsPending(0).callerStarts(1000).hangsUp(2000);
        assertThat(call.all(SendFinalize.class)).hasSize(1);
        assertThat(call.all(SendCloseStream.class)).hasSize(1);

        call.linkOpens(2100).answer(2300, "good bye").linkCloses(2400);
        assertThat(call.committedTexts()).containsExactly("good bye");
    }

    /** The application may hang up in what it is told of the very decision that gave the reply leave. */
    @Test
    void hangUpBetweenLeaveAndFirstSound_nothingCountsAsSounding() {
        call.callStarts().replyIsReady(100, 1).hangsUp(100).plays(100, 1);
        assertThat(call.state().agentPhase()).isEqualTo(TurnState.AgentPhase.IDLE);

        call.finalText(300, "never mind", 110, 290).linkCloses(400); // not said over anything
        assertThat(call.committedTexts()).containsExactly("never mind");
        assertThat(call.dropped()).isEmpty();
    }

    @Test
    void hangUpAfterTheFinalize_sendsNoSecondOne() {
        call.callerStarts(1000).callerStops(2000).until(2200).happens(new TurnEvent.HungUp(2200 * MILLI));

        assertThat(call.all(SendFinalize.class)).hasSize(1);
        assertThat(call.all(SendCloseStream.class)).hasSize(1);
    }

    @Test
    void hangUpTwice_closesOnce() {
        call.happens(new TurnEvent.HungUp(1000 * MILLI)).happens(new TurnEvent.HungUp(1100 * MILLI));

        assertThat(call.all(SendCloseStream.class)).hasSize(1);
    }

    @Test
    void recogniserNeverCloses_waitIsBoundedAndOnlyFinalTextIsTaken() {
        call.callerStarts(1000).interim(1500, "good by").happens(new TurnEvent.HungUp(2000 * MILLI));
        call.until(3999);
        assertThat(call.all(EndCall.class)).isEmpty();

        call.until(4000);
        assertThat(call.committedTexts()).isEmpty();
        assertThat(call.all(TurnAction.Abandon.class))
                .containsExactly(new TurnAction.Abandon(1, AbandonReason.CALL_END));
        assertThat(call.all(EndCall.class)).containsExactly(new EndCall(EndCause.HUNG_UP));
    }

    @Test
    void serviceThatIsNeverAsked_mayStillReviseItsLastWords() {
        var unasked = new Conversation(Conversation.settings().finalizes(false).build());
        unasked.callerStarts(1000).happens(new TurnEvent.HungUp(2000 * MILLI)).finalText(2100, "on");
        unasked.finalText(2300, "wednesday").happens(new TurnEvent.SttClosed(2400 * MILLI));

        assertThat(unasked.committedTexts()).containsExactly("on", "on wednesday");
    }

    @Test
    void hangUpInTheMiddleOfAnInterruption_wordsAreNotDropped() {
        call.happens(new TurnEvent.CallStarted(0)).agentAnswers(100, 1);
        call.callerStarts(1000).happens(new TurnEvent.HungUp(1100 * MILLI)).answer(1200, "no");
        call.happens(new TurnEvent.SttClosed(1300 * MILLI));

        assertThat(call.committedTexts()).containsExactly("no");
    }

    @Test
    void turnWithoutText_isAbandonedAtTheEnd() {
        call.callerStarts(1000).happens(new TurnEvent.HungUp(2000 * MILLI)).until(5000);

        assertThat(call.all(TurnAction.Abandon.class))
                .containsExactly(new TurnAction.Abandon(1, AbandonReason.CALL_END));
        assertThat(call.all(EndCall.class)).hasSize(1);
    }

    @Test
    void textWithTheLastMessage_isATurnToo() {
        call.happens(new TurnEvent.HungUp(2000 * MILLI)).finalText(2100, "bye");
        call.happens(new TurnEvent.SttClosed(2200 * MILLI));

        assertThat(call.committedTexts()).containsExactly("bye");
    }

    @Test
    void afterTheEnd_nothingHappens() {
        call.happens(new TurnEvent.HungUp(2000 * MILLI)).happens(new TurnEvent.SttClosed(2100 * MILLI));
        int before = call.actions().size();

        call.callerStarts(3000).finalText(3100, "ghost").until(60_000);

        assertThat(call.actions()).hasSize(before);
    }

    @Test
    void handlerEndsTheCall_goodbyePlaysToItsEndUninterrupted() {
        call.callerStarts(1000).callerStops(2000).answer(2200, "thank you").until(2300);
        call.happens(new TurnEvent.EndRequested(2310 * MILLI)).agentAnswers(2320, 1);
        call.callerStarts(2500).callerStops(4000);
        assertThat(call.all(StopReply.class)).isEmpty();
        assertThat(call.all(SendCloseStream.class)).isEmpty();

        call.agentFinishes(4100, 1);
        assertThat(call.all(SendCloseStream.class)).hasSize(1);
        call.happens(new TurnEvent.SttClosed(4200 * MILLI));
        assertThat(call.all(EndCall.class)).containsExactly(new EndCall(EndCause.HANDLER));
    }

    @Test
    void goodbyeThatNeverEnds_isCut() {
        call.happens(new TurnEvent.CallStarted(0))
                .happens(new TurnEvent.EndRequested(10))
                .agentAnswers(100, 1);

        call.until(23_000);

        assertThat(call.all(StopReply.class)).containsExactly(new StopReply(1, StopReason.CALL_END));
        assertThat(call.all(EndCall.class)).hasSize(1);
    }

    @Test
    void callEndsWhileAgentSpeaks_replyStops() {
        call.happens(new TurnEvent.CallStarted(0)).agentAnswers(100, 1).happens(new TurnEvent.HungUp(500 * MILLI));

        assertThat(call.all(StopReply.class)).containsExactly(new StopReply(1, StopReason.CALL_END));
    }

    @Test
    void callerSpeaksBeforeTheGoodbyeBegins_isCommittedToNobodyAndTheGoodbyePlays() {
        call.callerStarts(1000).callerStops(2000).answer(2200, "thank you").until(2300);
        call.happens(new TurnEvent.EndRequested(2310 * MILLI));
        call.callerStarts(2500).callerStops(3000).happens(new TurnEvent.ReplyReady(3050 * MILLI, 1));
        call.answer(3200, "bye").until(3400);

        assertThat(call.committedTexts()).containsExactly("thank you", "bye");
        assertThat(call.all(Commit.class).get(1).reply()).isZero();
        assertThat(call.all(TurnAction.StartReply.class)).containsExactly(new TurnAction.StartReply(1));
    }

    @Test
    void hangUpRightAfterAnAutomaticFinal_wordThatHadBegunArrives() {
        var unmarked =
                new Conversation(Conversation.settings().marksAnswers(false).build());
        unmarked.callerStarts(1000).finalText(1890, "see you", 900, 1800).happens(new TurnEvent.HungUp(1900 * MILLI));
        unmarked.finalText(2100, "then", 1810, 1900).happens(new TurnEvent.SttClosed(2200 * MILLI));

        assertThat(unmarked.committedTexts()).containsExactly("see you then");
    }

    @Test
    void lastAnswerAfterTheHangUp_isCommittedAtOnce() {
        call.callerStarts(1000).hangsUp(2000).answer(2300, "good bye");

        assertThat(call.timeOf(Commit.class)).isEqualTo(2300);
        assertThat(call.timeOf(SendFinalize.class)).isEqualTo(2000);
        assertThat(call.all(EndCall.class)).isEmpty(); // more may come until the recogniser closes
    }

    @Test
    void openInterimAfterTheHangUp_isWaitedFor() {
        call.callerStarts(1000).interim(1900, "good").hangsUp(2000).acknowledges(2300);
        assertThat(call.committedTexts()).isEmpty();

        call.finalText(2400, "good bye");
        assertThat(call.committedTexts()).containsExactly("good bye");
    }

    @Test
    void textAloneAtTheHangUp_isAskedForOnceMore() {
        call.interim(1900, "bye").hangsUp(2000).answer(2300, "bye bye");

        assertThat(call.timeOf(SendFinalize.class)).isEqualTo(2000);
        assertThat(call.committedTexts()).containsExactly("bye bye");
    }

    @Test
    void serviceThatIsNeverAsked_isNotAskedAtTheHangUpEither() {
        var unasked = new Conversation(Conversation.settings().finalizes(false).build());
        unasked.interim(1900, "bye").hangsUp(2000);

        assertThat(unasked.all(SendFinalize.class)).isEmpty();
    }

    @Test
    void keysThatWerePressed_areCommittedAtTheHangUp() {
        call.presses(1000, "12").hangsUp(1500);

        assertThat(call.committedTexts()).containsExactly("12");
        assertThat(call.commitReasons()).containsExactly(CommitReason.CALL_END);
    }

    @Test
    void hangUpWithoutALineAndWithoutWords_endsTheCallAtOnce() {
        call.linkIsLost(1600).hangsUp(2000);

        assertThat(call.all(SendCloseStream.class)).isEmpty();
        assertThat(call.timeOf(EndCall.class)).isEqualTo(2000);
    }

    @Test
    void hangUpWhileTheLineIsMadeAnew_waitsForTheLastWords() {
        call.callerStarts(1000).finalText(1500, "bye").linkIsLost(1600).hangsUp(2000);
        assertThat(call.all(SendCloseStream.class)).hasSize(1);
        assertThat(call.all(EndCall.class)).isEmpty();

        call.linkOpens(2300).answer(2500, "for now").linkCloses(2600);
        assertThat(call.committedTexts()).containsExactly("bye for now");
        assertThat(call.timeOf(EndCall.class)).isEqualTo(2600);
    }

    @Test
    void hangUpBetweenTwoAttempts_makesTheNextOneForTheLastWords() {
        call.callerStarts(1000).linkIsLost(1600).linkIsLost(1700).hangsUp(1800);
        assertThat(call.all(SendCloseStream.class)).isEmpty();
        assertThat(call.all(ConnectStt.class)).hasSize(1);

        call.until(2000);
        assertThat(call.all(ConnectStt.class)).hasSize(2);
        assertThat(call.all(SendCloseStream.class)).hasSize(1);
        call.linkIsLost(2010).until(2600).linkOpens(2650).finalText(2700, "bye").linkCloses(2750);
        assertThat(call.committedTexts()).containsExactly("bye");
    }

    @Test
    void hangUpBetweenTwoAttempts_turnWhoseTextIsCompleteNeedsNoOther() {
        call.callerSpeaks(1000, 2000).answer(2250, "bye").linkIsLost(2260).linkIsLost(2270);
        call.hangsUp(2280).until(9000);

        assertThat(call.committedTexts()).containsExactly("bye");
        assertThat(call.timeOf(EndCall.class)).isEqualTo(2280);
        assertThat(call.all(ConnectStt.class)).hasSize(1);
    }

    @Test
    void soundsAfterTheHangUp_holdUpNoLastWords() {
        call.callerStarts(1000).linkIsLost(1600).hangsUp(1700).callerStarts(1750);
        assertThat(call.all(SendFinalize.class)).hasSize(1);

        call.linkIsLost(1800).until(2200);
        assertThat(call.all(SendFinalize.class)).hasSize(2);
        assertThat(call.all(SendCloseStream.class)).hasSize(2);
    }

    @Test
    void hangUpWithALineThatNeverReturns_endsTheCallWithWhatIsThere() {
        call.callerStarts(1000)
                .finalText(1500, "bye")
                .linkIsLost(1600)
                .hangsUp(2000)
                .until(60_000);

        assertThat(call.committedTexts()).containsExactly("bye");
        assertThat(call.timeOf(EndCall.class))
                .isEqualTo(2000 + TurnConfig.defaults().closeDrain().toMillis());
    }

    @Test
    void hangUpBeforeTheLineStands_waitsForItsLastWords() {
        call.linkIsPending(0).callerStarts(300).hangsUp(500);
        assertThat(call.all(SendCloseStream.class)).hasSize(1);
        assertThat(call.all(EndCall.class)).isEmpty();

        call.finalText(900, "hello").linkCloses(1000);
        assertThat(call.committedTexts()).containsExactly("hello");
    }

    @Test
    void closeDrain_isASetting() {
        var brief = Conversation.where(settings -> settings.closeDrain(Duration.ofMillis(300)));
        brief.callerStarts(1000).hangsUp(2000).until(9000);

        assertThat(brief.timeOf(EndCall.class)).isEqualTo(2300);
    }

    @Test
    void handlerEndsTheCallWithNothingToSay_endsItAtOnce() {
        call.callerSays(1000, 2000, "bye").handlerEndsCall(2400).agentFinishes(2500, 1);

        assertThat(call.timeOf(SendCloseStream.class)).isEqualTo(2500);
        assertThat(call.only(EndCall.class)).isEqualTo(new EndCall(EndCause.HANDLER));
    }

    @Test
    void turnThatIsOpenWhenTheGoodbyeIsOver_hasItsDrain() {
        call.callerSays(1000, 2000, "bye")
                .handlerEndsCall(2400)
                .callerStarts(3000)
                .agentFinishes(4000, 1);
        assertThat(call.timeOf(SendCloseStream.class)).isEqualTo(4000);
        call.until(5999);
        assertThat(call.all(EndCall.class)).isEmpty();

        call.until(6000);
        assertThat(call.all(EndCall.class)).hasSize(1);
    }

    @Test
    void goodbyeThatHasToKeepWithinTheDrain_sharesItsBound() {
        var brisk = Conversation.where(
                settings -> settings.goodbyeLimit(Duration.ofSeconds(2)).closeDrain(Duration.ofSeconds(2)));
        brisk.callerSays(1000, 2000, "bye")
                .handlerEndsCall(2400)
                .callerStarts(3000)
                .agentFinishes(4000, 1);
        brisk.until(9000);

        assertThat(brisk.timeOf(EndCall.class)).isEqualTo(4400);
    }

    @Test
    void handlerEndsTheCallTwice_limitCountsFromTheFirst() {
        call.callerSays(1000, 2000, "bye")
                .handlerEndsCall(2400)
                .handlerEndsCall(9000)
                .until(60_000);

        assertThat(call.timeOf(SendCloseStream.class)).isEqualTo(22_400);
    }

    @Test
    void callerHangsUpDuringTheGoodbye_isWhoEndedTheCall() {
        call.greetingPlays().handlerEndsCall(500).hangsUp(1000).linkCloses(1100);

        assertThat(call.only(EndCall.class)).isEqualTo(new EndCall(EndCause.HUNG_UP));
        assertThat(call.stopped()).containsExactly(new StopReply(1, StopReason.CALL_END));
    }

    @Test
    void hangUpWhileTheHandlerThinks_cancelsIt() {
        call.callerSays(1000, 2000, "hello").hangsUp(2500);

        assertThat(call.stopped()).containsExactly(new StopReply(1, StopReason.CALL_END));
    }

    @Test
    void hangUpWhileOneReplySoundsAndTheNextIsMade_stopsBoth() {
        call.greetingPlays().replyIsShielded(20, 1).types(1000, "hello").hangsUp(1500);

        assertThat(call.stopped())
                .containsExactly(new StopReply(1, StopReason.CALL_END), new StopReply(2, StopReason.CALL_END));
    }

    @Test
    void hangUpAfterTheAgentHasFinished_stopsNothing() {
        call.greetingPlays().agentFinishes(500, 1).hangsUp(1000);

        assertThat(call.stopped()).isEmpty();
    }

    @Test
    void noTextAtTheEndOfTheDrain_interimsThatMayNotBeTakenAreLeftOut() {
        var strict = Conversation.where(settings -> settings.promotesInterims(false));
        strict.callerStarts(1000)
                .finalText(1500, "good")
                .interim(1900, "bye")
                .hangsUp(2000)
                .until(9000);

        assertThat(strict.committedTexts()).containsExactly("good");
        assertThat(strict.timeOf(Commit.class)).isEqualTo(4000);
    }

    @Test
    void emptyAnswerAfterTheHangUp_leavesNothingToWaitFor() {
        call.callerStarts(1000).hangsUp(2000).acknowledges(2300);

        assertThat(call.only(TurnAction.Abandon.class)).isEqualTo(new TurnAction.Abandon(1, AbandonReason.CALL_END));
        assertThat(call.timeOf(TurnAction.Abandon.class)).isEqualTo(2300);
    }

    @Test
    void requestThatMissedItsDeadline_holdsUpNoLastWords() {
        var eager = Conversation.where(settings -> settings.finalizeAt(TurnConfig.FinalizeAt.SPEECH_END));
        eager.patienceIs(0, 5000)
                .callerStarts(1000)
                .finalText(1500, "bye")
                .callerStops(2000)
                .until(3400);

        eager.hangsUp(3500);
        assertThat(eager.timeOf(Commit.class)).isEqualTo(3500);
    }

    @Test
    void lastWordsAfterTheHandlerEndedTheCall_areToldToNobody() {
        call.callerSays(1000, 2000, "bye")
                .handlerEndsCall(2400)
                .callerStarts(3000)
                .hangsUp(3500);
        call.answer(3700, "and thanks");

        assertThat(call.all(Commit.class).get(1).reply()).isEqualTo(Commit.NO_REPLY);
    }
}
