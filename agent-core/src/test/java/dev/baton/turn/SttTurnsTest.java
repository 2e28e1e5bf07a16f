package dev.baton.turn;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.turn.TurnAction.Abandon;
import dev.baton.turn.TurnAction.Commit;
import dev.baton.turn.TurnAction.EndCall;
import dev.baton.turn.TurnAction.ReplayAudio;
import dev.baton.turn.TurnAction.SendFinalize;
import dev.baton.turn.TurnAction.StartReply;
import dev.baton.turn.TurnAction.StopReply;
import dev.baton.turn.TurnAction.TurnStarted;
import dev.baton.turn.TurnConfig.TurnDetector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SttTurnsTest {
    private final Conversation decided = Conversation.where(settings -> settings.turnDetector(TurnDetector.STT));
    private final Conversation advised = Conversation.where(settings -> settings.turnDetector(TurnDetector.STT_ADVICE));
    private final Conversation ignored = new Conversation(TurnConfig.defaults());

    @Test
    void recogniserEndsTheTurn_evenWhileSpeechIsHeard() {
        decided.callerStarts(1000).finalText(1500, "hello").sttEndsTurn(1600);

        assertThat(decided.timeOf(Commit.class)).isEqualTo(1600);
        assertThat(decided.commitReasons()).containsExactly(CommitReason.STT_TURN_END);
        assertThat(decided.only(Commit.class).utterance().audioEnd()).isEqualTo(ofMillis(1600));
    }

    @Test
    void speechThatGoesOnAfterThat_isTheNextTurns() {
        decided.callerStarts(1000).finalText(1500, "hello").sttEndsTurn(1600);
        decided.until(2500).finalText(2600, "you").sttEndsTurn(2700);

        assertThat(decided.utterances().get(1).audioStart()).isEqualTo(ofMillis(1600));
        assertThat(decided.utterances().get(1).audioEnd()).isEqualTo(ofMillis(2700));
    }

    @Test
    void endThatComesWhileTheNextTurnIsSpoken_leavesThatOneOpen() {
        decided.callerSpeaks(1000, 2000).callerStarts(4000);
        decided.finalText(4500, "hello", 1010, 1790).sttEndsTurn(4500);

        var hello = decided.only(Commit.class).utterance();
        assertThat(hello.audioStart()).isEqualTo(ofMillis(900));
        assertThat(hello.audioEnd()).isEqualTo(ofMillis(1790));

        decided.callerStops(5000).finalText(7500, "you", 3910, 4790).sttEndsTurn(7500);
        assertThat(decided.committedTexts()).containsExactly("hello", "you");
        assertThat(decided.utterances().get(1).audioStart()).isEqualTo(ofMillis(3900));
        assertThat(decided.utterances().get(1).audioEnd()).isEqualTo(ofMillis(4800));
    }

    @Test
    void endThatComesWhenTheNextTurnHasBeenSpoken_leavesThatOneOpen() {
        decided.callerSpeaks(1000, 2000).callerSpeaks(4000, 5000);
        decided.finalText(5500, "hello", 1010, 1790).sttEndsTurn(5500);
        assertThat(decided.only(Commit.class).utterance().audioEnd()).isEqualTo(ofMillis(1790));

        decided.until(20_000);
        assertThat(decided.only(Abandon.class)).isEqualTo(new Abandon(2, AbandonReason.STALL));
    }

    @Test
    void endThatComesAfterTwoBurstsOfTheNextTurn_leavesItBoth() {
        decided.callerSpeaks(1000, 2000).callerSpeaks(3000, 3600).callerSpeaks(4000, 5000);
        decided.finalText(5500, "hello", 1010, 1790).sttEndsTurn(5500);
        decided.linkIsLost(5600).linkOpens(5700);
        assertThat(decided.only(ReplayAudio.class).fromNanos())
                .isLessThanOrEqualTo(ofMillis(2900).toNanos());

        decided.finalText(7500, "two", 2910, 3390)
                .finalText(7500, "three", 3910, 4790)
                .sttEndsTurn(7500);
        assertThat(decided.committedTexts()).containsExactly("hello", "two three");
        assertThat(decided.utterances().get(1).audioStart()).isEqualTo(ofMillis(2900));
    }

    @Test
    void coughBeforeALateEnd_doesNotHoldUpTheReplyForLong() {
        decided.callerSpeaks(1000, 2000).callerSpeaks(2400, 2800);
        decided.finalText(3000, "hello", 1010, 1790).sttEndsTurn(3000).replyIsReady(3100, 1);

        decided.until(20_000);
        assertThat(decided.timeOf(StartReply.class)).isEqualTo(3800);
        assertThat(decided.only(Abandon.class)).isEqualTo(new Abandon(2, AbandonReason.STALL));
    }

    @Test
    void turnThatTheRecogniserHasBegun_holdsUpTheReplyUntilItHasWords() {
        decided.callerSpeaks(1000, 2000).finalText(2100, "hello", 1010, 1790).sttEndsTurn(2100);
        decided.callerStarts(2400).sttHearsSpeech(2500).callerStops(2800).replyIsReady(2900, 1);

        decided.until(4500);
        assertThat(decided.all(StartReply.class)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "300, 700"})
    void wordTimesBeforeTheOnlyBurst_leaveItToItsTurn(int start, int end) {
        decided.callerSpeaks(1000, 2000).finalText(2300, "hello", start, end).sttEndsTurn(2300);

        decided.replyIsReady(2400, 1).until(20_000);
        assertThat(decided.timeOf(StartReply.class)).isEqualTo(2400);
        assertThat(decided.only(Commit.class).utterance().audioEnd()).isEqualTo(ofMillis(1800));
    }

    @Test
    void whatWasAskedAboutTheNextTurn_isAnsweredToIt() {
        decided.callerSpeaks(1000, 2000).callerSpeaks(4000, 5000);
        decided.until(5400);
        assertThat(decided.all(SendFinalize.class)).hasSize(2);

        decided.finalText(5500, "hello", 1010, 1790).sttEndsTurn(5500);
        decided.hangsUp(5600).answer(5700, "you", 3910, 4790).linkCloses(5800);
        assertThat(decided.committedTexts()).containsExactly("hello", "you");
        assertThat(decided.timeOf(EndCall.class)).isEqualTo(5800);
        assertThat(decided.all(SendFinalize.class)).hasSize(2);
    }

    @Test
    void hangUpBeforeTheLateWordsOfTheLastTurn_tellsOfIt() {
        decided.callerSpeaks(1000, 2000).callerStarts(4000);
        decided.finalText(4500, "hello", 1010, 1790).sttEndsTurn(4500);
        decided.hangsUp(4800).interim(5600, "you", 3910, 4700).until(20_000);

        assertThat(decided.committedTexts()).containsExactly("hello");
        assertThat(decided.only(Abandon.class)).isEqualTo(new Abandon(2, AbandonReason.CALL_END));
    }

    @Test
    void endAfterTheSpeech_leavesTheAcousticEnd() {
        decided.callerStarts(1000).finalText(1500, "hello").callerStops(2000).sttEndsTurn(2500);

        assertThat(decided.only(Commit.class).utterance().audioEnd()).isEqualTo(ofMillis(1800));
    }

    @Test
    void quiet_decidesNothing() {
        decided.callerSpeaks(1000, 2000).answer(2200, "hello").until(5000);

        assertThat(decided.committedTexts()).isEmpty();
    }

    @Test
    void textAfterTheEnd_isWaitedFor() {
        decided.sttHearsSpeech(1000).sttEndsTurn(1600).until(2000).finalText(2100, "hello");

        assertThat(decided.timeOf(Commit.class)).isEqualTo(2100);
        assertThat(decided.only(Commit.class).utterance().audioStart()).isEqualTo(ofSeconds(1));
        assertThat(decided.only(Commit.class).utterance().audioEnd()).isEqualTo(ofMillis(1600));
    }

    @Test
    void openInterimAtTheEnd_isTakenAfterTheDeadline() {
        decided.sttHearsSpeech(1000).interim(1500, "hello").sttEndsTurn(1600).until(9000);

        assertThat(decided.timeOf(Commit.class)).isEqualTo(2600);
        assertThat(decided.commitReasons()).containsExactly(CommitReason.TIMEOUT_INTERIM);
    }

    @Test
    void openInterimThatMayNotBeTaken_isLeftOut() {
        var strict = Conversation.where(
                settings -> settings.turnDetector(TurnDetector.STT).promotesInterims(false));
        strict.sttHearsSpeech(1000)
                .finalText(1400, "on")
                .interim(1500, "wednes")
                .sttEndsTurn(1600)
                .until(9000);

        assertThat(strict.timeOf(Commit.class)).isEqualTo(2600);
        assertThat(strict.committedTexts()).containsExactly("on");
        assertThat(strict.commitReasons()).containsExactly(CommitReason.STT_TURN_END);
    }

    @Test
    void speechHeardAgain_doesNotTakeTheEndBack() {
        decided.sttHearsSpeech(1000).sttEndsTurn(1600).sttHearsSpeech(1700).finalText(1800, "hello");

        assertThat(decided.timeOf(Commit.class)).isEqualTo(1800);
        assertThat(decided.only(Commit.class).utterance().audioStart()).isEqualTo(ofSeconds(1));
    }

    @Test
    void turnWithoutText_isAbandonedWhenItStalls() {
        decided.sttHearsSpeech(1000).until(5999);
        assertThat(decided.abandoned()).isEmpty();

        decided.until(6000);
        assertThat(decided.only(Abandon.class)).isEqualTo(new Abandon(1, AbandonReason.STALL));
    }

    @Test
    void turnWithFinals_isCommittedWhenItStalls() {
        decided.sttHearsSpeech(1000).finalText(2000, "hello").until(20_000);

        assertThat(decided.timeOf(Commit.class)).isEqualTo(7000);
        assertThat(decided.commitReasons()).containsExactly(CommitReason.STALL);
    }

    @Test
    void turnWithInterims_isCommittedWithThemWhenItStalls() {
        decided.sttHearsSpeech(1000).interim(2000, "hello").until(20_000);

        assertThat(decided.timeOf(Commit.class)).isEqualTo(7000);
        assertThat(decided.commitReasons()).containsExactly(CommitReason.TIMEOUT_INTERIM);
    }

    @Test
    void finalsWithAnInterimThatMayNotBeTaken_areCommittedWhenTheyStall() {
        var strict = Conversation.where(
                settings -> settings.turnDetector(TurnDetector.STT).promotesInterims(false));
        strict.sttHearsSpeech(1000)
                .finalText(1400, "on")
                .interim(2000, "wednes")
                .until(20_000);

        assertThat(strict.timeOf(Commit.class)).isEqualTo(7000);
        assertThat(strict.committedTexts()).containsExactly("on");
        assertThat(strict.commitReasons()).containsExactly(CommitReason.STALL);
    }

    @Test
    void stall_countsFromTheEndOfSpeechAndNotWhileItIsHeard() {
        decided.callerStarts(1000).until(9000).callerStops(9500).until(20_000);

        assertThat(decided.timeOf(Abandon.class)).isEqualTo(14_500);
    }

    @Test
    void stall_isASetting() {
        var hasty = Conversation.where(
                settings -> settings.turnDetector(TurnDetector.STT).sttTurnStall(ofSeconds(1)));
        hasty.sttHearsSpeech(1000).until(20_000);

        assertThat(hasty.timeOf(Abandon.class)).isEqualTo(2000);
    }

    @Test
    void replyThatIsReady_waitsUntilTheTurnHasStalled() {
        decided.sttHearsSpeech(1000).finalText(1500, "hello").sttEndsTurn(1600);
        decided.sttHearsSpeech(2000).replyIsReady(2100, 1).until(20_000);

        assertThat(decided.timeOf(StartReply.class)).isEqualTo(7000);
    }

    @Test
    void speechHeardByTheRecogniser_opensATurn() {
        decided.sttHearsSpeech(1000)
                .sttHearsSpeech(1200)
                .finalText(1300, "hello")
                .sttEndsTurn(1400);

        assertThat(decided.timeOf(TurnStarted.class)).isEqualTo(1000);
        assertThat(decided.only(Commit.class).utterance().audioStart()).isEqualTo(ofSeconds(1));
    }

    @Test
    void speechHeardByTheRecogniser_interruptsAtOnce() {
        decided.greetingPlays().sttHearsSpeech(1000);

        assertThat(decided.stopped()).containsExactly(new StopReply(1, StopReason.INTERRUPTED));
        assertThat(decided.timeOf(StopReply.class)).isEqualTo(1000);
    }

    @Test
    void speechHeardByTheRecogniser_doesNotInterruptWhereWordsAreRequired() {
        var wordy = Conversation.where(
                settings -> settings.turnDetector(TurnDetector.STT).minInterruptionWords(1));
        wordy.greetingPlays().sttHearsSpeech(1000).until(2000);

        assertThat(wordy.stopped()).isEmpty();
    }

    @Test
    void speechHeardAfterTheHangUp_opensNoTurn() {
        decided.hangsUp(1000).sttHearsSpeech(1100).until(9000);

        assertThat(decided.all(TurnStarted.class)).isEmpty();
    }

    @Test
    void endWithoutATurn_isNothing() {
        decided.sttEndsTurn(1000).until(9000);

        assertThat(decided.actions()).isEmpty();
    }

    @Test
    void recogniserThatNobodyAsked_decidesNothing() {
        ignored.sttHearsSpeech(500).until(900).patienceIs(900, 1000);
        assertThat(ignored.actions()).isEmpty();

        ignored.callerStarts(1000)
                .finalText(1500, "hello")
                .sttEndsTurn(1600)
                .callerStops(2000)
                .sttEndsTurn(2100);
        ignored.answer(2700, "you").until(9000);
        assertThat(ignored.timeOf(Commit.class)).isEqualTo(2800);
        assertThat(ignored.commitReasons()).containsExactly(CommitReason.PATIENCE);
    }

    @Test
    void advice_isAVerdict() {
        advised.callerSpeaks(1000, 2000).sttEndsTurn(2100).answer(2200, "hello").until(2300);

        assertThat(advised.timeOf(Commit.class)).isEqualTo(2300);
        assertThat(advised.commitReasons()).containsExactly(CommitReason.VERDICT);
    }

    @Test
    void noAdvice_waitsForTheMaximum() {
        advised.callerSpeaks(1000, 2000)
                .answer(2200, "hello")
                .until(4700)
                .answer(4750, "you")
                .until(9000);

        assertThat(advised.timeOf(Commit.class)).isEqualTo(4800);
    }

    @Test
    void adviceWhileSpeechIsHeard_doesNotCount() {
        advised.callerStarts(1000)
                .sttEndsTurn(1600)
                .callerStops(2000)
                .answer(2200, "hello")
                .until(4000);

        assertThat(advised.committedTexts()).isEmpty();
    }
}
