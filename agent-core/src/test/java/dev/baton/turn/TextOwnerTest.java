package dev.baton.turn;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.turn.TurnAction.Abandon;
import dev.baton.turn.TurnAction.DropSpeech;
import dev.baton.turn.TurnAction.TurnStarted;
import dev.baton.turn.TurnConfig.FinalizeAt;
import org.junit.jupiter.api.Test;

/** Late text and new text told apart; what then becomes of late text is in {@link LateTextTest}. */
class TextOwnerTest {
    /** Asked at 2150, never answered, committed at 3150. */
    private final Conversation unanswered = new Conversation(TurnConfig.defaults())
            .callerStarts(1000)
            .finalText(1500, "on", 900, 1300)
            .callerStops(2000)
            .until(3150);

    private final Conversation answered = new Conversation(TurnConfig.defaults()).callerSays(1000, 2000, "on");

    @Test
    void finalThatEndsWithinTheEndedTurn_isThatTurns() {
        unanswered.finalText(3300, "wednesday", 1400, 1790);

        assertThat(unanswered.committedTexts()).containsExactly("on", "on wednesday");
    }

    @Test
    void finalThatStartsWithinTheEndedTurn_isThatTurnsToo() {
        unanswered.finalText(3300, "wednesday", 1800, 2500);

        assertThat(unanswered.committedTexts()).containsExactly("on", "on wednesday");
    }

    @Test
    void finalThatStartsAfterTheEndedTurn_isNew() {
        unanswered.finalText(3300, "wednesday", 1801, 2500).until(9000);

        assertThat(unanswered.utterances().get(1).turn()).isEqualTo(2);
    }

    @Test
    void differencesOfAHundredMilliseconds_countAsNone() {
        unanswered.finalText(3300, "wednesday", 1850, 1900);

        assertThat(unanswered.committedTexts()).containsExactly("on", "on wednesday");
    }

    @Test
    void finalThatEndsLaterThanThat_isNew() {
        unanswered.finalText(3300, "wednesday", 1850, 1901).until(9000);

        assertThat(unanswered.utterances().get(1).turn()).isEqualTo(2);
    }

    @Test
    void finalOfBeforeTheTurn_isNew() {
        unanswered.finalText(3300, "er", 500, 799).until(9000);
        assertThat(unanswered.committedTexts()).containsExactly("on", "er");
        assertThat(unanswered.utterances().get(1).turn()).isEqualTo(2);
        assertThat(unanswered.utterances().get(1).late()).isTrue(); // what was said later has been committed before
    }

    @Test
    void finalWithoutAStart_countsByItsEnd() {
        var early = new Conversation(TurnConfig.defaults());
        early.callerStarts(150).finalText(800, "on", 50, 600).callerStops(1000).until(2150);

        early.finalText(3000, "at nine", -1, 2900).until(9000);
        assertThat(early.utterances()).extracting(Utterance::turn).containsExactly(1, 2);
    }

    @Test
    void finalWithTimesOfATurnThatHadNone_isThatTurnsIfItIsAwaited() {
        var promoted =
                new Conversation(TurnConfig.defaults()).interim(1000, "hello").until(2000);
        promoted.finalText(2400, "jello", 400, 900);
        assertThat(promoted.committedTexts()).containsExactly("hello", "jello");
        assertThat(promoted.utterances()).extracting(Utterance::turn).containsOnly(1);

        var complete =
                new Conversation(TurnConfig.defaults()).finalText(1000, "on").until(1500);
        complete.finalText(1700, "wednesday", 900, 1000).until(9000);
        assertThat(complete.utterances()).extracting(Utterance::turn).containsExactly(1, 2);
    }

    @Test
    void interimAfterTheWaitWasGivenUp_isNew() {
        unanswered.interim(7200, "wednesday").until(9000);

        assertThat(unanswered.all(TurnStarted.class)).hasSize(2);
    }

    @Test
    void finalThatStartsInTheOpenTurn_isTheOpenTurns() {
        unanswered.callerStarts(3200); // onset at 3100
        unanswered
                .finalText(3300, "at nine", 3100, 3250)
                .callerStops(4000)
                .answer(4200, "sharp", 2)
                .until(4300);

        assertThat(unanswered.committedTexts()).containsExactly("on", "at nine sharp");
    }

    @Test
    void finalAcrossBoth_isTheEndedTurnsIfItStartsThere() {
        unanswered.callerStarts(3200);
        unanswered.finalText(3300, "wednesday", 1790, 3250);

        assertThat(unanswered.committedTexts()).containsExactly("on", "on wednesday");
    }

    @Test
    void interimOfAnEndedTurn_opensNothing() {
        unanswered.interim(3300, "wednesday", 1400, 1790).until(9000);

        assertThat(unanswered.all(TurnStarted.class)).hasSize(1);
    }

    @Test
    void interimOfNewAudio_opensATurn() {
        unanswered.interim(3300, "wednesday", 3000, 3200).until(9000);

        assertThat(unanswered.committedTexts()).containsExactly("on", "wednesday");
    }

    @Test
    void answerToAnEndedTurnsRequest_isThatTurns() {
        unanswered.answer(3300, "wednesday");

        assertThat(unanswered.committedTexts()).containsExactly("on", "on wednesday");
    }

