package dev.baton.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.turn.TurnAction.Abandon;
import dev.baton.turn.TurnAction.Commit;
import dev.baton.turn.TurnAction.DropSpeech;
import dev.baton.turn.TurnAction.FinalizeAnswered;
import dev.baton.turn.TurnAction.SendFinalize;
import dev.baton.turn.TurnConfig.FinalizeAt;
import org.junit.jupiter.api.Test;

class FinalTextsTest {
    private final Conversation marked = new Conversation(TurnConfig.defaults());
    private final Conversation eager = Conversation.where(settings -> settings.finalizeAt(FinalizeAt.SPEECH_END));
    private final Conversation unmarked = Conversation.where(settings -> settings.marksAnswers(false));

    @Test
    void finals_areJoinedByOneSpace() {
        marked.callerStarts(1000).finalText(1500, " on ").callerStops(2000).answer(2200, "wednesday ");

        marked.until(2300);
        assertThat(marked.committedTexts()).containsExactly("on wednesday");
        assertThat(marked.only(Commit.class).finalNanos()).isEqualTo(2_200_000_000L);
    }

    @Test
    void finalThatComesTwice_isTakenOnceAndTold() {
        marked.callerStarts(1000)
                .finalText(1500, "on wednesday", 900, 1400)
                .finalText(1510, "on wednesday", 900, 1400)
                .callerStops(2000)
                .answer(2200, "please")
                .until(3000);

        assertThat(marked.committedTexts()).containsExactly("on wednesday please");
        assertThat(marked.only(DropSpeech.class))
                .isEqualTo(new DropSpeech(1, "on wednesday", DropReason.DUPLICATE_AUDIO));
    }

    @Test
    void wordSaidTwice_isTakenTwice() {
        marked.callerStarts(1000)
                .finalText(1500, "yes", 900, 1200)
                .finalText(1800, "yes", 1300, 1700)
                .callerStops(2000)
                .answer(2200, "please")
                .until(3000);

        assertThat(marked.committedTexts()).containsExactly("yes yes please");
    }

    @Test
    void interimBehindItsFinal_opensNothingAgain() {
        marked.callerStarts(1000)
                .finalText(1500, "on wednesday", 900, 1400)
                .interim(1510, "on", 900, 1100)
                .callerStops(2000)
                .answer(2200, "please")
                .until(3000);

        assertThat(marked.committedTexts()).containsExactly("on wednesday please");
        assertThat(marked.timeOf(Commit.class)).isEqualTo(2300); // 500 ms after the acoustic end, as without it
    }

    @Test
    void punctuationAlone_opensNothing() {
        marked.finalText(1000, "...").interim(1100, "?").until(9000);

        assertThat(marked.actions()).isEmpty();
    }

    @Test
    void finalWithoutAMark_isNotTheAnswerOfAServiceThatMarks() {
        marked.callerSpeaks(1000, 2000).finalText(2200, "hello", 900, 1800).until(2400);
        assertThat(marked.all(FinalizeAnswered.class)).isEmpty();

        marked.acknowledges(2500);
        assertThat(marked.only(FinalizeAnswered.class)).isEqualTo(new FinalizeAnswered(1));
        assertThat(marked.timeOf(Commit.class)).isEqualTo(2500);
    }

    @Test
    void answers_areMatchedFirstInFirstOut() {
        eager.callerSpeaks(1000, 2000)
                .callerSpeaks(2200, 3000)
                .acknowledges(3100)
                .acknowledges(3200);

        assertThat(eager.all(FinalizeAnswered.class)).containsExactly(new FinalizeAnswered(1), new FinalizeAnswered(2));
    }

    @Test
    void answerThatNamesItsRequest_closesThoseBeforeToo() {
        eager.callerSpeaks(1000, 2000)
                .callerSpeaks(2200, 3000)
                .answer(3100, "hello", 2)
                .until(3300);

        assertThat(eager.all(FinalizeAnswered.class)).containsExactly(new FinalizeAnswered(1), new FinalizeAnswered(2));
        assertThat(eager.committedTexts()).containsExactly("hello");
    }

