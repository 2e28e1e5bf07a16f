package dev.baton.turn;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.turn.TurnAction.Commit;
import dev.baton.turn.TurnAction.DropSpeech;
import dev.baton.turn.TurnAction.StartHandler;
import dev.baton.turn.TurnAction.StopReply;
import dev.baton.turn.TurnAction.TurnStarted;
import java.util.List;
import org.junit.jupiter.api.Test;

class LateTextTest {
    /** Committed at 3150 with what there was; asked at 2150 and never answered. */
    private final Conversation incomplete = new Conversation(TurnConfig.defaults())
            .callerStarts(1000)
            .finalText(1500, "on", 900, 1300)
            .callerStops(2000)
            .until(3150);

    /** Committed at 3150 with its interim. */
    private final Conversation promoted = new Conversation(TurnConfig.defaults())
            .callerStarts(1000)
            .finalText(1400, "please", 900, 1200)
            .interim(1500, "hello")
            .callerStops(2000)
            .until(3150);

    private static DropSpeech duplicate(String text) {
        return new DropSpeech(1, text, DropReason.DUPLICATE_AUDIO);
    }

    @Test
    void sameAudioAgain_isDroppedWithAReport() {
        incomplete.finalText(3300, "on", 900, 1400).until(9000);

        assertThat(incomplete.committedTexts()).containsExactly("on");
        assertThat(incomplete.dropped()).containsExactly(duplicate("on"));
    }

    @Test
    void lastWordAgain_isDroppedWhereAnswersAreNotMarkedToo() {
        var unmarked = Conversation.where(settings -> settings.marksAnswers(false));
        unmarked.callerSpeaks(1000, 2000)
                .finalText(2200, "on wednesday", 900, 1790)
                .until(2300);

        unmarked.finalText(2600, "wednesday", 1200, 1790).until(9000);
        assertThat(unmarked.committedTexts()).containsExactly("on wednesday");
        assertThat(unmarked.dropped()).containsExactly(duplicate("wednesday"));
    }

    @Test
    void newAudioWhereAnswersAreNotMarked_isNotCoveredByTheAnswer() {
        var unmarked = Conversation.where(settings -> settings.marksAnswers(false));
        unmarked.callerSpeaks(1000, 2000).finalText(2200, "on", 900, 1660).until(2300);

        unmarked.finalText(2600, "wednesday", 1670, 1790).until(9000);
        assertThat(unmarked.committedTexts()).containsExactly("on", "on wednesday");
    }

    @Test
    void audioBehindTheLastFinal_isNotTheSame() {
        incomplete.finalText(3300, "wednesday", 1310, 1401);

        assertThat(incomplete.committedTexts()).containsExactly("on", "on wednesday");
    }

    @Test
    void answeredTurn_hasAllItsAudioInItsText() {
        var answered = new Conversation(TurnConfig.defaults());
        answered.callerSpeaks(1000, 2000).answer(2200, "on", 900, 1300).until(2300);

        answered.finalText(2400, "wednesday", 1400, 1900).until(9000);
        assertThat(answered.dropped()).containsExactly(duplicate("wednesday"));
    }

    @Test
    void turnWithoutTimesThatWasNotAnswered_coversNothing() {
        var call = new Conversation(TurnConfig.defaults());
        call.callerStarts(1000).finalText(1500, "on").callerStops(2000).until(3150);

        call.finalText(3300, "wednesday", 900, 1300);
        assertThat(call.committedTexts()).containsExactly("on", "on wednesday");
    }

    @Test
    void newTextBeforeTheAnswer_takesThePlaceOfTheOldWithAllItsWords() {
        incomplete.answer(3300, "wednesday");

        var revision = incomplete.utterances().get(1);
        assertThat(revision)
                .isEqualTo(new Utterance(
                        1,
                        1,
                        Utterance.Kind.SPEECH,
                        "on wednesday",
                        CommitReason.REVISED,
                        ofMillis(900),
                        ofMillis(1800),
                        false,
                        false));
        assertThat(incomplete.stopped()).containsExactly(new StopReply(1, StopReason.REVISED));
        assertThat(incomplete.all(StartHandler.class).get(1)).isEqualTo(new StartHandler(2, revision, false));
        assertThat(incomplete.all(Commit.class).get(1).speechEndNanos()).isEqualTo(1_800_000_000L);
    }

    @Test
    void furtherText_revisesTheRevision() {
        incomplete.finalText(3300, "wednes", 1400, 1500).finalText(3400, "day", 1510, 1700);
        incomplete.finalText(3500, "nesday", 1450, 1800); // up to 1700 there is text: 1800 is within the tolerance

        assertThat(incomplete.utterances()).extracting(Utterance::revision).containsExactly(0, 1, 2);
        assertThat(incomplete.utterances().get(2).text()).isEqualTo("on wednes day");
        assertThat(incomplete.dropped()).containsExactly(duplicate("nesday"));
    }