    @Test
    void answerToAnEndedTurnsRequest_isThatTurnsWhileAnotherIsOpen() {
        unanswered.callerStarts(3200).answer(3300, "wednesday");

        assertThat(unanswered.committedTexts()).containsExactly("on", "on wednesday");
    }

    @Test
    void whatIsLeftOverFromTheLastTurn_doesNotEndTheOpenOne() {
        unanswered.callerStarts(4000).finalText(4500, "friday", 3900, 4400).callerStops(5000);
        unanswered
                .until(5150) // asked
                .finalText(5200, "wednesday", 1400, 1790)
                .acknowledges(5250)
                .until(5900); // the quiet is over since 5300

        assertThat(unanswered.committedTexts()).containsExactly("on", "on wednesday");
        unanswered.answer(6000, "at nine", 4500, 4700);
        assertThat(unanswered.committedTexts()).containsExactly("on", "on wednesday", "friday at nine");
    }

    @Test
    void answerWhileBothTurnsWait_isTheOpenTurns() {
        unanswered.callerSpeaks(3200, 4000).until(4200).answer(4300, "at nine").until(9000);

        assertThat(unanswered.committedTexts()).containsExactly("on", "at nine");
    }

    @Test
    void answerThatNamesTheRequest_leavesNoDoubt() {
        unanswered
                .callerSpeaks(3200, 4000)
                .until(4200)
                .answer(4300, "wednesday", 1)
                .answer(4400, "at nine", 2);

        assertThat(unanswered.committedTexts()).containsExactly("on", "on wednesday", "at nine");
    }

    @Test
    void textWithoutTimesWhileTheLastTurnWaits_isThatTurns() {
        unanswered.until(7000).finalText(7100, "wednesday");

        assertThat(unanswered.committedTexts()).containsExactly("on", "on wednesday");
    }

    @Test
    void textWithoutTimesAfterTheWaitWasGivenUp_isNew() {
        unanswered.finalText(7200, "wednesday").until(9000);

        assertThat(unanswered.utterances().get(1).turn()).isEqualTo(2);
    }

    @Test
    void textWithoutTimesJustAfterTheCommit_isTheLastTurns() {
        answered.finalText(2800, "wednesday");

        assertThat(answered.committedTexts()).containsExactly("on", "on wednesday");
    }

    @Test
    void textWithoutTimesLaterThanAPauseAfterTheCommit_isNew() {
        answered.finalText(2801, "wednesday").until(9000);

        assertThat(answered.utterances().get(1).turn()).isEqualTo(2);
        assertThat(answered.committedTexts()).containsExactly("on", "wednesday");
    }

    @Test
    void textWithoutTimesWhileATurnIsOpen_isTheOpenTurns() {
        answered.callerStarts(2400)
                .finalText(2500, "at nine")
                .callerStops(3000)
                .answer(3200, "sharp")
                .until(3300);

        assertThat(answered.committedTexts()).containsExactly("on", "at nine sharp");
    }

    @Test
    void finalOfAPromotedInterim_isAwaitedForAsLongAsText() {
        var promoted =
                new Conversation(TurnConfig.defaults()).interim(1000, "hello").until(2000); // committed here
        promoted.finalText(7000, "hello").until(9000);
        assertThat(promoted.dropped()).containsExactly(new DropSpeech(1, "hello", DropReason.DUPLICATE_AUDIO));

        var later =
                new Conversation(TurnConfig.defaults()).interim(1000, "hello").until(2000);
        later.finalText(7001, "hello").until(9000);
        assertThat(later.committedTexts()).containsExactly("hello", "hello");
    }

    @Test
    void abandonedTurn_hasNoLateText() {
        var call = Conversation.where(settings -> settings.noTranscriptTimeout(ofMillis(1500)));
        call.callerSpeaks(1000, 2000).until(3600);
        assertThat(call.only(Abandon.class)).isEqualTo(new Abandon(1, AbandonReason.NO_TEXT));

        call.answer(3620, "by answer")
                .until(4200)
                .finalText(4300, "by audio", 1000, 1500)
                .until(9000);
        assertThat(call.utterances()).extracting(Utterance::revision).containsOnly(0);
        assertThat(call.utterances()).extracting(Utterance::turn).doesNotContain(1);
        assertThat(call.committedTexts()).contains("by answer");
    }

    @Test
    void abandonedTurn_hasNoLateTextByTimeEither() {
        var call = new Conversation(TurnConfig.defaults());
        call.callerSpeaks(1000, 2000).acknowledges(2200).until(7000);
        assertThat(call.abandoned()).hasSize(1);

        call.finalText(7100, "hello").until(9000);
        assertThat(call.utterances().get(0).turn()).isEqualTo(2);
    }

    @Test
    void turnBeforeTheLast_stillGetsItsText() {
        var eager = Conversation.where(settings -> settings.finalizeAt(FinalizeAt.SPEECH_END));
        eager.callerStarts(1000)
                .finalText(1500, "on", 900, 1300)
                .callerStops(2000)
                .until(3000);
        eager.callerStarts(4000)
                .finalText(4500, "at nine", 3900, 4700)
                .callerStops(5000)
                .until(6000);

        eager.finalText(6100, "wednesday", 1400, 1790);
        assertThat(eager.committedTexts()).containsExactly("on", "at nine", "on wednesday");
    }
}