    @Test
    void acknowledgementThatNamesItsRequest_closesThoseBeforeToo() {
        eager.callerSpeaks(1000, 2000).callerSpeaks(2200, 3000).acknowledges(3100, 2);

        assertThat(eager.timesOf(FinalizeAnswered.class)).containsExactly(3100L, 3100L);
    }

    @Test
    void markWithNothingOutstanding_meansNothing() {
        marked.callerStarts(1000)
                .answer(1500, "hello")
                .acknowledges(1600)
                .callerStops(2000)
                .until(2500);

        assertThat(marked.all(FinalizeAnswered.class)).isEmpty();
        assertThat(marked.committedTexts()).isEmpty(); // what was asked at 2150 is still due
    }

    @Test
    void interimThatRepeatsTheOpenText_changesNothing() {
        marked.callerSpeaks(1000, 2000).answer(2200, "on");
        marked.interim(2250, "wednesday").interim(2900, " wednesday").until(9000);

        assertThat(marked.timeOf(Commit.class)).isEqualTo(3250);
    }

    @Test
    void unmarkedFinalThatReachesTheEndOfSpeech_answers() {
        unmarked.callerSpeaks(1000, 2000).finalText(2250, "on wednesday", 900, 1650);
        assertThat(unmarked.timeOf(FinalizeAnswered.class)).isEqualTo(2250);

        unmarked.until(2300);
        assertThat(unmarked.committedTexts()).containsExactly("on wednesday");
    }

    @Test
    void unmarkedFinalThatFallsShort_isNotTheAnswer() {
        unmarked.callerSpeaks(1000, 2000).finalText(2160, "on", 900, 1649);
        unmarked.until(2400);
        assertThat(unmarked.committedTexts()).isEmpty();

        unmarked.finalText(2450, "wednesday", 1150, 1790);
        assertThat(unmarked.committedTexts()).containsExactly("on wednesday");
    }

    @Test
    void markOfAServiceThatDoesNotMarkReliably_answersAllTheSame() {
        unmarked.callerSpeaks(1000, 2000).answer(2200, "hello", 900, 1100).until(2300);

        assertThat(unmarked.timeOf(FinalizeAnswered.class)).isEqualTo(2200);
        assertThat(unmarked.committedTexts()).containsExactly("hello");
    }

    @Test
    void automaticFinalJustBeforeTheFinalize_leavesNothingToWaitFor() {
        unmarked.callerSpeaks(1000, 2000).finalText(2100, "on wednesday", 900, 1650);

        unmarked.until(2300);
        assertThat(unmarked.timeOf(SendFinalize.class)).isEqualTo(2150);
        assertThat(unmarked.timeOf(FinalizeAnswered.class)).isEqualTo(2150);
        assertThat(unmarked.committedTexts()).containsExactly("on wednesday");
    }

    @Test
    void automaticFinalOfAServiceThatMarks_leavesItsAnswerToWaitFor() {
        marked.callerSpeaks(1000, 2000)
                .finalText(2100, "on wednesday", 900, 1790)
                .until(2500);

        assertThat(marked.all(FinalizeAnswered.class)).isEmpty();
        assertThat(marked.committedTexts()).isEmpty();
    }

    @Test
    void automaticFinalWithMoreToCome_isNotTheAnswer() {
        unmarked.callerSpeaks(1000, 2000).finalText(2050, "on", 900, 1700).interim(2100, "wednes");

        unmarked.until(2400);
        assertThat(unmarked.all(FinalizeAnswered.class)).isEmpty();
    }

    @Test
    void unmarkedFinalWithoutTimes_answersAfterEightyMillisecondsOfQuiet() {
        unmarked.callerSpeaks(1000, 2000).finalText(2260, "on wednesday");
        unmarked.until(2339);
        assertThat(unmarked.all(FinalizeAnswered.class)).isEmpty();

        unmarked.until(2340);
        assertThat(unmarked.committedTexts()).containsExactly("on wednesday");
    }