    @Test
    void revisionWithoutTimes_keepsWhatTheFinalsReached() {
        incomplete.finalText(3300, "wednesday").finalText(3400, "on", 900, 1350).until(9000);

        assertThat(incomplete.committedTexts()).containsExactly("on", "on wednesday");
        assertThat(incomplete.dropped()).containsExactly(duplicate("on"));
    }

    @Test
    void finalThatRepeatsAPromotedInterim_isDropped() {
        promoted.answer(3300, "Hello!").until(9000);

        assertThat(promoted.committedTexts()).containsExactly("please hello");
        assertThat(promoted.dropped()).containsExactly(duplicate("Hello!"));
    }

    @Test
    void textAfterTheFinalOfAPromotedInterim_isNew() {
        var call = new Conversation(TurnConfig.defaults());
        call.callerStarts(1000).interim(1500, "hello").callerStops(2000).until(3200);
        call.answer(3500, "hello").finalText(4500, "yes please").until(9000);

        assertThat(call.committedTexts()).containsExactly("hello", "yes please");
    }

    @Test
    void ownFinalOfAPromotedInterim_takesItsPlace() {
        promoted.answer(3300, "jello");

        assertThat(promoted.committedTexts()).containsExactly("please hello", "please jello");
        assertThat(promoted.dropped()).isEmpty();
    }

    @Test
    void ownFinalOfAPromotedInterimAfterTheAnswerBegan_isDropped() {
        promoted.agentAnswers(3200, 1).answer(3300, "jello").until(9000);

        assertThat(promoted.committedTexts()).containsExactly("please hello");
        assertThat(promoted.dropped()).containsExactly(duplicate("jello"));
    }

    @Test
    void promotedInterim_isReplacedOnce() {
        promoted.finalText(3300, "jello").finalText(3400, "again");

        assertThat(promoted.committedTexts()).containsExactly("please hello", "please jello", "please jello again");
    }

    @Test
    void textAfterTheAnswerBegan_isATurnOfItsOwn() {
        var unhurried = Conversation.where(settings -> settings.minInterruption(ofSeconds(5)));
        unhurried
                .callerStarts(1000)
                .finalText(1500, "on", 900, 1300)
                .callerStops(2000)
                .until(3150);
        unhurried
                .agentAnswers(3200, 1)
                .agentFinishes(3250, 1)
                .answer(3300, "wednesday")
                .until(3799);
        assertThat(unhurried.committedTexts()).containsExactly("on");

        unhurried.until(3800);
        var late = unhurried.utterances().get(1);
        assertThat(late.text()).isEqualTo("wednesday");
        assertThat(late.turn()).isEqualTo(2);
        assertThat(late.late()).isTrue();
        assertThat(late.reason()).isEqualTo(CommitReason.TRANSCRIPT);
        assertThat(late.audioStart()).isEqualTo(ofMillis(900)); // said when its own turn was
        assertThat(late.audioEnd()).isEqualTo(ofMillis(1800));
        assertThat(unhurried.all(TurnStarted.class)).containsExactly(new TurnStarted(1), new TurnStarted(2));
    }

    @Test
    void furtherTextOfALateTurn_joinsIt() {
        incomplete.agentAnswers(3200, 1).agentFinishes(3250, 1);
        incomplete.answer(3300, "wednesday").finalText(3600, "at nine").until(9000);

        assertThat(incomplete.committedTexts()).containsExactly("on", "wednesday at nine");
    }

    @Test
    void lateTurnBesideAnOpenOne_isCommittedAtOnce() {
        incomplete.agentAnswers(3200, 1).agentFinishes(3250, 1).callerStarts(3300);
        incomplete.answer(3400, "wednesday");

        var late = incomplete.utterances().get(1);
        assertThat(late.text()).isEqualTo("wednesday");
        assertThat(late.turn()).isEqualTo(3);
        assertThat(late.late()).isTrue();
        assertThat(late.reason()).isEqualTo(CommitReason.LATE);
        assertThat(incomplete.all(TurnStarted.class))
                .containsExactly(new TurnStarted(1), new TurnStarted(2), new TurnStarted(3));

        incomplete.callerStops(4000).answer(4250, "at nine").until(4300);
        assertThat(incomplete.utterances().get(2).turn()).isEqualTo(2);
        assertThat(incomplete.utterances().get(2).late()).isFalse();
    }

    @Test
    void lateTextOfADroppedTurn_isDroppedForTheSameReason() {
        var patient = Conversation.where(settings -> settings.minInterruption(ofMillis(900)));
        patient.greetingPlays()
                .callerStarts(1000)
                .finalText(1100, "mhm")
                .callerStops(1400)
                .until(2600);
        assertThat(patient.dropped()).containsExactly(new DropSpeech(1, "mhm", DropReason.BELOW_INTERRUPTION));

        patient.answer(2700, " right").until(9000);
        assertThat(patient.dropped())
                .containsExactly(
                        new DropSpeech(1, "mhm", DropReason.BELOW_INTERRUPTION),
                        new DropSpeech(1, "right", DropReason.BELOW_INTERRUPTION));
        assertThat(patient.committedTexts()).isEqualTo(List.of());
    }
}