    @Test
    void furtherFinalWithoutTimes_startsTheQuietAfresh() {
        unmarked.callerSpeaks(1000, 2000).finalText(2260, "on").finalText(2330, "wednesday");
        unmarked.until(9000);

        assertThat(unmarked.timeOf(FinalizeAnswered.class)).isEqualTo(2410);
        assertThat(unmarked.committedTexts()).containsExactly("on wednesday");
    }

    @Test
    void quietAfterAFinal_answersOnlyWhatHadBeenAsked() {
        unmarked.callerSpeaks(1000, 2000).finalText(2100, "on").until(2400);

        assertThat(unmarked.all(FinalizeAnswered.class)).isEmpty();
        assertThat(unmarked.committedTexts()).isEmpty();
    }

    @Test
    void interimAfterAnUnmarkedFinal_saysThatMoreComes() {
        unmarked.callerSpeaks(1000, 2000)
                .finalText(2200, "on")
                .interim(2250, "wednes")
                .until(2600);
        assertThat(unmarked.committedTexts()).isEmpty();

        unmarked.finalText(2700, "wednesday").until(2800);
        assertThat(unmarked.committedTexts()).containsExactly("on wednesday");
    }

    @Test
    void emptyFinal_answersWithoutText() {
        unmarked.callerSpeaks(1000, 2000).finalText(2200, "").until(9000);

        assertThat(unmarked.timeOf(FinalizeAnswered.class)).isEqualTo(2280);
        assertThat(unmarked.all(Abandon.class)).hasSize(1);
    }

    @Test
    void emptyFinalBeforeTheRealAnswer_answersNothing() {
        unmarked.callerSpeaks(1000, 2000).finalText(2100, "on", 900, 1100);
        unmarked.finalText(2200, "").finalText(2250, "wednesday", 1150, 1790).until(2300);

        assertThat(unmarked.committedTexts()).containsExactly("on wednesday");
    }

    @Test
    void emptyFinalWithTimes_reachesNothing() {
        unmarked.callerSpeaks(1000, 2000).finalText(2200, "", 900, 1790).until(2279);
        assertThat(unmarked.all(FinalizeAnswered.class)).isEmpty();

        unmarked.until(2280);
        assertThat(unmarked.timeOf(FinalizeAnswered.class)).isEqualTo(2280);
    }

    @Test
    void requestsOfAnEndedTurn_areGivenUpInTheEnd() {
        marked.callerStarts(1000).interim(1500, "hello").callerStops(2000).until(7000); // asked at 2150
        marked.acknowledges(7150);
        assertThat(marked.timeOf(FinalizeAnswered.class)).isEqualTo(7150);

        var longer = new Conversation(TurnConfig.defaults());
        longer.callerStarts(1000).interim(1500, "hello").callerStops(2000).acknowledges(7151);
        assertThat(longer.all(FinalizeAnswered.class)).isEmpty();
    }

    @Test
    void answerLongAfterItWasGivenUp_isNew() {
        marked.callerStarts(1000).interim(1500, "hello").callerStops(2000).until(2900);
        marked.answer(20_000, "yes please").until(30_000);

        assertThat(marked.committedTexts()).containsExactly("hello", "yes please");
    }

    @Test
    void answerThatCompletesAnEndedTurn_saysThatAllItsAudioIsInItsText() {
        marked.callerStarts(1000)
                .finalText(1500, "hello", 900, 1300)
                .callerStops(2000)
                .until(3200);
        marked.acknowledges(3300); // nothing more was said
        marked.finalText(3400, "hello", 1310, 1790).until(9000);

        assertThat(marked.dropped()).containsExactly(new DropSpeech(1, "hello", DropReason.DUPLICATE_AUDIO));
    }

    @Test
    void answerThatIsNotTheLast_leavesAudioOfAnEndedTurnWithoutText() {
        eager.callerStarts(1000)
                .finalText(1500, "hello", 900, 1300)
                .callerStops(2000)
                .callerSpeaks(2200, 3000);
        eager.until(4100).acknowledges(4200); // the first of two
        eager.finalText(4400, "you", 1310, 1790).until(9000);

        assertThat(eager.dropped()).isEmpty();
        assertThat(eager.committedTexts()).containsExactly("hello", "hello you");
    }
}
